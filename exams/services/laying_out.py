"""Parts: an exam, its timeline, and its sessions with their minute tables. Called inside an act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Min

from exams.errors import ExamCodeTaken, SessionsDoNotFit
from exams.gateways.presets import Preset
from exams.models import Exam, MilestonePlan, Session, Subject, Timeline, TimelineSegment
from exams.selectors.plans import (
    PlannedMilestone,
    PlannedSession,
    PlannedSubject,
    column_names,
    sessions_as_planned,
)
from exams.states import ExamKind, TimelineState
from kernel.act import Asked
from organisation.services.loading import Loaded

SESSION_COLUMNS = column_names(PlannedSession)
MILESTONE_COLUMNS = column_names(PlannedMilestone)
SUBJECT_COLUMNS = column_names(PlannedSubject)


@dataclass(frozen=True, slots=True)
class Head:
    """What an exam is called, and what it goes by."""

    scope: str
    code: str
    name: str
    preset_code: str
    preset_version: int
    rules: dict[str, Any]

    @staticmethod
    def under(preset: Preset, *, scope: str, code: str, name: str) -> Head:
        """An exam that goes by this preset."""
        return Head(
            scope=scope,
            code=code,
            name=name,
            preset_code=preset.code,
            preset_version=preset.version,
            rules=preset.composed,
        )


def opening(asked: Asked) -> Asked:
    """The same act in the log of the exam that it makes, so that the opening is that log's first fact.

    The exam's id follows from the act's, so that a repeated request means the same exam.
    """
    return replace(asked, exam_id=exam_id_of(asked.act_id))


def exam_id_of(act_id: UUID) -> UUID:
    """The id of the exam that this act makes."""
    return uuid5(act_id, "exam")


def lay_out_exam(asked: Asked, *, head: Head) -> Exam:
    """Part: a real exam without sessions yet, whose time is real time. Refuses a code that the county has."""
    if Exam.objects.filter(scope=head.scope, code=head.code, kind=ExamKind.REAL).exists():
        raise ExamCodeTaken(code=head.code)
    exam = _exam(asked, head, kind=ExamKind.REAL)
    exam.save(force_insert=True)
    Timeline.objects.create(exam=exam, scope=exam.scope, state=TimelineState.RUNNING, is_real=True, started_at=asked.at)
    TimelineSegment.objects.create(exam=exam, number=0, real_from=asked.at, exam_from=asked.at, rate=1)
    return exam


def lay_out_drill(asked: Asked, *, head: Head, real_id: UUID, starts_from: dt.datetime) -> Exam:
    """Part: a drill without sessions yet, whose time stands at ``starts_from`` until it is started or stepped."""
    exam = _exam(asked, head, kind=ExamKind.DRILL)
    exam.drilled_from_id = real_id
    exam.save(force_insert=True)
    Timeline.objects.create(exam=exam, scope=exam.scope, state=TimelineState.PAUSED, is_real=False)
    TimelineSegment.objects.create(exam=exam, number=0, real_from=asked.at, exam_from=starts_from, rate=0)
    return exam


def _exam(asked: Asked, head: Head, *, kind: ExamKind) -> Exam:
    return Exam(
        id=asked.exam_id or exam_id_of(asked.act_id),
        scope=head.scope,
        kind=kind,
        code=head.code,
        name=head.name,
        preset_code=head.preset_code,
        preset_version=head.preset_version,
        rules=head.rules,
        opened_at=asked.at,
    )


def lay_out_sessions(asked: Asked, *, exam: Exam, planned: Sequence[PlannedSession]) -> Loaded:
    """Part: make the exam's sessions as planned, or change those that are there.

    A session that is not in the list stays: others may hold rows of it. One whose minute table has
    begun refuses a change (``sessions_do_not_fit``): its milestones are already running.
    """
    known = {session.code: session for session in Session.objects.select_for_update().filter(exam=exam)}
    before = {plan.code: plan for plan in sessions_as_planned(Session.objects.filter(exam=exam))}
    changed = [plan for plan in planned if plan.code in known and before[plan.code] != plan]
    _check_not_begun(asked, exam, [plan.code for plan in changed])

    new = [plan for plan in planned if plan.code not in known]
    _make(exam, new)
    for plan in changed:
        _change(known[plan.code], plan)
    # Only when all are in place: a subject may have moved from one session to another.
    for plan in changed:
        _drop_what_went(known[plan.code], plan)
    return Loaded(new=len(new), changed=len(changed), same=len(planned) - len(new) - len(changed))


def _check_not_begun(asked: Asked, exam: Exam, codes: Sequence[str]) -> None:
    first_lines = MilestonePlan.objects.filter(exam=exam, session__code__in=codes).values_list("session__code")
    begun = first_lines.annotate(first=Min("planned_at")).filter(first__lte=asked.exam_at)
    if late := sorted(code for code, _first in begun):
        raise SessionsDoNotFit(sessions=late)


def _make(exam: Exam, planned: Sequence[PlannedSession]) -> None:
    sessions = Session.objects.bulk_create(
        Session(exam=exam, scope=exam.scope, **_columns(plan, SESSION_COLUMNS)) for plan in planned
    )
    pairs = list(zip(sessions, planned, strict=True))
    Subject.objects.bulk_create(_subject(session, one) for session, plan in pairs for one in plan.subjects)
    MilestonePlan.objects.bulk_create(_line(session, one) for session, plan in pairs for one in plan.plan)


def _change(session: Session, plan: PlannedSession) -> None:
    for name, value in _columns(plan, SESSION_COLUMNS).items():
        setattr(session, name, value)
    session.save(update_fields=SESSION_COLUMNS)
    Subject.objects.bulk_create(
        [_subject(session, one) for one in plan.subjects],
        update_conflicts=True,
        unique_fields=["exam", "code"],
        update_fields=["session", "name", "name_en"],
    )
    MilestonePlan.objects.bulk_create(
        [_line(session, one) for one in plan.plan],
        update_conflicts=True,
        unique_fields=["session", "code"],
        update_fields=[name for name in MILESTONE_COLUMNS if name != "code"],
    )


def _drop_what_went(session: Session, plan: PlannedSession) -> None:
    session.subjects.exclude(code__in=[one.code for one in plan.subjects]).delete()
    session.plan.exclude(code__in=[one.code for one in plan.plan]).delete()


def _subject(session: Session, planned: PlannedSubject) -> Subject:
    return Subject(exam_id=session.exam_id, scope=session.scope, session=session, **_columns(planned, SUBJECT_COLUMNS))


def _line(session: Session, planned: PlannedMilestone) -> MilestonePlan:
    return MilestonePlan(
        exam_id=session.exam_id, scope=session.scope, session=session, **_columns(planned, MILESTONE_COLUMNS)
    )


def _columns(planned: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(planned, name) for name in names}
