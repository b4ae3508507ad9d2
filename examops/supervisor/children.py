"""One child of the supervisor: started, watched, replaced when it dies or hangs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from examops.servers import leftovers
from examops.supervisor.probes import Question

SILENT_FOR = 10.0
STARTS_WITHIN = 60.0
STEADY_AFTER = 60.0
LONGEST_PAUSE = 30.0


class Stage(IntEnum):
    """The order in which things stop: nobody loses what it works with before it has stopped itself."""

    WEB = 1
    WORK = 2
    PROXY = 3
    REDIS = 4
    DATABASE = 5


class Running(Protocol):
    """A process that was started: forked or a program."""

    @property
    def pid(self) -> int:
        """Its pid, which is its process group too."""

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to start one child, how it shows that it lives, and when it stops."""

    name: str
    stage: Stage
    start: Callable[[], Running]
    pid_file: Path
    beat_file: Path | None = None
    question: Question | None = None
    stop_with: signal.Signals = signal.SIGTERM
    stops_within: float = 10.0
    starts_within: float = STARTS_WITHIN
    once: bool = False


@dataclass(slots=True)
class Child:
    """The present state of one child."""

    plan: Plan
    running: Running | None = None
    started_at: float = 0.0
    sign_at: float = 0.0
    shown: bool = False
    failures: int = 0
    start_again_at: float | None = None
    _beat: int = field(default=0, repr=False)

    def start(self) -> None:
        """Start it, and begin to wait for its first sign of life."""
        self.running = self.plan.start()
        leftovers.note(self.plan.pid_file, self.running.pid)
        self.started_at = self.sign_at = time.monotonic()
        self.shown = False
        self.start_again_at = None

    def alive(self) -> None:
        """It has given a sign of life."""
        self.sign_at = time.monotonic()
        self.shown = True
        if self.sign_at - self.started_at > STEADY_AFTER:
            self.failures = 0

    def read_beat(self) -> None:
        """Look whether it touched its file since the last look. The clock of the file is never read."""
        if self.plan.beat_file is None:
            return
        try:
            beat = self.plan.beat_file.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if beat != self._beat:
            self._beat = beat
            self.alive()

    def silent_too_long(self) -> bool:
        """Whether it hangs. Before the first sign it may take its time."""
        if self.plan.beat_file is None and self.plan.question is None:
            return False
        limit = SILENT_FOR if self.shown else self.plan.starts_within
        return time.monotonic() - self.sign_at > limit

    def fail(self) -> float:
        """It died or was killed. Returns after how many seconds it will be started again."""
        self.failures += 1
        pause: float = min(LONGEST_PAUSE, 0.5 * 2.0 ** (self.failures - 1))
        self.start_again_at = time.monotonic() + pause
        self.clear()
        return pause

    def clear(self) -> None:
        """Leave nothing behind of a child that has ended."""
        if self.running is not None:
            leftovers.end_group(self.running.pid)
            self.running = None
        self.plan.pid_file.unlink(missing_ok=True)
        if self.plan.beat_file is not None:
            self.plan.beat_file.unlink(missing_ok=True)
            self._beat = 0

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the child itself."""
        if self.running is not None and self.running.poll() is None:
            os.kill(self.running.pid, number)
