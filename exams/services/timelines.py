"""Acts: a drill's time is started, stopped, let run on, or moved forward. A real exam's refuses all of it."""

from __future__ import annotations

import datetime as dt

from exams.events import TimelinePaused, TimelineResumed, TimelineStarted, TimelineStepped
from exams.models import Timeline, TimelineSegment
from exams.policies import check_rate, check_step, check_time_may_change
from exams.selectors.sessions import exam_of
from exams.states import TIMELINE_TRANSITIONS, TimelineState, TimelineStep
from kernel.act import Asked, act
from kernel.errors import NotNow
from kernel.transitions import after


@act
def start_timeline(asked: Asked, *, rate: int = 1) -> TimelineStarted:
    """Let a drill's time begin to run. Refuses one that was started before: that one resumes."""
    timeline = _locked(asked)
    check_rate(rate)
    if timeline.started_at is not None:
        raise NotNow(state=timeline.state, step=TimelineStep.START.value)

    _run(asked, timeline, step=TimelineStep.START, rate=rate)

    return TimelineStarted(exam=timeline.pk, rate=rate)


@act
def pause_timeline(asked: Asked) -> TimelinePaused:
    """Let a drill's time stand still where it is."""
    timeline = _locked(asked)
    state = after(TIMELINE_TRANSITIONS, TimelineState(timeline.state), TimelineStep.PAUSE)

    last, at = _last_stretch(asked, timeline)
    _turn(timeline, state=state, stretch=_next(last, at, exam_from=last.exam_time(at), rate=0))

    return TimelinePaused(exam=timeline.pk)


@act
def resume_timeline(asked: Asked, *, rate: int | None = None) -> TimelineResumed:
    """Let a drill's time run on from where it stands, at its old rate unless another is given."""
    timeline = _locked(asked)
    rate = timeline.rate if rate is None else rate
    check_rate(rate)
    if timeline.started_at is None:
        raise NotNow(state=timeline.state, step=TimelineStep.RESUME.value)

    _run(asked, timeline, step=TimelineStep.RESUME, rate=rate)

    return TimelineResumed(exam=timeline.pk, rate=rate)


@act
def step_timeline(asked: Asked, *, to: dt.datetime) -> TimelineStepped:
    """Move a drill's time forward to ``to``, where it stands. Refuses to go back.

    Which moment comes next is the caller's to find: the next due clock, the next line of the minute
    table, the next inject of a script.
    """
    timeline = _locked(asked)
    state = after(TIMELINE_TRANSITIONS, TimelineState(timeline.state), TimelineStep.STEP)
    last, at = _last_stretch(asked, timeline)
    check_step(to, exam_at=last.exam_time(at))

    timeline.started_at = timeline.started_at or at
    _turn(timeline, state=state, stretch=_next(last, at, exam_from=to, rate=0))

    return TimelineStepped(exam=timeline.pk, to=to)


def _locked(asked: Asked) -> Timeline:
    """The timeline in hand, locked, after checking that this actor may change it."""
    exam = exam_of(asked.exam_id)
    check_time_may_change(exam, asked.actor)
    return Timeline.objects.select_for_update().get(exam=exam)


def _run(asked: Asked, timeline: Timeline, *, step: TimelineStep, rate: int) -> None:
    state = after(TIMELINE_TRANSITIONS, TimelineState(timeline.state), step)
    last, at = _last_stretch(asked, timeline)
    timeline.rate = rate
    timeline.started_at = timeline.started_at or at
    _turn(timeline, state=state, stretch=_next(last, at, exam_from=last.exam_time(at), rate=rate))


def _last_stretch(asked: Asked, timeline: Timeline) -> tuple[TimelineSegment, dt.datetime]:
    """The stretch in force and the instant of the change.

    The act took its instant before it got the lock: where another change came between, this one
    follows at that one's instant, and exam time never goes back.
    """
    last = TimelineSegment.objects.filter(exam_id=timeline.pk).latest("number")
    return last, max(asked.at, last.real_from)


def _next(last: TimelineSegment, at: dt.datetime, *, exam_from: dt.datetime, rate: int) -> TimelineSegment:
    return TimelineSegment(exam_id=last.exam_id, number=last.number + 1, real_from=at, exam_from=exam_from, rate=rate)


def _turn(timeline: Timeline, *, state: TimelineState, stretch: TimelineSegment) -> None:
    timeline.state = state
    timeline.save(update_fields=["state", "rate", "started_at"])
    stretch.save(force_insert=True)
