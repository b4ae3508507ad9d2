"""Records: the days that positions are kept in, made beforehand, and taken away when they are old enough."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from exams.models import Exam
from exams.selectors.sessions import rules_of
from exams.states import ExamStatus
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from paper_custody.models import Position, PositionKey, SetAside

DAYS_AHEAD = 3


def make_days() -> int:
    """Make the partitions of today and the coming days. Returns how many were new."""
    today = localdate(now())
    return sum(_called("make", today + dt.timedelta(days=ahead)) for ahead in range(DAYS_AHEAD + 1))


def drop_old_days() -> int:
    """Take away the days whose positions nobody may keep any longer (the preset's number). Returns how many.

    A day goes as a whole: it stays while one exam that had a vehicle on the road on it is open, or not long over.
    """
    at = now()
    with reading(SYSTEM):
        over = {exam.pk for exam in Exam.objects.filter(status=ExamStatus.CLOSED) if _is_past(exam, at)}
        SetAside.objects.filter(exam__in=over).delete()
        days = _days_of(over)
        for day in days:
            PositionKey.objects.filter(day=day, exam__in=over).delete()
            _called("drop", day)
    return len(days)


def _is_past(exam: Exam, at: dt.datetime) -> bool:
    return exam.closed_at is not None and exam.closed_at + rules_of(exam).escort.positions_for < at


def _days_of(over: set[UUID]) -> list[dt.date]:
    exams: dict[dt.date, set[UUID]] = {}
    for day, exam_id in Position.objects.values_list("day", "exam_id").distinct():
        exams.setdefault(day, set()).add(exam_id)
    return sorted(day for day, these in exams.items() if these <= over)


def _called(what: str, day: dt.date) -> bool:
    """The app owns no table: a function of the owner makes and drops the partitions of one day, and nothing else."""
    with connection.cursor() as cursor:
        cursor.callproc(f"paper_custody_{what}_position_day", [day])
        return bool(cursor.fetchone()[0])
