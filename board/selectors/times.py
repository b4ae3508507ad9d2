"""The times that a screen counts on with between two beats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from exams.selectors.timelines import TimelineTold, timeline_told
from exams.states import TimelineState
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now


def exam_times(exam_id: UUID) -> TimelineTold:
    """The exam's time at this instant, and how it goes."""
    with reading(SYSTEM, exam_id):
        return timeline_told(exam_id)


def times_now(told: TimelineTold) -> dict[str, Any]:
    """The times at this instant, worked out from when they were last read."""
    at = now()
    gone = (at - told.server_time) * told.rate if told.state == TimelineState.RUNNING else at - at
    return {
        "server_time": at.isoformat(),
        "exam_time": (told.exam_time + gone).isoformat(),
        "rate": told.rate,
        "state": told.state.value,
    }
