"""Papers on the road between the county and a venue, and back: N5 to N7, N12, N13. Expected and not there is a fact."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.db.models import QuerySet

from clocks.services import Deadline, Rung, meet, start
from exams.models import MilestonePlan
from exams.selectors.sessions import exam_of
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotNow, NotThere
from kernel.transitions import after
from organisation.policies import require
from organisation.states import Capability
from paper_custody.errors import ExpectedInThePast, WrongBag
from paper_custody.events import (
    AnswersStored,
    BagsArrived,
    BagsLoaded,
    BagsReturned,
    EscortDeparted,
    LateConvoyFound,
)
from paper_custody.models import Bag, Escort
from paper_custody.policies import (
    check_belong,
    check_complete,
    check_counts,
    check_hands,
    check_place,
    check_two,
    results_of,
)
from paper_custody.policies.keys import check_issued_by_another
from paper_custody.selectors.expected import codes_of, to_arrive, to_be_loaded, to_be_returned
from paper_custody.services.crews import board, check_together, leave
from paper_custody.services.handovers import leave_out, pass_bags, person
from paper_custody.services.returns import settle_returns, wait_for_return
from paper_custody.services.routes import plan_gates
from paper_custody.services.scanning import Scanned, check_seals, lock_bags, lock_scanned
from paper_custody.services.vault import container_called, put_into
from paper_custody.services.watching import expect_a_call, expect_no_more
from paper_custody.states import (
    ESCORT_TRANSITIONS,
    EXPECTED_BY,
    LATE_AFTER,
    NODE_OF,
    Batch,
    ContainerKind,
    Direction,
    EscortStatus,
    EscortStep,
    Node,
    Purpose,
    Run,
    Step,
)
from venues.models import Venue
from venues.policies import check_open, in_exam

VAULT_AND_ROAD = (Capability.KEEP_VAULT, Capability.CARRY_PAPERS)
VENUE_AND_ROAD = (Capability.KEEP_VENUE_STORE, Capability.CARRY_PAPERS)


@act
def load(asked: Asked, *, receiver: Actor, venue: str, sessions: Sequence[str], batch: Batch, run: Run) -> BagsLoaded:
    """Issue a venue's bags of these sessions to its vehicle (N5). The actor gives, ``receiver`` takes them on the road.

    Refuses a bag of another venue or session, one that stays behind unsaid, and a wrong seal. The escort's
    clock runs from here: expected and not there needs no position.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, receiver, scope=place.scope, capabilities=VAULT_AND_ROAD)
    scanned = lock_scanned(exam, batch, node=Node.N5_ISSUE, venue=venue)
    check_belong(scanned.bags, node=scanned.node, venue=venue, sessions=sessions)
    expected = to_be_loaded(exam.pk, venue=venue, sessions=sessions)
    _check_all(scanned, batch, expected, step=Step.LOAD)

    escort = begin_run(asked, place, Direction.OUTWARD, sessions=sessions, leader=person(receiver), run=run)
    crew = board(asked, escort, leader=receiver, crew=run.crew)
    put_into(escort.vehicle, scanned.bags)
    pass_bags(asked, scanned, step=Step.LOAD, giver=asked.actor, receiver=receiver, escort=escort)
    wait_for_return(asked, exam, scanned.bags)

    return BagsLoaded(
        escort=escort.pk,
        venue=venue,
        sessions=tuple(sessions),
        vehicle=escort.vehicle.code,
        bags=scanned.codes,
        left_out=leave_out(asked, exam, batch, step=Step.LOAD),
        giver=person(asked.actor),
        receiver=person(receiver),
        expected_at=escort.expected_at,
        convoy=escort.convoy,
        crew=crew,
    )


