"""Scheduling drills, calling them off, and beginning those whose time has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from drills.events import DrillBegun, DrillCalledOff, DrillScheduled
from drills.models import Drill
from drills.policies import check_may_schedule, check_room_for_drill, check_when_and_how_fast
from drills.states import TRANSITIONS, DrillStatus, DrillStep
from exams.models import Exam
from exams.selectors.plans import reference_of
from exams.services import make_drill, opening, start_timeline
from kernel.act import Asked, act, asked_by_system
from kernel.actors import SYSTEM
from kernel.errors import NotThere
from kernel.scope import reading
from kernel.transitions import after
from organisation.policies import require
from organisation.states import Capability


@dataclass(frozen=True, slots=True)
class DrillPlan:
    """What is drilled, in which form, when, and at what pace."""

    real_id: UUID
    name: str
    form: str
    begins_at: dt.datetime
    rate: int


@act
def schedule_drill(asked: Asked, *, plan: DrillPlan) -> DrillScheduled:
    """Schedule a drill of a real exam. It begins by itself."""
    real = Exam.objects.filter(pk=plan.real_id, kind="real").first()
    if real is None:
        raise NotThere
    check_may_schedule(asked, real)
    check_when_and_how_fast(asked, begins_at=plan.begins_at, rate=plan.rate)
    check_room_for_drill(real, plan.form)

    drill = Drill.objects.create(
        scope=real.scope, real=real, name=plan.name, form=plan.form, begins_at=plan.begins_at, rate=plan.rate
    )

    return DrillScheduled(drill=drill.pk, real=real.pk, form=drill.form, begins_at=drill.begins_at, rate=drill.rate)


@act
def call_off_drill(asked: Asked, *, drill_id: UUID) -> DrillCalledOff:
    """Call off a drill that has not begun."""
    drill = _locked(drill_id)
    require(asked.actor, Capability.RUN_DRILL, drill.scope)

    drill.status = after(TRANSITIONS, DrillStatus(drill.status), DrillStep.CALL_OFF)
    drill.save(update_fields=["status"])

    return DrillCalledOff(drill=drill.pk)


@act
def note_begun(asked: Asked, *, drill_id: UUID, exam_id: UUID) -> DrillBegun:
    """Note that a scheduled drill has begun on this exam."""
    drill = _locked(drill_id)
    require(asked.actor, Capability.RUN_DRILL, drill.scope)

    drill.status = after(TRANSITIONS, DrillStatus(drill.status), DrillStep.BEGIN)
    drill.exam_id = exam_id
    drill.save(update_fields=["status", "exam"])

    return DrillBegun(drill=drill.pk, exam=exam_id)


def begin_drill(drill: Drill) -> DrillBegun:
    """Three acts in a row: make the exam, note it, let its clock run.

    Each has an id that follows from the drill's, so that a worker killed in between goes on where it was.
    Papers that came meanwhile stop a drill that would need the vault.
    """
    with reading(SYSTEM):
        check_room_for_drill(drill.real, drill.form)
        reference = reference_of(drill.real_id)
    making = opening(asked_by_system(cause=drill.pk, purpose="make drill", exam_id=None))
    made = make_drill(making, reference=reference, name=drill.name)
    noting = asked_by_system(cause=drill.pk, purpose="note begun", exam_id=None)
    begun = note_begun(noting, drill_id=drill.pk, exam_id=made.exam)
    starting = asked_by_system(cause=drill.pk, purpose="start clock", exam_id=made.exam)
    start_timeline(starting, rate=drill.rate)
    return begun


def _locked(drill_id: UUID) -> Drill:
    drill = Drill.objects.select_for_update(of=("self",)).filter(pk=drill_id).first()
    if drill is None:
        raise NotThere
    return drill
