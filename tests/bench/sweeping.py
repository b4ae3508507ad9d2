"""Lateness of clocks: 10,000 open ones, due over a minute, three tickers."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
import uuid

from django.db import connections

from clocks.models import Clock
from clocks.states import ClockStatus
from clocks.sweep import sweep
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from tests.bench.figures import Figure, percentile, tell
from tests.world import LINHE

CLOCKS, OVER, TICKERS = 10_000, 60.0, 3
STARTS_IN = dt.timedelta(seconds=5)


def clock_lateness() -> None:
    """``clock_lateness_p99_s``: how late the last percent of the clocks ran out."""
    first = now() + STARTS_IN
    with reading(SYSTEM):
        Clock.objects.bulk_create(
            (_clock(first + dt.timedelta(seconds=OVER * number / CLOCKS)) for number in range(CLOCKS)), batch_size=2_000
        )
    connections.close_all()
    until = time.monotonic() + STARTS_IN.total_seconds() + OVER + 20
    tickers = [multiprocessing.get_context("fork").Process(target=_tick, args=(until,)) for _ticker in range(TICKERS)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    with reading(SYSTEM):
        done = Clock.objects.filter(status=ClockStatus.RAN_OUT).values_list("first_due_at", "ran_out_at")
        late = [(ran_out - due).total_seconds() for due, ran_out in done if ran_out is not None]
    tell(Figure("clock_lateness_p99_s", percentile(late, 0.99), None, None, "<= 2 (ambition 1)", "s", len(late)))


def _clock(due: dt.datetime) -> Clock:
    return Clock(scope=LINHE, purpose="bench", subject=uuid.uuid4(), started_at=due, due_at=due, first_due_at=due)


def _tick(until: float) -> None:
    while time.monotonic() < until:
        sweep()
        time.sleep(0.25)
    connections.close_all()
