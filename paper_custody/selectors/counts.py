"""Reads of counts: how far each is, and, once both are in, where they differ.

Until every count of a room has its second, nothing here tells a number, nor whether anything balances.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from exams.models import Exam
from paper_custody.models import BlindCount, CountAgreement, RoomCount, WrongCount
from paper_custody.states import NUMBERS, Counted, CountState, Material, Term, broken_terms
from venues.models import Venue

# Room, subject, material.
What = tuple[UUID, UUID, str]
KEYS = ("room_id", "subject_id", "material")
Result = CountAgreement | RoomCount


@dataclass(slots=True)
class CountsOf:
    """All standing counts of one thing: each person's own, those of two together, and what was agreed on."""

    alone: list[BlindCount] = field(default_factory=list)
    together: list[RoomCount] = field(default_factory=list)
    agreement: CountAgreement | None = None

    @property
    def result(self) -> Result | None:
        """What the room can be accepted on: the last that came out."""
        found: list[Result] = [one for one in self.together if one.balanced]
        return max([*found, *([self.agreement] if self.agreement else [])], key=lambda one: one.at, default=None)

    @property
    def state(self) -> CountState:
        """How far it is."""
        if self.result is not None:
            return CountState.AGREED
        if self.together or len(self.alone) > 1:
            return CountState.DIFFERING
        return CountState.ONCE if self.alone else CountState.NONE

    @property
    def in_order(self) -> list[BlindCount | RoomCount]:
        """All of them, the first one first."""
        return sorted([*self.alone, *self.together], key=lambda one: one.at)


@dataclass(frozen=True, slots=True)
class CountSeen:
    """A count as both sides see it where counts differ. ``differs``: the numbers that another count has otherwise."""

    people: tuple[str, ...]
    at: dt.datetime
    numbers: Mapping[str, int]
    differs: tuple[str, ...]
    broken: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing whose counts differ or do not balance, with all of them."""

    room: str
    material: str
    subject: str
    nominal: int
    seats: int
    counts: tuple[CountSeen, ...]


def standing() -> QuerySet[BlindCount]:
    """The counts that nobody has declared wrong."""
    return BlindCount.objects.exclude(entry__in=WrongCount.objects.values("about"))


def together() -> QuerySet[RoomCount]:
    """The counts of two together that nobody has declared wrong."""
    return RoomCount.objects.exclude(entry__in=WrongCount.objects.values("about"))


def agreements() -> QuerySet[CountAgreement]:
    """What two agreed on, both of whose counts stand."""
    wrong = WrongCount.objects.values("about")
    return CountAgreement.objects.exclude(one__entry__in=wrong).exclude(other__entry__in=wrong)


def counts_of(session_id: UUID, rooms: Collection[UUID]) -> dict[What, CountsOf]:
    """The standing counts of these rooms in a session. What nobody has counted is not in it."""
    counts = counts_in(session_id=session_id, room__in=rooms)
    return {(room, subject, material): of for (_session, room, subject, material), of in counts.items()}


def counts_in(**asked: Any) -> dict[tuple[UUID, UUID, UUID, str], CountsOf]:
    """The standing counts that fit, by session, room, subject and material, in three reads."""
    found: dict[tuple[UUID, UUID, UUID, str], CountsOf] = defaultdict(CountsOf)
    named = ("room", "subject", "session", "venue")
    for one in standing().filter(**asked).select_related(*named, "counter").order_by("at"):
        found[_what(one)].alone.append(one)
    for both in together().filter(**asked).select_related(*named, "first", "second").order_by("at"):
        found[_what(both)].together.append(both)
    for agreed in agreements().filter(**asked).order_by("at"):
        found[_what(agreed)].agreement = agreed
    return dict(found)


def _what(one: BlindCount | RoomCount | CountAgreement) -> tuple[UUID, UUID, UUID, str]:
    return one.session_id, one.room_id, one.subject_id, one.material


def state_of(states: Collection[CountState]) -> CountState:
    """How far a room is whose things are so far: as far as the one that is furthest behind.

    That two counts differ is told only when nothing in the room waits for its second count.
    """
    for state in (CountState.NONE, CountState.ONCE, CountState.DIFFERING):
        if state in states:
            return state
    return CountState.AGREED if states else CountState.NONE


def differences_of(counts: Mapping[What, CountsOf]) -> list[Difference]:
    """Where both are in and differ, or do not balance: every count, and what of it does not come out."""
    by_room: dict[UUID, list[CountsOf]] = defaultdict(list)
    for (room, _subject, _material), of in counts.items():
        by_room[room].append(of)
    told = [
        _difference(of)
        for room in by_room.values()
        if state_of([of.state for of in room]) == CountState.DIFFERING
        for of in room
        if of.state == CountState.DIFFERING
    ]
    return sorted(told, key=lambda one: (one.room, list(Material).index(Material(one.material)), one.subject))


def _difference(of: CountsOf) -> Difference:
    counts = of.in_order
    last = counts[-1]
    numbers = [{name: getattr(one, name) for name in NUMBERS} for one in counts]
    differs = tuple(name for name in NUMBERS if len({one[name] for one in numbers}) > 1)
    return Difference(
        room=last.room.number,
        material=last.material,
        subject=last.subject.code,
        nominal=last.nominal,
        seats=last.seats,
        counts=tuple(
            CountSeen(people=_people(one), at=one.at, numbers=told, differs=differs, broken=_broken(one))
            for one, told in zip(counts, numbers, strict=True)
        ),
    )


def _people(one: BlindCount | RoomCount) -> tuple[str, ...]:
    return (one.counter.name,) if isinstance(one, BlindCount) else (one.first.name, one.second.name)


def _broken(one: BlindCount | RoomCount) -> tuple[Term, ...]:
    counted = Counted(room="", material=Material(one.material), **{name: getattr(one, name) for name in NUMBERS})
    return broken_terms(counted, nominal=one.nominal, seats=one.seats)


def differing_rooms(exam_id: UUID) -> Counter[tuple[str, str]]:
    """How many rooms differ, by venue and session, in four reads whatever the size.

    A room of which something still waits for its second count is not among them.
    """
    place = ("venue__code", "session__code", *KEYS)
    several = standing().filter(exam_id=exam_id).values_list(*place).annotate(times=Count("pk"))
    waiting = {row[:3] for row in several if row[-1] == 1}
    differing = {row[:-1] for row in several if row[-1] > 1}
    joint = together().filter(exam_id=exam_id)
    differing |= set(joint.filter(balanced=False).values_list(*place))
    settled = set(agreements().filter(exam_id=exam_id).values_list(*place))
    settled |= set(joint.filter(balanced=True).values_list(*place))
    rooms = {row[:3] for row in differing - settled}
    return Counter((venue, session) for venue, session, _room in rooms - waiting)


def own_counts(venue: Venue, exam: Exam, person: UUID | None) -> dict[UUID, list[str]]:
    """The entries under which this person counted rooms here that are not accepted yet, with the rooms of each."""
    rows = standing().filter(exam=exam, venue=venue, counter=person)
    accepted = CountAgreement.objects.filter(exam=exam, acceptance__isnull=False)
    rows = rows.exclude(pk__in=accepted.values("one")).exclude(pk__in=accepted.values("other"))
    found: dict[UUID, list[str]] = defaultdict(list)
    for entry, room in rows.order_by("entry", "room__number").values_list("entry", "room__number").distinct():
        found[entry].append(room)
    return dict(found)
