"""Accepting rooms' papers on what two people found alone, or on a balanced count of both (N11)."""

from __future__ import annotations

from collections.abc import Sequence

from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.errors import CountsMissing, RoomCountDifference
from paper_custody.events import RoomPapersAccepted
from paper_custody.models import AcceptedCount, Bag, RoomCount
from paper_custody.policies import check_chief, check_form, check_place, check_two
from paper_custody.selectors.counts import CountsOf, Result, counts_of
from paper_custody.services.choosing import choose, keep_exceptions, keep_form
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed, step_bags
from paper_custody.states import ISSUED_TO_ROOMS, MATERIAL_OF, CountState, RoomsAsked, Step

COUNTERS = (Capability.COUNT_PAPERS, Capability.COUNT_PAPERS)


@act
def accept_rooms(asked: Asked, *, second: Actor, rooms: RoomsAsked) -> RoomPapersAccepted:
    """Accept the collected papers of rooms (N11): the chief or a deputy signs, on counts that agree and balance.

    Refuses rooms that wait for a count, and rooms whose counts differ: those are excepted, or counted again.
    """
    exam, place = check_place(asked, rooms.venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=COUNTERS)
    check_chief(asked.actor, second, place.scope)
    check_form(rooms)
    chosen = choose(exam, place, rooms, step=Step.ACCEPT, kinds=ISSUED_TO_ROOMS)
    results = _results(chosen.bags)

    step_bags(asked, chosen.bags, step=Step.ACCEPT, second=second)
    AcceptedCount.objects.bulk_create(
        AcceptedCount(
            exam_id=exam.pk,
            scope=place.scope,
            count=result if isinstance(result, RoomCount) else None,
            agreement=None if isinstance(result, RoomCount) else result,
            **signed(asked, second),
        )
        for result in results
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


def _results(bags: Sequence[Bag]) -> list[Result]:
    """What everything in these bags is accepted on. Refuses where a count is missing, and where counts differ."""
    wanted = {
        (bag.room.pk, bag.subject_id, MATERIAL_OF[bag.kind].value): bag.room.number
        for bag in bags
        if bag.room is not None and bag.kind in MATERIAL_OF
    }
    found = counts_of(bags[0].session_id, {room for room, _subject, _material in wanted})
    counts = {what: found.get(what, CountsOf()) for what in wanted}
    waiting = {wanted[what] for what, of in counts.items() if of.state in {CountState.NONE, CountState.ONCE}}
    if waiting:
        raise CountsMissing(rooms=sorted(waiting))
    if differing := {wanted[what] for what, of in counts.items() if of.state == CountState.DIFFERING}:
        raise RoomCountDifference(rooms=sorted(differing))
    return [of.result for of in counts.values() if of.result is not None]
