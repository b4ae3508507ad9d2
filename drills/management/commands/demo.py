from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STARTS_WITHIN = 180.0


class Command(BaseCommand):
    """Two sessions from the papers' arrival to the last report, on a fresh node that is removed afterwards.

    The report is recomputed from three sides: what the people's script counted, what the proxy saw accepted,
    and what the journal holds. The audit must also find a byte flipped in a copy of a content and of a leaf.
    """

    help = "An exam day from end to end, headless, on a folder of its own; prints a JSON report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How far."""
        parser.add_argument("--until", default="A2", help="the last session (default: two sessions, A1 and A2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start a node, rehearse, count, verify, stop."""
        began = time.monotonic()
        with _node() as environment:
            rehearsed = _manage(environment, "rehearse", "--until", options["until"], "--json", environment["REPORT"])
            self.stderr.write(rehearsed.stdout[-2_000:] if rehearsed.returncode else "")
            path = Path(environment["REPORT"])
            if not path.is_file():
                raise CommandError(
                    f"the rehearsal could not begin:\n{rehearsed.stdout[-2_000:]}{rehearsed.stderr[-2_000:]}"
                )
            report = json.loads(path.read_text(encoding="utf-8"))
            report["accepted_at_the_proxy"] = accepted_at_proxy(Path(environment["VAR"]) / "log" / "access.json")
            verified = _manage(environment, "verify_journal")
            report["journal"] = (verified.stdout or verified.stderr).strip()
            report["tampering_found"] = json.loads(
                _manage(environment, "try_tampering", "--exam", report["exam"]).stdout
            )
        report["seconds"] = round(time.monotonic() - began, 1)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        fine = (
            report["fine"]
            and report["acts"] == report["accepted_at_the_proxy"] == report["entries_by_people"]
            and verified.returncode == 0
            and all(report["tampering_found"].values())
        )
        if not fine:
            raise CommandError("the demonstration is not as it should be")


def accepted_at_proxy(log: Path) -> int:
    """How many different acts the proxy saw accepted, by the header that names them."""
    accepted: set[str] = set()
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            headers = json.loads(line).get("resp_headers", {})
            accepted.update(headers.get("Act-Accepted", ()))
    return len(accepted)


@contextlib.contextmanager
def _node() -> Iterator[dict[str, str]]:
    """A node of its own with the sample county and no rehearsal yet."""
    folder = Path(tempfile.mkdtemp(prefix="examops-demo-"))
    folder.chmod(0o755)
    environment = {
        **os.environ,
        "VAR": str(folder / "var"),
        "PORT": str(_free_port()),
        "REPORT": str(folder / "report.json"),
    }
    for name in ("DATABASE_URL", "REDIS_URL", "EXAMOPS_ROLE"):
        environment.pop(name, None)
    output = folder / "output.txt"
    with output.open("wb") as said:
        node = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--no-rehearsal"],
            cwd=settings.BASE_DIR, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(node, output, environment)
        yield environment
    finally:
        node.send_signal(signal.SIGINT)
        node.wait(90)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(node: subprocess.Popen[bytes], output: Path, environment: dict[str, str]) -> None:
    address = f"https://localhost:{environment['PORT']}/"
    deadline = time.monotonic() + STARTS_WITHIN
    while address not in output.read_text(errors="replace"):
        if node.poll() is not None or time.monotonic() > deadline:
            raise CommandError(f"the node did not start:\n{output.read_text(errors='replace')[-3_000:]}")
        time.sleep(0.2)


def _manage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
