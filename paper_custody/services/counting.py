"""Counting a room's papers and cards, and accepting them on a count that balances (N11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors import AlreadyAccepted, CountsMissing, RoomCountDifference, RoomNotThere
from paper_custody.events import RoomCountDifferenceFound, RoomPapersAccepted, RoomsCounted
from paper_custody.models import AcceptedCount, Bag, RoomCount
from paper_custody.policies import check_chief, check_form, check_once, check_place, check_two
from paper_custody.selectors.counts import latest_counts
from paper_custody.services.choosing import choose, keep_exceptions, keep_form
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed, step_bags
from paper_custody.states import ISSUED_TO_ROOMS, MATERIAL_OF, BagStatus, Counted, RoomsAsked, Step
from venues.models import RoomPlan, Venue

COUNTERS = (Capability.COUNT_PAPERS, Capability.COUNT_PAPERS)
NUMBERS = (
    "spare_issued", "used_by_present", "blank_for_absent", "surplus_blank", "voided_replaced", "present", "absent",
)  # fmt: skip
# Room number, subject code, material.
What = tuple[str, str, str]


@act
def count_rooms(
    asked: Asked, *, second: Actor, venue: str, session: str, counts: Sequence[Counted]
) -> RoomsCounted | RoomCountDifferenceFound:
    """Write down what two people counted of rooms: each count as it was, balanced or not.

    A count is never set right: a wrong one stays, and another follows it. One that does not balance is a
    finding, and keeps the room from being accepted.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=COUNTERS)
    listed = _listed(exam, place, session)
    given = [(_what(one, listed), one) for one in counts]
    check_once([" ".join(what) for what, _one in given])
    _check_not_accepted(exam, place, session, rooms={one.room for one in counts})

    seats = _seats(exam, place, session)
    rows = [_row(asked, one, listed[what], seats=seats.get(one.room, 0), second=second) for what, one in given]
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    RoomCount.objects.bulk_create(rows)

    told: dict[str, Any] = {
        "venue": venue,
        "session": session,
        "rooms": tuple(sorted({one.room for one in counts})),
        "first": person(asked.actor),
        "second": person(second),
    }
    differing = {one.room for one, row in zip(counts, rows, strict=True) if not row.balanced}
    if differing:
        return RoomCountDifferenceFound(**told, differing=tuple(sorted(differing)))
    return RoomsCounted(**told)


def _listed(exam: Exam, place: Venue, session: str) -> dict[What, list[Bag]]:
    """The bags whose content is counted, by room, subject and material."""
    bags = Bag.objects.filter(exam=exam, venue=place, session__code=session, kind__in=MATERIAL_OF, room__isnull=False)
    listed: dict[What, list[Bag]] = defaultdict(list)
    for bag in bags.exclude(status=BagStatus.VOIDED).select_related("room", "subject"):
        if bag.room is not None:
            listed[bag.room.number, bag.subject.code, MATERIAL_OF[bag.kind].value].append(bag)
    return listed


def _what(one: Counted, listed: Iterable[What]) -> What:
    """What a count is of; its subject need not be told where the room has one only."""
    fitting = [
        what for what in listed if (what[0], what[2]) == (one.room, one.material) and one.subject in {"", what[1]}
    ]
    if len(fitting) != 1:
        raise RoomNotThere(rooms=[one.room])
    return fitting[0]


def _seats(exam: Exam, place: Venue, session: str) -> dict[str, int]:
    plans = RoomPlan.objects.filter(exam=exam, venue=place, session__code=session)
    return dict(plans.values_list("room__number", "seats_assigned"))


def _check_not_accepted(exam: Exam, place: Venue, session: str, *, rooms: Collection[str]) -> None:
    accepted = AcceptedCount.objects.filter(
        exam=exam, count__venue=place, count__session__code=session, count__room__number__in=rooms
    )
    if found := sorted(set(accepted.values_list("count__room__number", flat=True))):
        raise AlreadyAccepted(rooms=found)


def _row(asked: Asked, one: Counted, bags: Sequence[Bag], *, seats: int, second: Actor) -> RoomCount:
    room_id = cast("UUID", bags[0].room_id)
    nominal = sum(bag.nominal for bag in bags)
    return RoomCount(
        exam_id=bags[0].exam_id,
        scope=bags[0].scope,
        session_id=bags[0].session_id,
        venue_id=bags[0].venue_id,
        room_id=room_id,
        subject_id=bags[0].subject_id,
        material=one.material,
        nominal=nominal,
        seats=seats,
        balanced=one.balances(nominal=nominal, seats=seats),
        **{name: getattr(one, name) for name in NUMBERS},
        **signed(asked, second),
    )


@act
def accept_rooms(asked: Asked, *, second: Actor, rooms: RoomsAsked) -> RoomPapersAccepted:
    """Accept the collected papers of rooms (N11): the chief or a deputy signs, on counts that balance.

    Refuses rooms that nobody counted, and rooms whose last count does not balance: those are excepted, or
    counted again.
    """
    exam, place = check_place(asked, rooms.venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=COUNTERS)
    check_chief(asked.actor, second, place.scope)
    check_form(rooms)
    chosen = choose(exam, place, rooms, step=Step.ACCEPT, kinds=ISSUED_TO_ROOMS)
    counts = _balanced_counts(chosen.bags)

    step_bags(asked, chosen.bags, step=Step.ACCEPT, second=second)
    AcceptedCount.objects.bulk_create(
        AcceptedCount(exam_id=exam.pk, scope=place.scope, count=count, **signed(asked, second)) for count in counts
    )
    keep_exceptions(asked, chosen, step=Step.ACCEPT)
    keep_form(asked, chosen, rooms, step=Step.ACCEPT)

    return RoomPapersAccepted(
        venue=place.code,
        session=rooms.session,
        rooms=chosen.numbers,
        bags=chosen.codes,
        rooms_except=chosen.left_out,
        first=person(asked.actor),
        second=person(second),
    )


def _balanced_counts(bags: Sequence[Bag]) -> list[RoomCount]:
    """The last count of everything that is counted in these bags. Refuses where one is missing or does not balance."""
    wanted = {
        (bag.room.pk, bag.subject_id, MATERIAL_OF[bag.kind].value): bag.room.number
        for bag in bags
        if bag.room is not None and bag.kind in MATERIAL_OF
    }
    counts = {(one.room_id, one.subject_id, one.material): one for one in latest_counts(bags[0].session_id, wanted)}
    if missing := sorted({number for what, number in wanted.items() if what not in counts}):
        raise CountsMissing(rooms=missing)
    if differing := sorted({number for what, number in wanted.items() if not counts[what].balanced}):
        raise RoomCountDifference(rooms=differing)
    return [counts[what] for what in wanted]
