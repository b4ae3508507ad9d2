"""Counting a room's papers and cards: by one, then by another who does not know what the first found (N10, N11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors import (
    AlreadyAccepted,
    AlreadyAgreed,
    CountedByYou,
    NothingDiffers,
    NotYourCount,
    RoomNotThere,
)
from paper_custody.events import CountDeclaredWrong, RoomCountDifferenceFound, RoomsCounted, RoomsCountedAlone
from paper_custody.models import AcceptedCount, Bag, BlindCount, CountAgreement, RoomCount, WrongCount
from paper_custody.policies import check_once, check_place, check_reasons, check_two
from paper_custody.selectors.counts import CountsOf, What, counts_of, standing, together
from paper_custody.services.handovers import person
from paper_custody.services.scanning import lock_bags
from paper_custody.services.steps import signed
from paper_custody.states import MATERIAL_OF, NUMBERS, BagStatus, CountState, Material, RoomCounted
from venues.models import RoomPlan, Venue

COUNTERS = (Capability.COUNT_PAPERS, Capability.COUNT_PAPERS)


@dataclass(frozen=True)
class _Listed:
    """What is counted in the rooms of a session: their bags, locked, their seats, and the counts that stand."""

    exam: Exam
    place: Venue
    bags: Mapping[What, Sequence[Bag]]
    seats: Mapping[str, int]
    counts: Mapping[What, CountsOf]

    def of_room(self, number: str) -> list[What]:
        """What is counted in this room."""
        return [what for what in self.bags if self.number(what) == number]

    def number(self, what: What) -> str:
        """The room that it is of."""
        room = self.bags[what][0].room
        return room.number if room is not None else ""

    def states(self, number: str) -> list[CountState]:
        """How far each of it is."""
        return [self.counts.get(what, CountsOf()).state for what in self.of_room(number)]


@act
def count_rooms(
    asked: Asked, *, counter: Actor, venue: str, session: str, rooms: Sequence[RoomCounted]
) -> RoomsCountedAlone | RoomCountDifferenceFound:
    """Write down what one person counted of rooms. ``counter`` proved himself, on his own screen or on this one.

    What another counted before is compared here and told nobody: equal and balanced, the room is counted;
    anything else is a difference, and a finding. Refuses a room that the same person has counted, that two
    have agreed on, or that was accepted. Nothing is set right: another count follows (handbook 7.4.6).
    """
    exam, place = check_place(asked, venue)
    for one in (asked.actor, counter):
        require(one, Capability.COUNT_PAPERS, place.scope)
    listed = _listed(exam, place, session)
    _check_rooms(listed, session, rooms)
    _check_not_counted_by(listed, rooms, person(counter))
    differed = {one.room for one in rooms if CountState.DIFFERING in listed.states(one.room)}

    record_proofs(asked, sides=[(Side.FIRST, counter)])
    rows = BlindCount.objects.bulk_create(
        BlindCount(counter_id=person(counter), **columns, **_written(asked))
        for one in rooms
        for columns in _columns(listed, one)
    )
    agreed = _agree(asked, listed, rows)

    waiting = _after(listed, rows, agreed)
    differing = {number for number, states in waiting.items() if CountState.DIFFERING in states}
    told: dict[str, Any] = {"venue": venue, "session": session, "rooms": tuple(sorted(waiting))}
    if new := sorted(differing - differed):
        first = _first_of(listed, new)
        return RoomCountDifferenceFound(**told, differing=tuple(new), first=first, second=person(counter))
    both = tuple(sorted(number for number, states in waiting.items() if states == {CountState.AGREED}))
    return RoomsCountedAlone(**told, agreed=both, counter=person(counter))


@act
def count_together(
    asked: Asked, *, second: Actor, venue: str, session: str, rooms: Sequence[RoomCounted]
) -> RoomsCounted | RoomCountDifferenceFound:
    """Write down what two people counted together, of rooms on which they or others differ.

    It is another count, and settles the difference where it balances; the earlier ones stay as they were.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=COUNTERS)
    listed = _listed(exam, place, session)
    _check_rooms(listed, session, rooms)
    if alone := sorted(one.room for one in rooms if CountState.DIFFERING not in listed.states(one.room)):
        raise NothingDiffers(rooms=alone)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    rows = RoomCount.objects.bulk_create(
        RoomCount(**columns, **signed(asked, second)) for one in rooms for columns in _columns(listed, one)
    )

    told: dict[str, Any] = {
        "venue": venue,
        "session": session,
        "rooms": tuple(sorted(one.room for one in rooms)),
        "first": person(asked.actor),
        "second": person(second),
    }
    if wrong := {listed.number(_what(row)) for row in rows if not row.balanced}:
        return RoomCountDifferenceFound(**told, differing=tuple(sorted(wrong)))
    return RoomsCounted(**told)


