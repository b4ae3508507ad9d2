"""Who may do what to an exam, and when."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from exams.errors import RateUnknown, RealTimeStands, SessionsNotOver, StepBackwards
from exams.models import FASTEST, Exam, Session
from exams.states import ExamStatus
from kernel.actors import Actor
from kernel.errors import NotNow
from organisation.policies import require
from organisation.states import Capability


def visible_to(exams: QuerySet[Exam], actor: Actor) -> QuerySet[Exam]:
    """Every duty in the county sees which exams there are; another county's are not there."""
    return exams.filter(scope__startswith=actor.scope)


def check_may_run(exam: Exam, actor: Actor) -> None:
    """Refuse unless the actor runs exams here (a drill: runs drills), and the exam is still open."""
    require(actor, Capability.RUN_DRILL if exam.is_drill else Capability.RUN_EXAM, exam.scope)
    if exam.status != ExamStatus.OPEN:
        raise NotNow(state=exam.status)


def check_time_may_change(exam: Exam, actor: Actor) -> None:
    """Refuse unless it is an open drill, and the actor runs drills. Nobody moves the time of a real exam."""
    require(actor, Capability.RUN_DRILL, exam.scope)
    if not exam.is_drill:
        raise RealTimeStands
    check_may_run(exam, actor)


def check_rate(rate: int) -> None:
    """Refuse a rate that a timeline cannot run at."""
    if not 1 <= rate <= FASTEST:
        raise RateUnknown(rate=rate)


def check_step(to: dt.datetime, *, exam_at: dt.datetime) -> None:
    """Refuse a step to a moment that has passed."""
    if to < exam_at:
        raise StepBackwards(to=to.isoformat(), exam_time=exam_at.isoformat())


def check_may_close(exam: Exam, *, exam_at: dt.datetime) -> None:
    """Refuse to close a real exam before its last session has ended. A drill may be broken off."""
    if not exam.is_drill and Session.objects.filter(exam=exam, ends_at__gt=exam_at).exists():
        raise SessionsNotOver
