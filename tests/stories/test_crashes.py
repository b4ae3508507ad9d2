"""A rehearsal goes on while processes of the node are killed: nothing is lost and nothing happens twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills.management.commands.demo import accepted_at_proxy
from examops.places import BASE
from tests.examops.running import RunningNode

VICTIMS = ("sequencer", "http-1", "handlers", "worker", "ticker", "sequencer", "http-1")
EVERY = 6.0


@pytest.fixture
def node() -> Iterator[RunningNode]:
    """A node with the sample county, its day not begun."""
    node = RunningNode()
    node.words = ("--no-rehearsal",)
    try:
        node.start()
        yield node
    finally:
        node.remove()


def rehearsal(node: RunningNode, report: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ, "VAR": str(node.var), "PORT": str(node.port), "DJANGO_SETTINGS_MODULE": "examops.settings",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "rehearse", "--until", "A1", "--json", str(report)]
    with report.with_suffix(".log").open("wb") as said:
        return subprocess.Popen(command, cwd=BASE, env=environment, stdout=said, stderr=subprocess.STDOUT)


@pytest.mark.long
def test_processes_killed_during_a_rehearsal_lose_and_double_nothing(node: RunningNode, tmp_path: Path) -> None:
    told = tmp_path / "report.json"
    running = rehearsal(node, told)

    for victim in VICTIMS:
        time.sleep(EVERY)
        if running.poll() is None:
            pid = node.pid_of(victim)
            assert pid, f"{victim} does not run"
            os.kill(pid, signal.SIGKILL)

    assert running.wait(timeout=400) == 0, told.with_suffix(".log").read_text()[-3000:]
    report = json.loads(told.read_text())
    assert report["journal"] == "whole"
    assert report["unexpected"] == []
    assert report["acts"] == report["entries_by_people"] == accepted_at_proxy(node.var / "log" / "access.json")
