"""Refusals about bags, boxes and seals."""

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
    """A bag that does not belong here. ``why`` says how.

    unknown, other_venue, other_exam, not_listed, empty_box; before the cut: wrong_set, wrong_subject, other_room,
    scans_differ.
    """

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


class ReasonMissing(DomainError):
    """Something was left out, locked, let go or declared void without saying why."""

    code = "custody_reason_missing"
    sentence = _("Say why. It stays on record.")
    status = 400


class SealTaken(DomainError):
    """A seal number that stands on something else."""

    code = "seal_taken"
    sentence = _("This seal number is already on record. A seal is used once: read it again, or take another.")


class SealMissing(DomainError):
    """Something is closed without the number of its new seal."""

    code = "seal_missing"
    sentence = _("Read the new seal of every bag and box named.")
    status = 400


class SealStillWhole(DomainError):
    """A new seal was about to cover one that is whole, and that nobody has read."""

    code = "seal_still_whole"
    sentence = _("These still bear a whole seal. Read that one and leave it on, or read it beside the new one.")
    status = 409


class BagHasMoved(DomainError):
    """A newer list would change a bag that has been received. ``detail`` names the first of them."""

    code = "bag_has_moved"
    sentence = _("The list changes bags that the county has already received. Leave those rows as they were.")


class BagListWrong(DomainError):
    """A list that contradicts itself or the exam. ``why`` says how."""

    code = "bag_list_wrong"
    sentence = _("The list of bags does not fit. Look at the rows named.")


class LabelForABag(DomainError):
    """A label was asked for that a bag already has as its own code (limits.md 7)."""

    code = "label_for_a_bag"
    sentence = _("Bags keep the province's code and are never labelled. Take these codes out of the list.")
    status = 400
