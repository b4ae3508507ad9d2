"""Where a candidate is: one place at a time, each with when he came and when he went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kernel.transitions import after


class Place(StrEnum):
    """Where a candidate is by what was recorded. Who was never scanned is outside."""

    OUTSIDE = "outside"
    VENUE = "venue"
    ROOM = "room"
    TOILET = "toilet"
    MEDICAL = "medical"
    LEFT = "left"


class Step(StrEnum):
    """What takes a candidate from one place to the next."""

    COME_IN = "come_in"
    ENTER_ROOM = "enter_room"
    GO_TO_TOILET = "go_to_toilet"
    GO_TO_MEDICAL = "go_to_medical"
    LEAVE = "leave"


# Nobody comes back who has left for good: there is no step out of LEFT. Who is treated before he was in his room
# stays in the venue: coming back from the doctor knows no last entry, and would let in a latecomer.
TRANSITIONS = {
    (Place.OUTSIDE, Step.COME_IN): Place.VENUE,
    # A venue without scanning at its gate counts at the rooms alone.
    (Place.OUTSIDE, Step.ENTER_ROOM): Place.ROOM,
    (Place.VENUE, Step.ENTER_ROOM): Place.ROOM,
    (Place.VENUE, Step.LEAVE): Place.LEFT,
    (Place.ROOM, Step.GO_TO_TOILET): Place.TOILET,
    (Place.ROOM, Step.GO_TO_MEDICAL): Place.MEDICAL,
    (Place.ROOM, Step.LEAVE): Place.LEFT,
    (Place.TOILET, Step.ENTER_ROOM): Place.ROOM,
    (Place.TOILET, Step.GO_TO_MEDICAL): Place.MEDICAL,
    (Place.TOILET, Step.LEAVE): Place.LEFT,
    (Place.MEDICAL, Step.ENTER_ROOM): Place.ROOM,
    (Place.MEDICAL, Step.LEAVE): Place.LEFT,
}


@dataclass(frozen=True)
class Stay:
    """A time at one place; the last of a candidate's stays is open."""

    place: Place
    since: dt.datetime
    until: dt.datetime | None = None


def place_of(stays: Sequence[Stay]) -> Place:
    """Where the last stay puts him."""
    return stays[-1].place if stays else Place.OUTSIDE


def moved(stays: Sequence[Stay], step: Step, *, at: dt.datetime) -> tuple[Stay, ...]:
    """His stays after one step: coming to a place closes the one before, at the same moment.

    Refuses with ``not_now`` a step that leads nowhere from where he is.
    """
    place = after(TRANSITIONS, place_of(stays), step)
    closed = [*stays[:-1], replace(stays[-1], until=at)] if stays else []
    return (*closed, Stay(place=place, since=at))
