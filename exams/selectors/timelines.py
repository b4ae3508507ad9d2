"""Exam time: what an exam's own clock shows at a real instant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from exams.models import Timeline, TimelineSegment
from exams.states import TimelineState
from kernel.prepared import Given, Prepared
from kernel.time import now


@dataclass(frozen=True, slots=True)
class TimelineTold:
    """A timeline as a screen needs it: both times at one instant, and how exam time goes on from there."""

    state: TimelineState
    rate: int
    server_time: dt.datetime
    exam_time: dt.datetime


def segment_at(exam_id: UUID, at: dt.datetime) -> TimelineSegment | None:
    """The stretch that the real instant ``at`` lies in; before the first, the first (it reaches back)."""
    if found := _REACHED(exam=exam_id, at=at):
        return found[0]
    return TimelineSegment.objects.filter(exam_id=exam_id).order_by("number").first()


_REACHED = Prepared(
    lambda: TimelineSegment.objects.filter(
        exam_id=Given("exam", "uuid"), real_from__lte=Given("at", "timestamptz")
    ).order_by("-number")[:1]
)


def exam_clock(exam_id: UUID, at: dt.datetime) -> dt.datetime:
    """What the exam's clock shows at the real instant ``at``: the kernel's port for exam time.

    Never goes back: stretches follow one another without a gap, and a step only leads forward. An exam
    without a timeline is one that is being made at this moment, whose opening is told in real time.
    """
    segment = segment_at(exam_id, at)
    return at if segment is None else segment.exam_time(at)


def timeline_told(exam_id: UUID) -> TimelineTold:
    """The timeline at this instant. Whoever may not see the exam finds nothing (``DoesNotExist``)."""
    timeline = Timeline.objects.get(exam_id=exam_id)
    at = now()
    return TimelineTold(
        state=TimelineState(timeline.state),
        rate=timeline.rate,
        server_time=at,
        exam_time=exam_clock(exam_id, at),
    )
