"""What a clock ran and what it stood still make up the time on the wall, whatever happens in between (features B11)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clocks import services
from clocks.models import Clock
from clocks.selectors import clocks_due
from clocks.services import Deadline
from tests.world import LINHE, T0, World

LIMIT = dt.timedelta(hours=40)
SECOND = dt.timedelta(seconds=1)
# Stretches of running and of standing still, in seconds; never so long that it runs out in between.
STRETCHES = st.lists(st.tuples(st.integers(0, 7_000), st.integers(0, 90_000)), min_size=1, max_size=12)


@given(stretches=STRETCHES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_running_and_standing_still_make_up_the_wall(county: World, stretches: list[tuple[int, int]]) -> None:
    asked, at, subject = county.asked(), T0, uuid.uuid4()
    due = Deadline("tests.pause", subject, T0 + LIMIT, warn_at=T0 + LIMIT / 2)
    [clock] = services.start(replace(asked, exam_at=T0), scope=LINHE, deadlines=[due])
    for runs, stands in stretches:
        at += runs * SECOND
        services.pause(replace(asked, exam_at=at), clock_id=clock.pk, reason="道路中断", approver_id=uuid.uuid4())
        assert not clocks_due(None, at + 10 * LIMIT).filter(pk=clock.pk).exists()
        at += stands * SECOND
        services.resume(replace(asked, exam_at=at), clock_id=clock.pk)

    row = Clock.objects.get(pk=clock.pk)
    stood = sum((one.resumed_at - one.paused_at for one in row.pauses.all() if one.resumed_at), dt.timedelta())
    ran = LIMIT - (row.due_at - at)
    assert ran == sum(runs for runs, _stands in stretches) * SECOND
    assert ran + stood == at - T0
    assert row.warn_at is not None
    assert row.due_at - row.warn_at == LIMIT / 2
    assert not clocks_due(None, row.due_at - SECOND).filter(pk=clock.pk).exists()
    assert clocks_due(None, row.due_at).filter(pk=clock.pk).exists()
