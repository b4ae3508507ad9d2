"""What the person at the door reads for each reason: what it is, and what to do."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from check_in.states.scans import Reason

register = template.Library()

REASONS: dict[Reason, str | Promise] = {
    Reason.ADMITTED: _("Let in."),
    Reason.ADMITTED_LATE: _("Let in after the start. No time is added; write the time on the room's sheet."),
    Reason.ADMITTED_SPECIAL: _(
        "Let in, with approved conditions. The end is the candidate's own; see the room's list."
    ),
    Reason.BACK_FROM_TOILET: _("Back from the toilet. Let in with the escort."),
    Reason.BACK_FROM_MEDICAL: _("Back from the medical point. Let in; tell the venue office."),
    Reason.ROSTER_OFF: _("No roster is switched on in this county. Enter the count of this room instead."),
    Reason.OTHER_VENUES_DOOR: _("This door's code is of another venue. Scan the code on your own door."),
    Reason.UNREADABLE: _("This is no ticket number. Clean the scanner's window, or type the number."),
    Reason.UNKNOWN: _("This ticket is not on the roster. Keep the candidate aside and call the venue office."),
    Reason.VOID_TICKET: _("This ticket was made void. Do not let in; call the venue office."),
    Reason.WRONG_SESSION: _("This ticket has no seat in this session. Show the candidate the timetable."),
    Reason.WRONG_SUBJECT: _("This ticket sits another subject in this session. Send the candidate to its room."),
    Reason.WRONG_VENUE: _("This ticket is of another venue. Call the venue office at once: the way may be short."),
    Reason.ROOM_MOVED: _("The seat was moved to another room. Send the candidate there."),
    Reason.WRONG_ROOM: _("This ticket is of another room. Send the candidate to the room on the ticket."),
    Reason.LEFT_FOR_GOOD: _("This candidate has left for good. Nobody comes back into a session."),
    Reason.ALREADY_IN: _("This ticket is in already. Keep the candidate aside and call the venue office."),
    Reason.SESSION_OVER: _("This session is over."),
    Reason.DOORS_HELD: _("The venue office holds the doors. Let nobody in until it opens them."),
    Reason.TOO_EARLY: _("The doors are not open yet. Let the candidate wait outside."),
    Reason.TOO_LATE: _("Last entry has passed. Do not let in; note it and call the venue office."),
    Reason.TOO_LATE_FOREIGN_LANGUAGE: _(
        "Last entry to the foreign language has passed: listening comes first. Do not let in; call the venue office."
    ),
    Reason.FLAGGED: _("The office asked to see this candidate. Keep him aside and call the venue office."),
}


@register.filter
def scan_sentence(reason: str) -> str:
    """What to do for a reason."""
    return str(REASONS[Reason(reason)])
