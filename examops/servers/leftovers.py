"""Pid files: what an earlier start left behind is known by pid and birth, and ended before the next start."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import psutil

# A clock that is stepped moves every process's birth a little.
BIRTHS_DIFFER_BY = 2.0


def note(path: Path, pid: int) -> None:
    """Write down that ``pid`` runs for us; with its birth, because pids are used again."""
    try:
        born = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return
    part = path.with_suffix(".part")
    part.write_text(f"{pid} {born}\n")
    part.replace(path)


def find(path: Path) -> psutil.Process | None:
    """The process that the pid file names, if that very process still runs.

    A zombie does not: in a container nobody may ever collect it.
    """
    try:
        pid, born = path.read_text().split()
        process = psutil.Process(int(pid))
        same = abs(process.create_time() - float(born)) < BIRTHS_DIFFER_BY
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None
    return process if same and process.status() != psutil.STATUS_ZOMBIE else None


def end(path: Path, *, gently: signal.Signals = signal.SIGTERM, within: float = 10.0) -> int | None:
    """End what the pid file names, with everything in its process group. Returns the pid that was found."""
    process = find(path)
    if process is None:
        path.unlink(missing_ok=True)
        return None
    for number in (gently, signal.SIGCONT):
        _send(process.pid, number)
    until = time.monotonic() + within
    while find(path) is not None:
        if time.monotonic() > until:
            _send(process.pid, signal.SIGKILL)
        time.sleep(0.02)
    end_group(process.pid)
    path.unlink(missing_ok=True)
    return process.pid


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def end_group(pid: int) -> None:
    """Kill what is left of the process group that ``pid`` led."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