@act
def declare_count_wrong(asked: Asked, *, second: Actor, venue: str, entry: UUID, reason: str) -> CountDeclaredWrong:
    """Declare a count that was entered wrongly, with another: it stays as it was and counts no more (C16).

    Only who entered it declares it, and only before its room is accepted. What corrects it is another count.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=COUNTERS)
    check_reasons({"reason": reason})
    own = {"exam": exam, "venue": place, "entry": entry}
    rows: list[BlindCount | RoomCount] = [*standing().filter(**own, counter=person(asked.actor))]
    rows += together().filter(**own, first=person(asked.actor))
    if not rows:
        raise NotYourCount
    session = rows[0].session
    list(lock_bags(exam).filter(venue=place, session=session))
    numbers = sorted({row.room.number for row in rows})
    _check_not_accepted(exam, place, session.code, rooms=numbers)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    WrongCount.objects.create(
        exam=exam, scope=place.scope, about_id=entry, reason=reason.strip(), **signed(asked, second)
    )

    return CountDeclaredWrong(
        venue=venue,
        session=session.code,
        rooms=tuple(numbers),
        about=entry,
        first=person(asked.actor),
        second=person(second),
    )


def _listed(exam: Exam, place: Venue, session: str) -> _Listed:
    """What is counted, locked: of two people who count at the same moment one is the second."""
    rows = lock_bags(exam).filter(venue=place, session__code=session, kind__in=MATERIAL_OF, room__isnull=False)
    bags: dict[What, list[Bag]] = defaultdict(list)
    for bag in rows.exclude(status=BagStatus.VOIDED).select_related("room", "subject", "session"):
        if bag.room is not None:
            bags[bag.room.pk, bag.subject_id, MATERIAL_OF[bag.kind].value].append(bag)
    plans = RoomPlan.objects.filter(exam=exam, venue=place, session__code=session)
    found = next(iter(bags.values()), None)
    counts = counts_of(found[0].session_id, {room for room, _subject, _material in bags}) if found else {}
    seats = dict(plans.values_list("room__number", "seats_assigned"))
    return _Listed(exam=exam, place=place, bags=bags, seats=seats, counts=counts)


def _check_rooms(listed: _Listed, session: str, rooms: Sequence[RoomCounted]) -> None:
    """Refuse a room twice, one that is not there or was accepted, one agreed on, and what is not counted in it."""
    check_once([one.room for one in rooms])
    if missing := sorted(one.room for one in rooms if not _is_there(listed, one)):
        raise RoomNotThere(rooms=missing)
    numbers = [one.room for one in rooms]
    _check_not_accepted(listed.exam, listed.place, session, rooms=numbers)
    if agreed := sorted(number for number in numbers if set(listed.states(number)) == {CountState.AGREED}):
        raise AlreadyAgreed(rooms=agreed)


def _is_there(listed: _Listed, one: RoomCounted) -> bool:
    """Whether the room has bags, and everything told as an exception is counted in it, once."""
    there = [(bags[0].subject.code, what[2]) for what in listed.of_room(one.room) for bags in [listed.bags[what]]]
    told = [
        [(code, material) for code, material in there if material == but.material and but.subject in {"", code}]
        for but in one.exceptions
    ]
    meant = [what[0] for what in told if len(what) == 1]
    return bool(there) and len(meant) == len(told) == len(set(meant))


def _check_not_accepted(exam: Exam, place: Venue, session: str, *, rooms: Collection[str]) -> None:
    found: set[str] = set()
    for result in ("count", "agreement"):
        asked = {f"{result}__venue": place, f"{result}__session__code": session, f"{result}__room__number__in": rooms}
        found |= set(AcceptedCount.objects.filter(exam=exam, **asked).values_list(f"{result}__room__number", flat=True))
    if found:
        raise AlreadyAccepted(rooms=sorted(found))


def _check_not_counted_by(listed: _Listed, rooms: Sequence[RoomCounted], counter: UUID) -> None:
    for one in rooms:
        for what in listed.of_room(one.room):
            if any(count.counter_id == counter for count in listed.counts.get(what, CountsOf()).alone):
                raise CountedByYou(rooms=[one.room])


def _columns(listed: _Listed, one: RoomCounted) -> Iterable[dict[str, Any]]:
    """The columns of a room's counts: what was told of it, and what follows from that."""
    for what in listed.of_room(one.room):
        bags = listed.bags[what]
        bag, nominal, seats = bags[0], sum(bag.nominal for bag in bags), listed.seats.get(one.room, 0)
        counted = one.of(Material(what[2]), bag.subject.code, nominal=nominal, seats=seats)
        yield {
            "exam_id": bag.exam_id,
            "scope": bag.scope,
            "session_id": bag.session_id,
            "venue_id": bag.venue_id,
            "room_id": what[0],
            "subject_id": what[1],
            "material": what[2],
            "nominal": nominal,
            "seats": seats,
            "balanced": counted.balances(nominal=nominal, seats=seats),
            **{name: getattr(counted, name) for name in NUMBERS},
        }