@act
def send_back(
    asked: Asked, *, receiver: Actor, venue: str, sessions: Sequence[str], batch: Batch, run: Run
) -> BagsReturned:
    """Give a venue's bags of these sessions to their escort back (N12), signed for as strongly as on the way out.

    Everything of the sessions goes: sealed again, or never opened. What cannot is left out with a reason.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, receiver, scope=place.scope, capabilities=VENUE_AND_ROAD)
    scanned = lock_scanned(exam, batch, node=Node.N12_RETURN, venue=venue)
    check_belong(scanned.bags, node=scanned.node, venue=venue, sessions=sessions)
    expected = to_be_returned(exam.pk, venue=venue, sessions=sessions)
    _check_all(scanned, batch, expected, step=Step.RETURN)

    escort = begin_run(asked, place, Direction.RETURN, sessions=sessions, leader=person(receiver), run=run)
    crew = board(asked, escort, leader=receiver, crew=run.crew)
    put_into(escort.vehicle, scanned.bags)
    pass_bags(asked, scanned, step=Step.RETURN, giver=asked.actor, receiver=receiver, escort=escort)

    return BagsReturned(
        escort=escort.pk,
        venue=venue,
        sessions=tuple(sessions),
        vehicle=escort.vehicle.code,
        bags=scanned.codes,
        left_out=leave_out(asked, exam, batch, step=Step.RETURN),
        giver=person(asked.actor),
        receiver=person(receiver),
        expected_at=escort.expected_at,
        convoy=escort.convoy,
        crew=crew,
    )


@act
def arrive(asked: Asked, *, giver: Actor, venue: str, batch: Batch) -> BagsArrived:
    """Receive an escort's bags at the venue and put them into its store (N7). The actor receives.

    Held against what the escort signed for: refuses a bag that is not on its run, and one that is missing.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, giver, scope=place.scope, capabilities=VENUE_AND_ROAD)
    scanned = lock_scanned(exam, batch, node=Node.N7_VENUE_STORE, venue=venue)
    check_belong(scanned.bags, node=scanned.node, venue=venue)
    check_issued_by_another(scanned.bags, asked.actor, issued=Step.LOAD)

    escort = _end(asked, scanned, batch, giver=giver, step=Step.ARRIVE)

    return BagsArrived(
        escort=escort.pk,
        venue=venue,
        sessions=tuple(escort.sessions),
        bags=scanned.codes,
        left_out=leave_out(asked, exam, batch, step=Step.ARRIVE),
        giver=person(giver),
        receiver=person(asked.actor),
    )


