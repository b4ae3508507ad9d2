"""Parts that other apps call inside their acts, and the two acts of the sweep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clocks.errors import PauseNeedsReason
from clocks.events import ClockRanOut, ClockWarned
from clocks.models import Clock, ClockPause
from clocks.selectors import clocks_due, clocks_to_warn
from clocks.states import TRANSITIONS, ClockStatus, ClockStep
from kernel.act import Asked, act
from kernel.transitions import after

OPEN = (ClockStatus.RUNNING, ClockStatus.PAUSED)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: who is told, and how long after the rung before."""

    name: str
    after: dt.timedelta


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due when, in exam time, and who hears of it if it passes."""

    purpose: str
    subject: UUID
    due_at: dt.datetime
    warn_at: dt.datetime | None = None
    rungs: Sequence[Rung] = ()


def start(asked: Asked, *, scope: str, deadlines: Sequence[Deadline]) -> list[Clock]:
    """Part: start clocks. An open clock of the same purpose and subject is refused by the database."""
    return Clock.objects.bulk_create(
        Clock(
            exam_id=asked.exam_id,
            scope=scope,
            purpose=deadline.purpose,
            subject=deadline.subject,
            started_at=asked.exam_at,
            warn_at=deadline.warn_at,
            due_at=deadline.due_at,
            first_due_at=deadline.due_at,
            rungs=[{"name": rung.name, "after": rung.after.total_seconds()} for rung in deadline.rungs],
        )
        for deadline in deadlines
    )


def meet(asked: Asked, *, purpose: str, subjects: Sequence[UUID]) -> int:
    """Part: what was due was done. Clocks that already ran out stay so. Returns how many were still open."""
    return _end(asked, purpose, subjects, ClockStatus.MET)


def cancel(asked: Asked, *, purpose: str, subjects: Sequence[UUID]) -> int:
    """Part: it is no longer due. Returns how many were still open."""
    return _end(asked, purpose, subjects, ClockStatus.CANCELLED)


def _end(asked: Asked, purpose: str, subjects: Sequence[UUID], status: ClockStatus) -> int:
    running = Clock.objects.filter(purpose=purpose, subject__in=subjects, status__in=OPEN)
    return running.update(status=status, ended_at=asked.exam_at)


def pause(asked: Asked, *, clock_id: UUID, reason: str, approver_id: UUID) -> Clock:
    """Part: let a clock stand still, with a reason and an approver (features B11)."""
    if not reason.strip():
        raise PauseNeedsReason
    clock = Clock.objects.select_for_update().get(pk=clock_id)
    clock.status = after(TRANSITIONS, ClockStatus(clock.status), ClockStep.PAUSE)
    clock.save(update_fields=["status"])
    ClockPause.objects.create(clock=clock, reason=reason, approver_id=approver_id, paused_at=asked.exam_at)
    return clock


def resume(asked: Asked, *, clock_id: UUID) -> Clock:
    """Part: let it run on; what is still due moves by the time it stood still."""
    clock = Clock.objects.select_for_update().get(pk=clock_id)
    clock.status = after(TRANSITIONS, ClockStatus(clock.status), ClockStep.RESUME)
    stretch = clock.pauses.select_for_update().get(resumed_at=None)
    stretch.resumed_at = asked.exam_at
    stretch.save(update_fields=["resumed_at"])

    stood = asked.exam_at - stretch.paused_at
    clock.due_at += stood
    clock.first_due_at = max(clock.first_due_at, clock.due_at)
    if clock.warn_at is not None and clock.warned_at is None:
        clock.warn_at += stood
    clock.save(update_fields=["status", "due_at", "first_due_at", "warn_at"])
    return clock


@act
def warn_next_clock(asked: Asked) -> ClockWarned | None:
    """Warn of the clock of this exam whose warning is most overdue. None when no warning is due."""
    clock = clocks_to_warn(asked.exam_id, asked.exam_at).select_for_update(skip_locked=True).first()
    if clock is None:
        return None

    clock.warned_at = asked.exam_at
    clock.save(update_fields=["warned_at"])

    return ClockWarned(clock=clock.pk, purpose=clock.purpose, subject=clock.subject, scope=clock.scope)


@act
def expire_next_clock(asked: Asked) -> ClockRanOut | None:
    """Run out the most overdue clock of this exam, or move it up its ladder. None when nothing is due.

    SKIP LOCKED lets any number of tickers share the sweep without expiring one twice.
    """
    clock = clocks_due(asked.exam_id, asked.exam_at).select_for_update(skip_locked=True).first()
    if clock is None:
        return None

    rung, name, last = _climb(clock, asked.exam_at)
    clock.save(update_fields=["status", "rung", "due_at", "ran_out_at", "ended_at"])

    return ClockRanOut(
        clock=clock.pk,
        purpose=clock.purpose,
        subject=clock.subject,
        scope=clock.scope,
        rung=rung,
        rung_name=name,
        last=last,
    )


def _climb(clock: Clock, at: dt.datetime) -> tuple[int, str, bool]:
    """Move the clock up one rung. Returns the rung that is told now, its name, and whether it was the last."""
    clock.ran_out_at = clock.ran_out_at or at
    rung = clock.rung
    name = str(clock.rungs[rung]["name"]) if rung < len(clock.rungs) else ""
    last = rung + 1 >= len(clock.rungs)
    clock.status = after(TRANSITIONS, ClockStatus(clock.status), ClockStep.RUN_OUT if last else ClockStep.CLIMB)
    if last:
        clock.ended_at = at
    else:
        clock.rung = rung + 1
        clock.due_at += dt.timedelta(seconds=clock.rungs[rung + 1]["after"])
    return rung, name, last