def _written(asked: Asked) -> dict[str, Any]:
    return {"entry_id": asked.act_id, "at": asked.at, "exam_at": asked.exam_at}


def _what(row: BlindCount | RoomCount) -> What:
    return row.room_id, row.subject_id, row.material


def _agree(asked: Asked, listed: _Listed, rows: Sequence[BlindCount]) -> set[What]:
    """Write down where a new count is that of somebody before, and balances. Returns of what."""
    found: dict[What, CountAgreement] = {}
    for row in rows:
        same = (one for one in listed.counts.get(_what(row), CountsOf()).alone if _numbers(one) == _numbers(row))
        if row.balanced and (before := next(same, None)):
            copied = {field: getattr(row, field) for field in (*COPIED, *NUMBERS)}
            found[_what(row)] = CountAgreement(
                one=before,
                one_person_id=before.counter_id,
                other=row,
                other_person_id=row.counter_id,
                **copied,
                **_written(asked),
            )
    CountAgreement.objects.bulk_create(found.values())
    return set(found)


COPIED = (
    "exam_id", "scope", "session_id", "venue_id", "room_id", "subject_id", "material", "nominal", "seats", "balanced",
)  # fmt: skip


def _numbers(one: BlindCount) -> tuple[int, ...]:
    return (one.nominal, one.seats, *(getattr(one, name) for name in NUMBERS))


def _after(listed: _Listed, rows: Sequence[BlindCount], agreed: set[What]) -> dict[str, set[CountState]]:
    """How far everything in the rooms is that were counted just now."""
    states: dict[str, set[CountState]] = defaultdict(set)
    for row in rows:
        before = listed.counts.get(_what(row), CountsOf()).state
        settled = before == CountState.AGREED or _what(row) in agreed
        now = CountState.ONCE if before == CountState.NONE else CountState.DIFFERING
        states[listed.number(_what(row))].add(CountState.AGREED if settled else now)
    return states


def _first_of(listed: _Listed, rooms: Sequence[str]) -> UUID:
    """Who counted the first of these rooms before."""
    of = (listed.counts[what] for room in rooms for what in listed.of_room(room) if what in listed.counts)
    return next(one.alone[0].counter_id for one in of if one.alone)