@act
def store_answers(asked: Asked, *, giver: Actor, batch: Batch) -> AnswersStored:
    """Receive a returning escort's bags in the secure room (N13). The actor receives; nobody opens them there."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    scanned = lock_scanned(exam, batch, node=Node.N13_ANSWER_STORE)
    for scope in sorted({bag.scope for bag in scanned.bags}):
        check_two(asked.actor, giver, scope=scope, capabilities=VAULT_AND_ROAD)
    check_issued_by_another(scanned.bags, asked.actor, issued=Step.RETURN)

    escort = _end(asked, scanned, batch, giver=giver, step=Step.STORE_ANSWERS)
    settle_returns(asked, scanned.bags)

    return AnswersStored(
        escort=escort.pk,
        venue=escort.venue.code,
        bags=scanned.codes,
        left_out=leave_out(asked, exam, batch, step=Step.STORE_ANSWERS),
        giver=person(giver),
        receiver=person(asked.actor),
    )


@act
def depart(asked: Asked, *, escort_id: UUID) -> EscortDeparted:
    """Say that a loaded vehicle has left (N6): by who signed for its bags, or by the vault that saw it go."""
    exam = check_open(asked)
    # Bags before their escort, as in every act (``lock_together``).
    bags = list(lock_bags(exam).filter(escort=escort_id, node=NODE_OF[Step.LOAD]))
    escort = _locked(escort_id)
    if escort is None:
        raise NotThere
    if person(asked.actor) != escort.leader_id:
        require(asked.actor, Capability.KEEP_VAULT, escort.scope)
    if not bags:
        raise NotNow(state=escort.status)

    escort.departed_at = asked.exam_at
    check_together(escort.exam, escort)
    status = results_of(bags, Step.DEPART)[bags[0].status]
    Bag.objects.filter(pk__in=[bag.pk for bag in bags]).update(
        status=status, node=NODE_OF[Step.DEPART], since=asked.exam_at
    )
    escort.save(update_fields=["departed_at"])
    expect_a_call(asked, escort)

    return EscortDeparted(escort=escort.pk, venue=escort.venue.code)


@act
def miss_escort(asked: Asked, *, escort_id: UUID) -> LateConvoyFound | None:
    """Its clock ran out: expected, and not there. None when it has come meanwhile."""
    check_open(asked)
    escort = _locked(escort_id)
    if escort is None or escort.status != EscortStatus.UNDER_WAY:
        return None

    escort.status = after(ESCORT_TRANSITIONS, escort.status, EscortStep.MISS)
    escort.save(update_fields=["status"])

    node = Node.N6_ROAD if escort.direction == Direction.OUTWARD else Node.N12_RETURN
    return LateConvoyFound(
        escort=escort.pk,
        node=node.value,
        venue=escort.venue.code,
        sessions=tuple(escort.sessions),
        expected_at=escort.expected_at,
    )


def _locked(escort_id: UUID) -> Escort | None:
    escorts = Escort.objects.select_for_update(of=("self",)).select_related("exam", "venue", "vehicle")
    return escorts.filter(pk=escort_id).first()


def _check_all(scanned: Scanned, batch: Batch, expected: QuerySet[Bag], *, step: Step) -> None:
    """What every leg holds a batch against: states, seals, the list, the counts, in this order."""
    venue = scanned.bags[0].venue.code
    results_of(scanned.bags, step)
    check_seals(scanned)
    check_complete(codes_of(expected), scanned.bags, batch=batch, node=scanned.node, venue=venue)
    check_counts(scanned.bags, batch, node=scanned.node, venue=venue)


def begin_run(
    asked: Asked, venue: Venue, direction: Direction, *, sessions: Sequence[str], leader: UUID, run: Run
) -> Escort:
    """Part: a run begins: its row, and the clock that rings when it is expected and not there."""
    expected_at = run.expected_at or _planned(asked, direction, sessions)
    if expected_at is None or expected_at <= asked.exam_at:
        raise ExpectedInThePast
    exam = exam_of(asked.exam_id)
    escort = Escort.objects.create(
        exam=exam,
        scope=venue.scope,
        direction=direction,
        venue=venue,
        sessions=sorted(sessions),
        vehicle=container_called(exam, run.vehicle, kind=ContainerKind.VEHICLE),
        leader_id=leader,
        convoy=run.convoy.strip(),
        begun_at=asked.exam_at,
        expected_at=expected_at,
        entry_id=asked.act_id,
    )
    deadline = Deadline(
        purpose=Purpose.ESCORT,
        subject=escort.pk,
        due_at=expected_at + LATE_AFTER[direction],
        warn_at=expected_at,
        rungs=[Rung("duty_officer", dt.timedelta(0))],
    )
    start(asked, scope=venue.scope, deadlines=[deadline])
    plan_gates(asked, escort)
    if direction == Direction.RETURN:
        expect_a_call(asked, escort)
    return escort


def _planned(asked: Asked, direction: Direction, sessions: Sequence[str]) -> dt.datetime | None:
    """When the minute table has it there: with the first of its sessions, or back after the last."""
    lines = MilestonePlan.objects.filter(
        exam_id=in_exam(asked), session__code__in=sessions, code=EXPECTED_BY[direction], planned_at__gt=asked.exam_at
    )
    moments = sorted(lines.values_list("planned_at", flat=True))
    if not moments:
        return None
    return moments[0] if direction == Direction.OUTWARD else moments[-1]


def _end(asked: Asked, scanned: Scanned, batch: Batch, *, giver: Actor, step: Step) -> Escort:
    """A run's bags come to rest, held against what its leader signed for."""
    escort = run_of(scanned)
    check_hands(scanned.bags, giver)
    _check_all(scanned, batch, to_arrive(escort.pk), step=step)

    come_to_rest(asked, escort, at=asked.exam_at)
    put_into(None, scanned.bags)
    pass_bags(asked, scanned, step=step, giver=giver, receiver=asked.actor, escort=escort)
    return escort


def come_to_rest(asked: Asked, escort: Escort, *, at: dt.datetime) -> None:
    """Part: the run has arrived, and nobody waits for it any more."""
    if escort.status != EscortStatus.ARRIVED:
        escort.status = after(ESCORT_TRANSITIONS, escort.status, EscortStep.ARRIVE)
        escort.arrived_at = at
        escort.save(update_fields=["status", "arrived_at"])
        meet(asked, purpose=Purpose.ESCORT, subjects=[escort.pk])
        leave(asked, escort)
        expect_no_more(asked, escort)


def run_of(scanned: Scanned) -> Escort:
    """The run that most of the bags are on. Refuses one that is on none, or on another."""
    runs = Counter(bag.escort_id for bag in scanned.bags if bag.escort_id is not None)
    escort = _locked(runs.most_common(1)[0][0]) if runs else None
    for bag in scanned.bags:
        if escort is None or bag.escort_id != escort.pk:
            venue = bag.venue.code
            raise WrongBag(bag=bag.code, node=scanned.node.value, venue=venue, why="not_listed")
    return cast("Escort", escort)
