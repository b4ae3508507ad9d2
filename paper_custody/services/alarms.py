"""What positions mean: told once when it begins, and once when it is over. Only the newest live fix is asked."""

from __future__ import annotations

from uuid import UUID

from exams.models import Exam
from exams.selectors.sessions import rules_of
from kernel.act import Asked, act, asked_by_system
from kernel.actors import SYSTEM
from kernel.events import DomainEvent
from kernel.scope import reading
from kernel.time import exam_now, now
from paper_custody.events.watch import (
    EscortDeviated,
    EscortEarly,
    EscortRecovered,
    EscortSilent,
    EscortStopped,
    GatePassed,
)
from paper_custody.models import Escort, GateDue, Position, RoadAlarm
from paper_custody.policies.roads import is_on_the_road
from paper_custody.selectors.positions import exams_watched, fixes_of, open_alarms, sight_of, silent_runs
from paper_custody.services.watching import early, locked_run, node_of, pass_gate, passed
from paper_custody.states.positions import AlarmKind, Standing
from paper_custody.states.roads import STILL_WAITING, ToldBy
from venues.policies import check_open

Alarm = EscortDeviated | EscortStopped | EscortSilent
FACTS: dict[AlarmKind, type[Alarm]] = {
    AlarmKind.DEVIATED: EscortDeviated,
    AlarmKind.STOPPED: EscortStopped,
    AlarmKind.SILENT: EscortSilent,
}


def judge_run(*, exam: Exam, escort_id: UUID) -> None:
    """Hold the newest live fix of a run against its route, and tell what has begun and what is over.

    A fix that is not the newest tells nothing: buffered points come after new ones.
    """
    with reading(SYSTEM, exam.pk):
        escort = Escort.objects.filter(pk=escort_id).first()
        newest = None if escort is None else fixes_of(escort).first()
        if escort is None or newest is None or newest.standing != Standing.LIVE or not is_on_the_road(escort):
            return
        sight, told = sight_of(escort, newest, rules_of(exam).escort.watch), open_alarms(escort)
    shown = {
        AlarmKind.DEVIATED: sight.is_outside,
        AlarmKind.STOPPED: sight.has_stopped,
        AlarmKind.SILENT: False,
    }
    for kind, shows in shown.items():
        if shows and kind not in told:
            raise_alarm(_asked(newest, kind), escort_id=escort_id, kind=kind)
        if shows is False and kind in told:
            end_alarm(_asked(newest, f"end {kind}"), escort_id=escort_id, kind=kind)
    for gate in sight.gates:
        pass_gate_seen(_asked(newest, f"gate {gate}"), gate_id=gate, position=newest)


def find_silent_runs() -> int:
    """Tell of every run from which no position has come for too long. Returns of how many; the schedule calls it."""
    at = now()
    with reading(SYSTEM):
        exams = exams_watched(at)
    found = 0
    for exam in exams:
        exam_at = exam_now(exam.pk, at)
        with reading(SYSTEM, exam.pk):
            silent = silent_runs(exam, exam_at, rules_of(exam).escort.watch)
        for escort_id in silent:
            asked = asked_by_system(cause=escort_id, purpose=f"silent {exam_at.isoformat()}", exam_id=exam.pk)
            found += raise_alarm(asked, escort_id=escort_id, kind=AlarmKind.SILENT) is not None
    return found


@act
def raise_alarm(asked: Asked, *, escort_id: UUID, kind: AlarmKind) -> DomainEvent | None:
    """Tell what positions show of a run. None where it was told, or the run has arrived meanwhile."""
    check_open(asked)
    escort = locked_run(escort_id)
    if escort is None or not is_on_the_road(escort) or kind in open_alarms(escort):
        return None

    RoadAlarm.objects.create(
        exam_id=escort.exam_id,
        scope=escort.scope,
        escort=escort,
        kind=kind,
        began_at=asked.exam_at,
        entry_id=asked.act_id,
    )
    return FACTS[kind](escort=escort.pk, venue=escort.venue.code, node=node_of(escort))


@act
def end_alarm(asked: Asked, *, escort_id: UUID, kind: AlarmKind) -> EscortRecovered | None:
    """Tell that it is over. The incident stays open: people close it."""
    check_open(asked)
    escort = locked_run(escort_id)
    told = None if escort is None else open_alarms(escort).get(kind)
    if escort is None or told is None:
        return None

    told.ended_at = asked.exam_at
    told.save(update_fields=["ended_at"])

    return EscortRecovered(escort=escort.pk, venue=escort.venue.code, what=kind)


@act
def pass_gate_seen(asked: Asked, *, gate_id: UUID, position: Position) -> GatePassed | EscortEarly | None:
    """A fix shows that a gate was passed: then, at the latest. Too early is told as such."""
    check_open(asked)
    gates = GateDue.objects.select_for_update(of=("self",)).select_related("escort__venue")
    gate = gates.filter(pk=gate_id, status__in=STILL_WAITING).first()
    if gate is None:
        return None

    pass_gate(asked, gate, passed_at=position.exam_at, told_by=ToldBy.POSITION)

    return early(gate) or passed(gate)


def _asked(position: Position, purpose: str) -> Asked:
    return asked_by_system(cause=position.pk, purpose=purpose, exam_id=position.exam_id)
