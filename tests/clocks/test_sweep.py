"""Deadlines fire once each, at their moment, and climb their ladder."""

from __future__ import annotations

import datetime as dt
import uuid
from uuid import UUID

import pytest
from django.db import IntegrityError

from clocks import services
from clocks.errors import PauseNeedsReason
from clocks.models import Clock
from clocks.services import Deadline, Rung
from kernel.act import Asked, act
from kernel.errors import NotNow
from kernel.time import now
from tests.journal.facts import BellRung
from tests.world import LINHE, World

LADDER = (Rung("duty_clerk", dt.timedelta()), Rung("duty_officer", dt.timedelta(minutes=10)))
MINUTE = dt.timedelta(minutes=1)


@act
def start(asked: Asked, *, subject: UUID, due_in: dt.timedelta, warn_in: dt.timedelta | None = None) -> BellRung:
    """Start one clock with the ladder above."""
    warn_at = None if warn_in is None else asked.at + warn_in
    deadline = Deadline("tests.answer", subject, due_at=asked.at + due_in, warn_at=warn_at, rungs=LADDER)
    services.start(asked, scope=LINHE, deadlines=[deadline])
    return BellRung(bell="start")


@act
def pause(asked: Asked, *, clock: UUID, reason: str) -> BellRung:
    """Pause it."""
    services.pause(asked, clock_id=clock, reason=reason, approver_id=uuid.uuid4())
    return BellRung(bell="pause")


@act
def resume(asked: Asked, *, clock: UUID) -> BellRung:
    """Let it run on."""
    services.resume(asked, clock_id=clock)
    return BellRung(bell="resume")


@act
def answer(asked: Asked, *, subject: UUID) -> BellRung:
    """Meet it."""
    services.meet(asked, purpose="tests.answer", subjects=[subject])
    return BellRung(bell="answer")


def let_pass(clock: Clock, time: dt.timedelta) -> None:
    """Clocks of no exam run on real time: time passes by moving what is due."""
    clock.refresh_from_db()
    clock.due_at -= time
    if clock.warn_at is not None:
        clock.warn_at -= time
    clock.save()


def started(county: World, due_in: dt.timedelta, warn_in: dt.timedelta | None = None) -> Clock:
    subject = uuid.uuid4()
    start(county.asked("chen"), subject=subject, due_in=due_in, warn_in=warn_in)
    return Clock.objects.get(subject=subject)


def fired(county: World) -> list[str]:
    return [kind for kind in county.standing_history() if kind.startswith("clocks.")]


def test_nothing_happens_before_the_moment(county: World) -> None:
    started(county, MINUTE, warn_in=MINUTE / 2)

    assert fired(county) == []


def test_a_clock_warns_then_climbs_each_rung_once(county: World) -> None:
    clock = started(county, 2 * MINUTE, warn_in=MINUTE)

    let_pass(clock, MINUTE)
    assert fired(county) == ["clocks.clock_warned"]
    let_pass(clock, MINUTE)
    assert fired(county) == ["clocks.clock_warned", "clocks.clock_ran_out"]
    let_pass(clock, 9 * MINUTE)
    assert len(fired(county)) == 2
    let_pass(clock, MINUTE)
    assert len(fired(county)) == 3
    let_pass(clock, 99 * MINUTE)
    assert len(fired(county)) == 3
    clock.refresh_from_db()
    assert clock.status == "ran_out"


def test_an_answered_clock_does_not_fire(county: World) -> None:
    clock = started(county, MINUTE)
    answer(county.asked("chen"), subject=clock.subject)

    let_pass(clock, 99 * MINUTE)

    assert fired(county) == []


def test_a_paused_clock_stands_and_then_has_its_time_left(county: World) -> None:
    clock = started(county, 5 * MINUTE)
    pause(county.asked("chen"), clock=clock.pk, reason="the hall was evacuated")
    let_pass(clock, 99 * MINUTE)
    assert fired(county) == []

    stretch = clock.pauses.get()
    stretch.paused_at -= 99 * MINUTE
    stretch.save()
    resume(county.asked("chen"), clock=clock.pk)

    clock.refresh_from_db()
    assert 4 * MINUTE < clock.due_at - now() <= 5 * MINUTE
    assert fired(county) == []


def test_a_pause_needs_a_reason(county: World) -> None:
    clock = started(county, MINUTE)

    with pytest.raises(PauseNeedsReason):
        pause(county.asked("chen"), clock=clock.pk, reason=" ")


def test_a_clock_that_ended_is_not_paused(county: World) -> None:
    clock = started(county, MINUTE)
    answer(county.asked("chen"), subject=clock.subject)

    with pytest.raises(NotNow):
        pause(county.asked("chen"), clock=clock.pk, reason="late")


def test_two_open_clocks_for_one_thing_are_refused_by_the_database(county: World) -> None:
    clock = started(county, MINUTE)

    with pytest.raises(IntegrityError):
        start(county.asked("chen"), subject=clock.subject, due_in=MINUTE)
