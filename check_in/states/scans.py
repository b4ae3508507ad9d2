"""The decision on one scan, over plain data: a tablet without a network is held to the same vectors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from check_in.states.places import Place

TICKET = re.compile(r"[0-9A-Z]{6,15}")  # never 18: that would be an ID number


class Verdict(StrEnum):
    """Let in, not let in, or kept aside for the venue office to decide."""

    ADMIT = "admit"
    REFUSE = "refuse"
    REFER = "refer"


class Reason(StrEnum):
    """Why a scan was decided as it was."""

    ADMITTED = "admitted"
    ADMITTED_LATE = "admitted_late"
    ADMITTED_SPECIAL = "admitted_special"
    BACK_FROM_TOILET = "back_from_toilet"
    BACK_FROM_MEDICAL = "back_from_medical"
    ROSTER_OFF = "roster_off"
    OTHER_VENUES_DOOR = "other_venues_door"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    VOID_TICKET = "void_ticket"
    WRONG_SESSION = "wrong_session"
    WRONG_SUBJECT = "wrong_subject"
    WRONG_VENUE = "wrong_venue"
    ROOM_MOVED = "room_moved"
    WRONG_ROOM = "wrong_room"
    LEFT_FOR_GOOD = "left_for_good"
    ALREADY_IN = "already_in"
    SESSION_OVER = "session_over"
    DOORS_HELD = "doors_held"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    TOO_LATE_FOREIGN_LANGUAGE = "too_late_foreign_language"
    FLAGGED = "flagged"


ADMITTING = {
    Reason.ADMITTED,
    Reason.ADMITTED_LATE,
    Reason.ADMITTED_SPECIAL,
    Reason.BACK_FROM_TOILET,
    Reason.BACK_FROM_MEDICAL,
}
REFERRING = {Reason.FLAGGED, Reason.UNKNOWN, Reason.UNREADABLE, Reason.ALREADY_IN}


class RosterMode(StrEnum):
    """Counts alone (the default), or by a roster that the county switched on."""

    COUNTS = "counts"
    ROSTER = "roster"


class Listening(StrEnum):
    """Whether a session begins with listening: its door closes by a number of its own."""

    NONE = "none"
    FIRST = "first"


class Doors(StrEnum):
    """Whether the doors are as planned, or held by the venue (a fault, a warning)."""

    OPEN = "open"
    HELD = "held"


class Standing(StrEnum):
    """What the roster says of a ticket besides its seat."""

    VALID = "valid"
    VOID = "void"
    FLAGGED = "flagged"
    SPECIAL = "special"


@dataclass(frozen=True)
class Door:
    """Where a device of the venue ``bound_to`` stands. A gate has no room, and no subject either."""

    bound_to: str
    venue: str
    room: str
    session: str
    subject: str


@dataclass(frozen=True)
class Times:
    """The moments of a session at this door; the last entry is a number of the preset, never computed here."""

    opens_at: dt.datetime
    starts_at: dt.datetime
    last_entry_at: dt.datetime
    ends_at: dt.datetime
    listening: Listening = Listening.NONE
    doors: Doors = Doors.OPEN


@dataclass(frozen=True)
class Seat:
    """One line of the roster: a ticket's seat in one session. It holds no name."""

    venue: str
    room: str
    session: str
    subject: str
    standing: Standing = Standing.VALID
    moved_to: str = ""
    place: Place = Place.OUTSIDE


@dataclass(frozen=True)
class Roster:
    """What a device knows of tickets."""

    mode: RosterMode
    seats: Mapping[str, Sequence[Seat]]


def verdict_of(reason: Reason) -> Verdict:
    """What is done for a reason."""
    if reason in ADMITTING:
        return Verdict.ADMIT
    return Verdict.REFER if reason in REFERRING else Verdict.REFUSE


def decided(code: str, *, door: Door, times: Times, roster: Roster, at: dt.datetime) -> Reason:
    """The one reason for a scan at a door. The first rule that applies names it; the order is part of the rule."""
    if roster.mode is RosterMode.COUNTS:
        return Reason.ROSTER_OFF
    if door.venue != door.bound_to:
        return Reason.OTHER_VENUES_DOOR
    if not TICKET.fullmatch(code):
        return Reason.UNREADABLE
    seats = roster.seats.get(code, ())
    if not seats:
        return Reason.UNKNOWN
    seat = next((seat for seat in seats if seat.session == door.session), None)
    if seat is None:
        return Reason.WRONG_SESSION
    return _misplaced(seat, door) or _been(seat, door) or _timed(times, at) or _let_in(seat, times, at)


def _misplaced(seat: Seat, door: Door) -> Reason | None:
    if seat.standing is Standing.VOID:
        return Reason.VOID_TICKET
    if door.subject and seat.subject != door.subject:
        return Reason.WRONG_SUBJECT
    if seat.venue != door.venue:
        return Reason.WRONG_VENUE
    if not door.room or door.room == (seat.moved_to or seat.room):
        return None
    return Reason.ROOM_MOVED if door.room == seat.room else Reason.WRONG_ROOM


def _been(seat: Seat, door: Door) -> Reason | None:
    """What follows from where he is. Coming back from the toilet or the doctor knows no last entry."""
    if seat.place is Place.LEFT:
        return Reason.LEFT_FOR_GOOD
    if not door.room:
        return None if seat.place is Place.OUTSIDE else Reason.ALREADY_IN
    return {
        Place.ROOM: Reason.ALREADY_IN,
        Place.TOILET: Reason.BACK_FROM_TOILET,
        Place.MEDICAL: Reason.BACK_FROM_MEDICAL,
    }.get(seat.place)


def _timed(times: Times, at: dt.datetime) -> Reason | None:
    if at >= times.ends_at:
        return Reason.SESSION_OVER
    if times.doors is Doors.HELD:
        return Reason.DOORS_HELD
    if at < times.opens_at:
        return Reason.TOO_EARLY
    if at <= times.last_entry_at:
        return None
    foreign = times.listening is Listening.FIRST
    return Reason.TOO_LATE_FOREIGN_LANGUAGE if foreign else Reason.TOO_LATE


def _let_in(seat: Seat, times: Times, at: dt.datetime) -> Reason:
    if seat.standing is Standing.FLAGGED:
        return Reason.FLAGGED
    if seat.standing is Standing.SPECIAL:
        return Reason.ADMITTED_SPECIAL
    return Reason.ADMITTED_LATE if at > times.starts_at else Reason.ADMITTED


@dataclass(frozen=True)
class Admission:
    """One device let one ticket in to one session."""

    code: str
    session: str
    device: str
    at: dt.datetime


@dataclass(frozen=True)
class Conflict:
    """Two devices let in the same ticket while neither knew of the other: both are named."""

    code: str
    session: str
    first: str
    second: str


def conflicts(admissions: Sequence[Admission]) -> tuple[Conflict, ...]:
    """Every pair of devices that let the same ticket in, whatever the order in which their queues came."""
    first: dict[tuple[str, str], str] = {}
    found: dict[Conflict, None] = {}
    for one in sorted(admissions, key=lambda one: (one.at, one.device)):
        before = first.setdefault((one.code, one.session), one.device)
        if before != one.device:
            found[Conflict(one.code, one.session, before, one.device)] = None
    return tuple(found)
