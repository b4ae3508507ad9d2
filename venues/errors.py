from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class BellNeedsItsSecond(DomainError):
    """A bell was told of without the second at which it rang."""

    code = "bell_needs_its_second"
    sentence = _("Enter the time of the bell to the second, as the clock in the bell room showed it.")
    status = 400


class MomentDoesNotFit(DomainError):
    """A moment in the future, or hours away from the plan."""

    code = "moment_does_not_fit"
    sentence = _("This time lies in the future or hours away from the plan. Look at date and time again.")
    status = 400


class RoomsNotAsked(DomainError):
    """Rooms were excepted from a milestone that is not one of rooms."""

    code = "rooms_not_asked"
    sentence = _("This milestone is the venue's as a whole. Tell of it without rooms, or report an incident.")
    status = 400


class RoomUnknown(DomainError):
    """A room that this venue does not have in this session. ``detail`` names them."""

    code = "room_unknown"
    sentence = _("This venue has no such room in this session. Look at the room numbers.")
    status = 400


class EquipmentUnknown(DomainError):
    """An asset that this venue does not have, or not of this kind."""

    code = "equipment_unknown"
    sentence = _("This venue has no such equipment. Look at the asset codes.")
    status = 400


class ReasonNeeded(DomainError):
    """A correction or an exception without a reason."""

    code = "reason_needed"
    sentence = _("Say why. What was told first stays on record beside it.")
    status = 400


class ReportTooEarly(DomainError):
    """A report of something that has not happened yet."""

    code = "report_too_early"
    sentence = _("This cannot be known yet. Send the report when the time named has passed.")


class FiguresMissing(DomainError):
    """Neither the figures nor a nil report. ``detail`` names the fields."""

    code = "figures_missing"
    sentence = _("Fill in the fields named, or send a nil report. An empty field is not a zero.")
    status = 400


class FiguresDoNotBelong(DomainError):
    """Fields that this kind of report does not have, or values of the wrong kind."""

    code = "figures_do_not_belong"
    sentence = _("The fields named do not fit this report. Reload the page and enter it again.")
    status = 400


class NilWithEntries(DomainError):
    """A nil report that tells of something all the same."""

    code = "nil_with_entries"
    sentence = _("A nil report says that there is nothing to tell. Take the entries out, or send the full report.")
    status = 400


class FiguresDoNotAddUp(DomainError):
    """Present and absent are not the seats planned, and no reason is given."""

    code = "figures_do_not_add_up"
    sentence = _("Present and absent do not make up the seats planned. Count again; if it is so, say why.")
    status = 400


class CallMissing(DomainError):
    """Something was keyed for a venue without saying who called, from where and when."""

    code = "call_missing"
    sentence = _("Enter who called, the number called back, and the time of the call.")
    status = 400


class NotKeyed(DomainError):
    """A report that the venue sent itself needs no confirmation."""

    code = "not_keyed"
    sentence = _("The venue sent this report itself. It needs no confirmation.")


class ChecklistIncomplete(DomainError):
    """Points that the checklist does not have, or rooms named twice."""

    code = "checklist_incomplete"
    sentence = _("The points named are not on the checklist in force. Reload the page and go through it again.")
    status = 400


class ExpiryNeeded(DomainError):
    """A gate was set ready until a moment that has passed."""

    code = "expiry_needed"
    sentence = _("Say until when this holds: a moment that is still to come.")
    status = 400


class RoomTaken(DomainError):
    """A room that is to take over another's seats is in use, or too small."""

    code = "room_taken"
    sentence = _("This room is in use in the session or has too few seats. Choose an empty spare room.")
