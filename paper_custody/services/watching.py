"""What is heard of an escort without any position: calls, time gates, arrivals. Each promise of it has a clock."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from clocks.services import Deadline, Rung, cancel, meet, start
from exams.selectors.sessions import exam_of, rules_of
from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.transitions import after
from kernel.words import check_words
from paper_custody.errors.road import NoSuchGate, NotAboard
from paper_custody.events.watch import EscortEarly, GateMissed, GatePassed, VoiceCheckKept, VoiceCheckMissed
from paper_custody.models import CrewMember, Escort, GateDue, VoiceCheck
from paper_custody.policies.roads import (
    check_calls_escorts,
    check_on_the_road,
    gate_step,
    is_on_the_road,
)
from paper_custody.services.handovers import person
from paper_custody.states import Direction, EscortStatus, Node, Purpose
from paper_custody.states.roads import (
    GATE_TRANSITIONS,
    STILL_WAITING,
    GateStatus,
    GateStep,
    ToldBy,
    VoiceAnswer,
    VoiceTold,
)
from venues.policies import check_open

AT_ONCE = [Rung("duty_officer", dt.timedelta(0))]


def expect_a_call(asked: Asked, escort: Escort) -> None:
    """Part: the next call to the escort is due in so many minutes, and missed so many later (the preset's numbers)."""
    voice = rules_of(exam_of(asked.exam_id)).escort.voice
    due_at = asked.exam_at + voice.every
    deadline = Deadline(
        purpose=Purpose.VOICE_CHECK,
        subject=escort.pk,
        due_at=due_at + voice.missed_after,
        warn_at=due_at,
        rungs=AT_ONCE,
    )
    start(asked, scope=escort.scope, deadlines=[deadline])


def expect_no_more(asked: Asked, escort: Escort) -> None:
    """Part: the run is over. Nobody is called any more, and gates that nobody told of are asked for no longer."""
    cancel(asked, purpose=Purpose.VOICE_CHECK, subjects=[escort.pk])
    waiting = GateDue.objects.filter(escort=escort, status=GateStatus.WAITING, is_arrival=False)
    cancel(asked, purpose=Purpose.GATE, subjects=list(waiting.values_list("pk", flat=True)))


@act
def keep_voice_check(asked: Asked, *, escort_id: UUID, told: VoiceTold) -> VoiceCheckKept:
    """Key in a call to an escort (limits.md 4: the default), with the time gate that it says it has passed.

    Refuses whoever is not at the duty desk, an answer by nobody aboard, and a gate that is not to be passed.
    No answer is kept too, and lets the clock run on.
    """
    check_open(asked)
    escort = locked_run(escort_id)
    if escort is None:
        raise NotThere
    check_calls_escorts(asked.actor, escort.scope)
    check_on_the_road(escort)
    check_words(told.words)
    spoke_with = _answering(escort, told)
    gate = _gate_named(escort, told)

    _write(asked, escort, told, spoke_with=spoke_with)
    if told.answer != VoiceAnswer.NO_ANSWER:
        meet(asked, purpose=Purpose.VOICE_CHECK, subjects=[escort.pk])
        expect_a_call(asked, escort)
    if gate is not None:
        pass_gate(asked, gate, passed_at=asked.exam_at, told_by=ToldBy.VOICE)
    return VoiceCheckKept(
        escort=escort.pk,
        venue=escort.venue.code,
        answer=told.answer,
        spoke_with=spoke_with,
        gate=told.gate,
        gate_status="" if gate is None else gate.status,
    )


def _write(asked: Asked, escort: Escort, told: VoiceTold, *, spoke_with: UUID | None) -> None:
    VoiceCheck.objects.create(
        exam_id=escort.exam_id,
        scope=escort.scope,
        escort=escort,
        keyed_by_id=person(asked.actor),
        spoke_with_id=spoke_with,
        answer=told.answer,
        gate=told.gate,
        words=told.words.strip(),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )


def _answering(escort: Escort, told: VoiceTold) -> UUID | None:
    """Who of those aboard answered."""
    if told.answer == VoiceAnswer.NO_ANSWER:
        return None
    aboard = CrewMember.objects.filter(escort=escort, aboard_until=None, person__staff_number=told.spoke_with)
    found = aboard.values_list("person_id", flat=True).first()
    if found is None:
        raise NotAboard
    return found


def _gate_named(escort: Escort, told: VoiceTold) -> GateDue | None:
    if told.gate is None:
        return None
    gates = GateDue.objects.select_for_update().filter(escort=escort, number=told.gate, is_arrival=False)
    gate = gates.filter(status__in=STILL_WAITING).first()
    if gate is None or told.answer == VoiceAnswer.NO_ANSWER:
        raise NoSuchGate(gate=told.gate)
    return gate


@act
def miss_voice_check(asked: Asked, *, escort_id: UUID) -> VoiceCheckMissed | None:
    """Its clock ran out: nothing was heard. Told once; the next call that is answered sets the clock anew."""
    check_open(asked)
    escort = locked_run(escort_id)
    if escort is None or not is_on_the_road(escort):
        return None
    return VoiceCheckMissed(escort=escort.pk, venue=escort.venue.code, node=node_of(escort))


def pass_gate(asked: Asked, gate: GateDue, *, passed_at: dt.datetime, told_by: ToldBy) -> None:
    """Part: the gate was passed then. Its clock is met; one that had run out stays so, and the gate is late."""
    step = gate_step(passed_at, not_before=gate.not_before, not_after=gate.not_after)
    if gate.status == GateStatus.MISSED:
        step = GateStep.CROSS_LATE
    gate.status = after(GATE_TRANSITIONS, GateStatus(gate.status), step)
    gate.passed_at, gate.told_by = passed_at, told_by
    gate.save(update_fields=["status", "passed_at", "told_by"])
    meet(asked, purpose=Purpose.GATE, subjects=[gate.pk])


@act
def miss_gate(asked: Asked, *, gate_id: UUID) -> GateMissed | None:
    """Its clock ran out: expected there by then, and nobody told of it. None when it was passed meanwhile."""
    check_open(asked)
    gate = GateDue.objects.select_for_update(of=("self",)).select_related("escort__venue").filter(pk=gate_id).first()
    if gate is None or gate.status != GateStatus.WAITING or gate.escort.status == EscortStatus.ARRIVED:
        return None

    gate.status = after(GATE_TRANSITIONS, GateStatus.WAITING, GateStep.MISS)
    gate.save(update_fields=["status"])

    return GateMissed(
        escort=gate.escort_id,
        venue=gate.escort.venue.code,
        node=node_of(gate.escort),
        gate=gate.number,
        not_after=gate.not_after,
    )


@act
def judge_arrival(asked: Asked, *, escort_id: UUID) -> GatePassed | EscortEarly | None:
    """Hold an arrival against the window of the run's last gate. Arriving early is told like being early anywhere."""
    check_open(asked)
    gates = GateDue.objects.select_for_update(of=("self",)).select_related("escort__venue")
    gate = gates.filter(escort=escort_id, is_arrival=True, status__in=STILL_WAITING).first()
    if gate is None or gate.escort.arrived_at is None:
        return None

    pass_gate(asked, gate, passed_at=gate.escort.arrived_at, told_by=ToldBy.ARRIVAL)

    return early(gate) or passed(gate)


@act
def tell_early(asked: Asked, *, escort_id: UUID, gate: int) -> EscortEarly | None:
    """Tell that a gate was passed before its window, where the fact of the call only says so in passing."""
    check_open(asked)
    row = GateDue.objects.select_related("escort__venue").filter(escort=escort_id, number=gate).first()
    return None if row is None else early(row)


def early(gate: GateDue) -> EscortEarly | None:
    """Part: the fact that a gate was passed before its window, or None where it was not."""
    if gate.status != GateStatus.EARLY or gate.passed_at is None:
        return None
    return EscortEarly(
        escort=gate.escort_id,
        venue=gate.escort.venue.code,
        node=node_of(gate.escort),
        gate=gate.number,
        seconds=int((gate.not_before - gate.passed_at).total_seconds()),
    )


def passed(gate: GateDue) -> GatePassed | None:
    """Part: the fact that a gate was passed, or None where it was not."""
    if gate.passed_at is None:
        return None
    return GatePassed(
        escort=gate.escort_id,
        venue=gate.escort.venue.code,
        gate=gate.number,
        status=gate.status,
        passed_at=gate.passed_at,
    )


def locked_run(escort_id: UUID) -> Escort | None:
    """The run, locked until the act ends."""
    escorts = Escort.objects.select_for_update(of=("self",)).select_related("exam", "venue", "vehicle")
    return escorts.filter(pk=escort_id).first()


def node_of(escort: Escort) -> str:
    """Where on the papers' way the run is."""
    return (Node.N6_ROAD if escort.direction == Direction.OUTWARD else Node.N12_RETURN).value
