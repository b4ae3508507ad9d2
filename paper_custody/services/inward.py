"""Papers between the city and the county (N2): they leave, they arrive, or they are expected and not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from clocks.services import Deadline, Rung, meet, start
from exams.models import Exam
from exams.selectors.sessions import rules_of, session_called
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.transitions import after
from kernel.words import check_words
from organisation.models import Person
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors import ExpectedInThePast
from paper_custody.errors.road import ListBroughtAlready, NotItsLeader
from paper_custody.events.inward import InwardConvoyArrived, InwardConvoyLeft, InwardConvoyMissed
from paper_custody.models.inward import InwardConvoy, InwardCrew
from paper_custody.policies import check_two
from paper_custody.policies.crews import check_crew, check_duties, check_named_once
from paper_custody.policies.roads import check_calls_escorts
from paper_custody.services.handovers import person
from paper_custody.states import ESCORT_TRANSITIONS, Aboard, Duty, EscortStatus, EscortStep, Purpose
from paper_custody.states.inward import MISSED_AFTER, NODE, ConvoyTold
from venues.policies import check_open

VAULT_AND_ROAD = (Capability.KEEP_VAULT, Capability.CARRY_PAPERS)


@act
def tell_inward_convoy(asked: Asked, *, told: ConvoyTold) -> InwardConvoyLeft:
    """Key in that papers left the city for the county (N2), as it was told on the telephone: crew, list, when expected.

    By the duty desk, among the few who follow convoys. Refuses a crew below the 2-3-2 rule, whoever may not ride
    along, a session that is not the exam's, and an arrival in the past.
    """
    exam = check_open(asked)
    check_calls_escorts(asked.actor, exam.scope)
    check_words(told.document, told.vehicle)
    if InwardConvoy.objects.filter(exam=exam, document=told.document.strip()).exists():
        raise ListBroughtAlready
    if told.expected_at <= asked.exam_at:
        raise ExpectedInThePast
    sessions = sorted({session_called(exam.pk, code).code for code in told.sessions})
    riding = [Aboard(told.leader, Duty.LEADER), *told.crew]
    people = _riding(asked, exam, riding, carrying=told.vehicle)

    convoy = InwardConvoy.objects.create(
        exam=exam,
        scope=exam.scope,
        vehicle=told.vehicle.strip(),
        leader=people[told.leader],
        sessions=sessions,
        document=told.document.strip(),
        left_at=asked.exam_at,
        expected_at=told.expected_at,
        keyed_by_id=person(asked.actor),
        entry_id=asked.act_id,
    )
    _take_places(convoy, riding, people)
    _expect(asked, convoy)
    return InwardConvoyLeft(
        convoy=convoy.pk,
        sessions=tuple(sessions),
        document=convoy.document,
        crew=tuple(people[one.person].pk for one in riding),
        expected_at=convoy.expected_at,
    )


def _riding(asked: Asked, exam: Exam, riding: Sequence[Aboard], *, carrying: str) -> dict[str, Person]:
    """Those who ride along, by staff number: each with a post for it, and enough of them in every vehicle."""
    numbers = [one.person for one in riding]
    people = {one.staff_number: one for one in Person.objects.filter(staff_number__in=numbers)}
    check_named_once(numbers)
    check_duties(riding, people, scope=exam.scope, at=asked.at)
    vehicles: dict[str, list[str]] = {}
    for one in riding:
        vehicles.setdefault(one.vehicle or carrying, []).append(one.duty)
    check_crew(rules_of(exam).escort.crew, vehicles, carrying=carrying, alone=len(vehicles) == 1)
    return people


def _take_places(convoy: InwardConvoy, riding: Sequence[Aboard], people: Mapping[str, Person]) -> None:
    InwardCrew.objects.bulk_create(
        InwardCrew(
            exam_id=convoy.exam_id,
            scope=convoy.scope,
            convoy=convoy,
            person=people[one.person],
            duty=one.duty,
            vehicle=one.vehicle or convoy.vehicle,
            entry_id=convoy.entry_id,
        )
        for one in riding
    )


def _expect(asked: Asked, convoy: InwardConvoy) -> None:
    deadline = Deadline(
        purpose=Purpose.INWARD,
        subject=convoy.pk,
        due_at=convoy.expected_at + MISSED_AFTER,
        warn_at=convoy.expected_at,
        rungs=[Rung("duty_officer", dt.timedelta(0))],
    )
    start(asked, scope=convoy.scope, deadlines=[deadline])


@act
def meet_inward_convoy(asked: Asked, *, giver: Actor, convoy_id: UUID) -> InwardConvoyArrived:
    """The convoy from the city stands at the secure room: its keeper and the convoy's leader say so together.

    Nothing is received by it: the bags are counted one by one after this (N3).
    """
    exam = check_open(asked)
    check_two(asked.actor, giver, scope=exam.scope, capabilities=VAULT_AND_ROAD)
    convoy = InwardConvoy.objects.select_for_update().filter(exam=exam, pk=convoy_id).first()
    if convoy is None:
        raise NotThere
    if convoy.leader_id != giver.person_id:
        raise NotItsLeader

    convoy.status = after(ESCORT_TRANSITIONS, EscortStatus(convoy.status), EscortStep.ARRIVE)
    convoy.arrived_at = asked.exam_at
    convoy.save(update_fields=["status", "arrived_at"])
    record_proofs(asked, sides=[(Side.RECEIVER, asked.actor), (Side.GIVER, giver)])
    meet(asked, purpose=Purpose.INWARD, subjects=[convoy.pk])

    return InwardConvoyArrived(convoy=convoy.pk, giver=person(giver), receiver=person(asked.actor))


@act
def miss_inward_convoy(asked: Asked, *, convoy_id: UUID) -> InwardConvoyMissed | None:
    """Its clock ran out: expected, and not there. None when it has come meanwhile."""
    check_open(asked)
    convoy = InwardConvoy.objects.select_for_update().filter(pk=convoy_id).first()
    if convoy is None or convoy.status != EscortStatus.UNDER_WAY:
        return None

    convoy.status = after(ESCORT_TRANSITIONS, EscortStatus.UNDER_WAY, EscortStep.MISS)
    convoy.save(update_fields=["status"])

    return InwardConvoyMissed(convoy=convoy.pk, node=NODE, expected_at=convoy.expected_at)
