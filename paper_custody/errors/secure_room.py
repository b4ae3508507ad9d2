"""Refusals of the secure room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class RoomNotReady(DomainError):
    """Papers before the room was accepted and enabled. ``state`` is where it stands."""

    code = "secure_room_not_ready"
    sentence = _("The secure room is not enabled. Check it point by point, enter its certificate and enable it first.")


class CertificateNotValid(DomainError):
    """No certificate, or none that holds today."""

    code = "certificate_not_valid"
    sentence = _("The secure room has no valid certificate. Without one it may not hold papers: enter it first.")


class CertificateWrong(DomainError):
    """A certificate that ends before it begins, or that one of the three authorities did not issue."""

    code = "certificate_wrong"
    sentence = _("A certificate has a number, an end after its start, and is issued by education, police and secrecy.")
    status = 400


class LocksNotChanged(DomainError):
    """Since its last use the room served something else, and its locks are still the old ones."""

    code = "locks_not_changed"
    sentence = _("The room was used for something else. Change both locks and codes and record it before papers come.")


class RoomHoldsPapers(DomainError):
    """Something that may only be done with an empty room to which nothing is to come back."""

    code = "secure_room_holds_papers"
    sentence = _(
        "Papers or answers are in the secure room or will come back to it. This waits until all are handed on."
    )


class VisitorsInside(DomainError):
    """Papers at the door while visitors are in the room."""

    code = "visitors_inside"
    sentence = _("Visitors are in the secure room. See them out and sign them out before papers come in.")


class VisitWhilePapersStored(DomainError):
    """A visit while papers or answers are stored, or after they were. ``state`` is where the room stands."""

    code = "visit_while_papers_stored"
    sentence = _(
        "Nobody visits the secure room from the receipt of papers on. Show them its outside or a screen, or book "
        "a day before papers come."
    )


class PhonesNotSurrendered(DomainError):
    """Visitors with their phones."""

    code = "phones_not_surrendered"
    sentence = _("Visitors leave their phones outside. Collect them all, then sign the visitors in.")


class CheckPointUnknown(DomainError):
    """A point that is not on this checklist, or another version of it."""

    code = "check_point_unknown"
    sentence = _("This is not a point of this checklist. Reload the page: the list may have changed.")
    status = 400


class RosterTooSmall(DomainError):
    """Fewer people on the team than the rules ask for, its heads not counted."""

    code = "roster_too_small"
    sentence = _("The duty team is too small, heads of the room not counted. Add people to the roster.")


class ShiftTooSmall(DomainError):
    """A shift with fewer people than must be on post at any moment."""

    code = "shift_too_small"
    sentence = _("A shift has too few people: two are on post at any moment. Add somebody to the shift named.")


class ShiftWrong(DomainError):
    """A shift that ends before it starts, or with somebody who has no post at the secure room."""

    code = "shift_wrong"
    sentence = _("A shift starts before it ends, and is kept by people with a post at the secure room at that time.")
    status = 400


class NotOfTheShift(DomainError):
    """A shift handed over by somebody who is not of it, or to somebody who is not of the next."""

    code = "not_of_the_shift"
    sentence = _("A shift is handed over by one of its people to one of the next shift. Look at the roster.")


class UnitsMissing(DomainError):
    """A joint check without one of the authorities."""

    code = "units_missing"
    sentence = _("A joint check is made by education, police and secrecy together: enter who was there for each.")
    status = 400


class RoundFormMissing(DomainError):
    """Something entered afterwards without the number of the form on which it was signed."""

    code = "round_form_missing"
    sentence = _("What was done a while ago is entered from its form: give the number of the form.")
    status = 400


class WaiverWrong(DomainError):
    """A waiver without its document, or one that was decided in the future."""

    code = "waiver_wrong"
    sentence = _("Enter who decided at the province, when, and under which document number.")
    status = 400


class SourceUnknown(DomainError):
    """A signal from nobody, or with the wrong secret."""

    code = "source_unknown"
    sentence = _("This source is not registered, or its secret is wrong. Register it anew on the page of the room.")
    status = 403


class SignalUnreadable(DomainError):
    """A signal that cannot be read. It is kept and shown."""

    code = "signal_unreadable"
    sentence = _("This signal cannot be read. It is kept, and shown to the people of the secure room.")
    status = 400


class SourceTaken(DomainError):
    """A code that another source has."""

    code = "source_taken"
    sentence = _("A source of this code is registered already. Choose another code.")
