"""Reads: drills of a county, and those whose time has come."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from drills.models import Drill
from drills.states import DrillStatus
from exams.models import Exam
from exams.states import ExamKind


def drills_of(scope: str) -> QuerySet[Drill]:
    """Drills that were scheduled, the next one first."""
    return Drill.objects.filter(scope=scope).select_related("real", "exam").order_by("-begins_at")


def drill_exams_of(scope: str) -> QuerySet[Exam]:
    """Every exam of kind drill, however it came about, the newest first."""
    drills = Exam.objects.filter(scope=scope, kind=ExamKind.DRILL)
    return drills.select_related("timeline").order_by("-opened_at")


def drills_due(at: dt.datetime) -> QuerySet[Drill]:
    """Scheduled drills whose moment has come."""
    return Drill.objects.filter(status=DrillStatus.SCHEDULED, begins_at__lte=at).order_by("begins_at")
