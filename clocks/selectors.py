"""Reads: what is due, and what the watchman sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clocks.models import Clock
from clocks.states import ClockStatus
from journal import selectors as journal
from kernel.models import Heartbeat
from kernel.time import exam_now, now

SILENT_AFTER = dt.timedelta(seconds=10)
LATE_AFTER = dt.timedelta(seconds=5)
LAG_ALLOWED = 1_000
PROCESSES = ("sequencer", "handlers", "ticker")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the watchman noticed. ``names`` are what it is about: processes, consumers, counts."""

    code: str
    sentence: str | Promise
    names: tuple[str, ...] = ()


def clocks_due(exam_id: UUID | None, at: dt.datetime) -> QuerySet[Clock]:
    """Running clocks of the exam whose time has come, the most overdue first."""
    return Clock.objects.filter(exam_id=exam_id, status=ClockStatus.RUNNING, due_at__lte=at).order_by("due_at", "pk")


def clocks_to_warn(exam_id: UUID | None, at: dt.datetime) -> QuerySet[Clock]:
    """Running clocks of the exam whose warning has come."""
    running = Clock.objects.filter(exam_id=exam_id, status=ClockStatus.RUNNING, warned_at=None, warn_at__lte=at)
    return running.order_by("warn_at", "pk")


def exams_with_clocks() -> list[UUID | None]:
    """The exams (None: no exam) that have running clocks."""
    running = Clock.objects.filter(status=ClockStatus.RUNNING)
    return list(running.order_by("exam_id").values_list("exam_id", flat=True).distinct())


def next_due(exam_id: UUID) -> dt.datetime | None:
    """The next exam time at which a clock of this exam warns or runs out."""
    running = Clock.objects.filter(exam_id=exam_id, status=ClockStatus.RUNNING)
    due = running.order_by("due_at").values_list("due_at", flat=True).first()
    warn = (
        running.filter(warned_at=None)
        .exclude(warn_at=None)
        .order_by("warn_at")
        .values_list("warn_at", flat=True)
        .first()
    )
    return min((at for at in (due, warn) if at is not None), default=None)


def nothing_due(at: dt.datetime) -> bool:
    """Whether every clock whose time has come has been swept."""
    for exam_id in exams_with_clocks():
        exam_at = exam_now(exam_id, at)
        if clocks_due(exam_id, exam_at).exists() or clocks_to_warn(exam_id, exam_at).exists():
            return False
    return True


def watch_findings() -> list[Finding]:
    """What is wrong with the platform itself. Somebody watches the watchman: this shows on the board and in /health."""
    at = now()
    return [*_silent_processes(at), *_overdue_clocks(at), *_journal_findings()]


def _silent_processes(at: dt.datetime) -> Sequence[Finding]:
    beats = dict(Heartbeat.objects.values_list("process", "beat_at"))
    silent = tuple(name for name in PROCESSES if name not in beats or at - beats[name] > SILENT_AFTER)
    return [Finding("process_silent", _("A process of the platform is silent"), silent)] if silent else []


def _overdue_clocks(at: dt.datetime) -> Sequence[Finding]:
    late = sum(clocks_due(exam, exam_now(exam, at) - LATE_AFTER).count() for exam in exams_with_clocks())
    return [Finding("clocks_unswept", _("Deadlines passed and were not announced"), (str(late),))] if late else []


def _journal_findings() -> Sequence[Finding]:
    found = []
    if stuck := tuple(sorted(journal.failures())):
        found.append(Finding("consumer_failed", _("Part of the platform stands still after an error"), stuck))
    if far := tuple(sorted({lag.consumer for lag in journal.lagging() if lag.behind > LAG_ALLOWED})):
        found.append(Finding("consumer_lags", _("Part of the platform lags behind"), far))
    if parked := journal.parked_count():
        found.append(Finding("deliveries_parked", _("Reactions were set aside after repeated errors"), (str(parked),)))
    return found
