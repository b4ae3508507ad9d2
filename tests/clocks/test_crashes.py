"""Tickers are killed while a thousand clocks are due: each fires once, and none is forgotten (features B4)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connections

from clocks.models import Clock
from clocks.states import ClockStatus
from examops.places import BASE
from journal.models import STANDING_LOG
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from tests.world import LINHE, World

DUE, TICKERS, PATIENCE = 1_000, 3, 120.0
RUN = "import django; django.setup(); from django.core.management import call_command; call_command('run_ticker')"


class Tickers:
    """The product's own tickers, as processes that can be killed."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, count: int = 1) -> None:
        """Start so many."""
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        for _ticker in range(count):
            self.running.append(subprocess.Popen([sys.executable, "-c", RUN], cwd=BASE, env=environment))

    def kill_one(self) -> None:
        """As a crash would: no handler runs."""
        victim = self.running.pop(0)
        assert victim.poll() is None, "a ticker ended by itself"
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    def end(self) -> None:
        """All of them."""
        while self.running:
            self.kill_one()


@pytest.fixture
def tickers() -> Iterator[Tickers]:
    """None at first; none left behind."""
    made = Tickers()
    yield made
    for ticker in made.running:
        ticker.kill()
        ticker.wait()


def left() -> int:
    with reading(SYSTEM):
        return Clock.objects.filter(purpose="tests.crash", status=ClockStatus.RUNNING).count()


@pytest.mark.long
def test_killed_tickers_fire_each_clock_once(committed_county: World, tickers: Tickers) -> None:
    at = now()
    with reading(SYSTEM):
        Clock.objects.bulk_create(
            Clock(scope=LINHE, purpose="tests.crash", subject=uuid.uuid4(), started_at=at, due_at=at, first_due_at=at)
            for _clock in range(DUE)
        )
    connections.close_all()
    tickers.start(TICKERS)

    killed, deadline, before = 0, time.monotonic() + PATIENCE, DUE
    while (still := left()) and time.monotonic() < deadline:
        if still <= before - 100:  # in the middle of the work, again and again
            tickers.kill_one()
            tickers.start()
            killed, before = killed + 1, still
        time.sleep(0.02)
    tickers.end()

    assert left() == 0
    assert killed >= TICKERS
    with reading(SYSTEM):
        committed_county.settle()
        told = [fact for fact in committed_county.facts(STANDING_LOG) if fact.kind == "clocks.clock_ran_out"]
    fired = Counter(fact.as_json()["clock"] for fact in told)
    assert len(fired) == DUE
    assert set(fired.values()) == {1}
