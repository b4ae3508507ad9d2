"""The papers of a session's rooms: issued, opened, in use, collected (N8 to N10). All as planned, except those named.

The two proofs are the venue office's pair; invigilators sign on paper, and the office enters their form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from exams.models import Session
from exams.selectors.sessions import session_called
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.errors.rooms import MomentBeforeLast
from paper_custody.events import (
    BagsCollected,
    BagsIssuedToRooms,
    BagsOpened,
    BagsTakenIntoUse,
    OpenedOutsideWindow,
)
from paper_custody.models import Bag, Seal
from paper_custody.policies import check_done_at, check_form, check_place, check_two
from paper_custody.selectors.history import last_moments
from paper_custody.services.choosing import choose, keep_exceptions, keep_form
from paper_custody.services.handovers import person
from paper_custody.services.identity import Planned, check_read_again
from paper_custody.services.scanning import break_seals, lock_bags
from paper_custody.services.steps import step_bags
from paper_custody.states import (
    ISSUED_TO_ROOMS,
    NODE_OF,
    OPENED_WITH,
    BagStatus,
    Material,
    RoomsAsked,
    Step,
)

KEEPERS = (Capability.KEEP_VENUE_STORE, Capability.KEEP_VENUE_STORE)
OPENERS = (Capability.OPEN_PAPERS, Capability.OPEN_PAPERS)
COUNTERS = (Capability.COUNT_PAPERS, Capability.COUNT_PAPERS)


@act
def issue_to_rooms(asked: Asked, *, second: Actor, rooms: RoomsAsked) -> BagsIssuedToRooms:
    """Issue the rooms' bags to their invigilators (N8), who signed on the form named; now or at ``rooms.done_at``.

    Where bags were scanned, each must be of this session and venue: one that is not refuses them all.
    """
    exam, place = check_place(asked, rooms.venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=KEEPERS)
    check_form(rooms)
    issued_at = check_done_at(rooms, exam_at=asked.exam_at)
    chosen = choose(exam, place, rooms, step=Step.ISSUE, kinds=ISSUED_TO_ROOMS)
    _check_after_the_last(chosen.bags, rooms)

    boxes = {bag.box_id for bag in chosen.bags} - {None}
    break_seals(asked, Seal.objects.filter(container__in=boxes))
    step_bags(asked, chosen.bags, step=Step.ISSUE, second=second, done_at=issued_at)
    keep_exceptions(asked, chosen, step=Step.ISSUE)
    keep_form(asked, chosen, rooms, step=Step.ISSUE)

    return BagsIssuedToRooms(
        venue=place.code,
        session=rooms.session,
        bags=chosen.codes,
        rooms=chosen.numbers,
        rooms_except=chosen.left_out,
        first=person(asked.actor),
        second=person(second),
    )


@act
def open_bags(
    asked: Asked, *, second: Actor, rooms: RoomsAsked, material: Material
) -> BagsOpened | OpenedOutsideWindow:
    """Write down that the rooms' papers (or cards) were opened (N9), now or at ``rooms.done_at``.

    Where labels are scanned, a second person reads each again before it is cut: both must read the same, and what
    is planned. Papers opened outside the session's window are recorded as they were opened, and the fact itself alarms.
    """
    exam, place = check_place(asked, rooms.venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=OPENERS)
    opened_at = check_done_at(rooms, exam_at=asked.exam_at)
    chosen = choose(exam, place, rooms, step=Step.OPEN, kinds=OPENED_WITH[material])
    _check_after_the_last(chosen.bags, rooms)
    if material == Material.PAPERS:
        check_read_again(Planned(exam, place, step=Step.OPEN, rooms=rooms, bags=chosen.bags))
    off = _outside(session_called(exam.pk, rooms.session), opened_at) if material == Material.PAPERS else 0

    break_seals(asked, Seal.objects.filter(bag__in=chosen.bags))
    step_bags(asked, chosen.bags, step=Step.OPEN, second=second, done_at=opened_at)
    keep_exceptions(asked, chosen, step=Step.OPEN)
    keep_form(asked, chosen, rooms, step=Step.OPEN)

    told: dict[str, Any] = {
        "venue": place.code,
        "session": rooms.session,
        "material": material.value,
        "bags": chosen.codes,
        "rooms_except": chosen.left_out,
        "opened_at": opened_at,
        "first": person(asked.actor),
        "second": person(second),
    }
    return OpenedOutsideWindow(**told, seconds_off=off) if off else BagsOpened(**told)


def _check_after_the_last(bags: Sequence[Bag], rooms: RoomsAsked) -> None:
    """Refuse a moment before the last thing that was done with a bag. What is done now needs no look."""
    if rooms.done_at is None:
        return
    last = last_moments(bags)
    if later := sorted(bag.code for bag in bags if bag.pk in last and last[bag.pk] > rooms.done_at):
        raise MomentBeforeLast(bags=later[:20])


def _outside(session: Session, opened_at: dt.datetime) -> int:
    """How many seconds before (negative) or after the window. 0: within."""
    if opened_at < session.opening_from:
        return round((opened_at - session.opening_from).total_seconds())
    if opened_at > session.opening_until:
        return round((opened_at - session.opening_until).total_seconds())
    return 0


@act
def begin_use(asked: Asked, *, venue: str, session: str, rooms_except: tuple[str, ...]) -> BagsTakenIntoUse | None:
    """The venue told that papers were given out: what was opened is in use. None where nothing was opened."""
    exam, place = check_place(asked, venue)
    opened = lock_bags(exam).filter(venue=place, session__code=session, status=BagStatus.OPENED)
    bags = list(opened.exclude(room__number__in=rooms_except))
    if not bags:
        return None

    Bag.objects.filter(pk__in=[bag.pk for bag in bags]).update(status=BagStatus.IN_USE, node=NODE_OF[Step.USE])

    return BagsTakenIntoUse(venue=venue, session=session, bags=tuple(bag.code for bag in bags))


@act
def collect(asked: Asked, *, second: Actor, rooms: RoomsAsked) -> BagsCollected:
    """Write down that papers, cards and scratch paper of the rooms were collected (N10)."""
    exam, place = check_place(asked, rooms.venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=COUNTERS)
    collected_at = check_done_at(rooms, exam_at=asked.exam_at)
    chosen = choose(exam, place, rooms, step=Step.COLLECT, kinds=ISSUED_TO_ROOMS)
    _check_after_the_last(chosen.bags, rooms)

    step_bags(asked, chosen.bags, step=Step.COLLECT, second=second, done_at=collected_at)
    keep_exceptions(asked, chosen, step=Step.COLLECT)
    keep_form(asked, chosen, rooms, step=Step.COLLECT)

    return BagsCollected(
        venue=place.code,
        session=rooms.session,
        bags=chosen.codes,
        rooms_except=chosen.left_out,
        first=person(asked.actor),
        second=person(second),
    )
