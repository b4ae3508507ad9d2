from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError
from kernel.events import DomainEvent
from paper_custody.events import (
    CountMismatchFound,
    NotTheHolderFound,
    SealMismatchFound,
    WrongBagFound,
    WrongSessionBagFound,
)


class SealMismatch(DomainError):
    """The seal read is not the seal registered, or none was read. The expected number is never told."""

    code = "seal_mismatch"
    sentence = _("This seal is not the one on record. Stop, keep two people with it, call the county duty officer.")
    finding = SealMismatchFound


class WrongSessionBag(DomainError):
    """A bag of another session among those of this one."""

    code = "wrong_session_bag"
    sentence = _(
        "This bag is of another session. Do not open it; put it aside with two people and call the duty officer."
    )
    finding = WrongSessionBagFound


class WrongBag(DomainError):
    """A bag that does not belong here. ``why``: unknown, other_venue, other_exam, not_listed."""

    code = "wrong_bag"
    sentence = _("This bag does not belong here. Stop, put it aside with two people and call the duty officer.")
    finding = WrongBagFound


class CountMismatch(DomainError):
    """What was counted or scanned is not what is on the list. ``what``: bags, boxes, or the codes that are missing."""

    code = "count_mismatch"
    sentence = _("The count is not what is on the list. Nobody leaves; count again together and call the duty officer.")
    finding = CountMismatchFound

    def found(self) -> DomainEvent:
        """The finding: the detail is a list when it comes out of a stored verdict."""
        return CountMismatchFound(**{**self.detail, "missing": tuple(self.detail["missing"])})


class NotTheHolder(DomainError):
    """Who gives is not who signed for it."""

    code = "not_the_holder"
    sentence = _("Another person signed for this bag. Only who holds it can hand it over.")
    finding = NotTheHolderFound


class BagNotNow(DomainError):
    """The bag is not in a state from which this step leads on: done before, or not yet, or locked."""

    code = "bag_not_now"
    sentence = _("This step does not follow for the bag named. Look at its history: it may have been scanned before.")


class ScannedTwice(DomainError):
    """The same code twice in one batch: one thing scanned twice, or two things under one label."""

    code = "scanned_twice"
    sentence = _("A code was read twice. Are these two bags with one label? Put both aside; otherwise remove one.")
    status = 400


class TooManyScans(DomainError):
    """More codes than one signing can be answerable for."""

    code = "too_many_scans"
    sentence = _("These are too many codes for one handover. Divide it.")
    status = 400


class NothingScanned(DomainError):
    """A handover of nothing."""

    code = "nothing_scanned"
    sentence = _("No bag was named. Scan or type the codes.")
    status = 400


class RoomsNotAsPlanned(DomainError):
    """Some rooms are not where this step begins. ``detail`` names them."""

    code = "rooms_not_as_planned"
    sentence = _("These rooms are not ready for this step. Except each of them with a reason, or do the step before.")


class RoomNotThere(DomainError):
    """A room was named that has no bags in this session."""

    code = "room_not_there"
    sentence = _("This venue has no bags for this room in this session. Look at the room numbers.")
    status = 400


class ReasonMissing(DomainError):
    """Something was left out, locked, let go or declared void without saying why."""

    code = "custody_reason_missing"
    sentence = _("Say why. It stays on record.")
    status = 400


class FormMissing(DomainError):
    """Invigilators sign on paper, and the form has a number."""

    code = "form_missing"
    sentence = _("Enter the number of the form that the invigilators signed.")
    status = 400


class MomentMissed(DomainError):
    """A moment that is still to come, or long past, where something is entered that was done."""

    code = "custody_moment_wrong"
    sentence = _("This time lies in the future or too far back. Look at date and time again.")
    status = 400


class ExpectedInThePast(DomainError):
    """An escort that should have arrived before it left."""

    code = "expected_in_the_past"
    sentence = _("Say when it should arrive: a moment that is still to come.")
    status = 400


class CountsMissing(DomainError):
    """Rooms are to be accepted that nobody has counted."""

    code = "counts_missing"
    sentence = _("Count these rooms first, papers and cards.")


class RoomCountDifference(DomainError):
    """Rooms are to be accepted whose last count does not balance."""

    code = "room_count_difference"
    sentence = _("These rooms do not balance. Count again together; until a count balances they are not accepted.")


class AlreadyAccepted(DomainError):
    """A room was counted after its papers were accepted."""

    code = "room_already_accepted"
    sentence = _(
        "The papers of this room were accepted. What is found now is an incident: report it to the duty officer."
    )


class ChiefMissing(DomainError):
    """The chief examiner of the venue, or a deputy, is one of the two who accept."""

    code = "chief_missing"
    sentence = _("The chief examiner or a deputy must be one of the two who sign this.")
    status = 403


class SealTaken(DomainError):
    """A seal number that stands on something else."""

    code = "seal_taken"
    sentence = _("This seal number is already on record. A seal is used once: read it again, or take another.")


class SealMissing(DomainError):
    """Something is closed without the number of its new seal."""

    code = "seal_missing"
    sentence = _("Read the new seal of every bag and box named.")
    status = 400


class BagHasMoved(DomainError):
    """A newer list would change a bag that has been received. ``detail`` names the first of them."""

    code = "bag_has_moved"
    sentence = _("The list changes bags that the county has already received. Leave those rows as they were.")


class BagListWrong(DomainError):
    """A list that contradicts itself or the exam. ``why`` says how."""

    code = "bag_list_wrong"
    sentence = _("The list of bags does not fit. Look at the rows named.")
