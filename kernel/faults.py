"""Named kill points, for tests that a process may die at any of them. Inert unless the environment names one."""

from __future__ import annotations

import os
import signal

VARIABLE = "EXAMOPS_KILL_AT"


def kill_point(name: str) -> None:
    """Die here, as by ``kill -9``, if ``EXAMOPS_KILL_AT`` names this point. The deploy check refuses the variable."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
