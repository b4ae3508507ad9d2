"""Refusals of a venue's day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class RoomsNotAsPlanned(DomainError):
    """Some rooms are not where this step begins. ``detail`` names them."""

    code = "rooms_not_as_planned"
    sentence = _("These rooms are not ready for this step. Except each of them with a reason, or do the step before.")


class RoomNotThere(DomainError):
    """A room was named that has no bags in this session."""

    code = "room_not_there"
    sentence = _("This venue has no bags for this room in this session. Look at the room numbers.")
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


class MomentBeforeLast(DomainError):
    """A moment before something else that was done with these bags: nobody could tell who had them then."""

    code = "custody_moment_before_last"
    sentence = _("Something else was done with these bags after this time. Look at date and time again.")
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
