"""A whole node as a child of the test run: the command that people type, on a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import psutil

from examops.places import BASE, Places, find_places

STARTS_WITHIN = 120.0


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def new_var() -> Path:
    """A folder that PostgreSQL's own account can reach, also where the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="examops-node-"))
    folder.chmod(0o755)
    return folder


def wait_until(true: Callable[[], object], within: float = 60.0) -> None:
    """Fail if ``true`` stays false."""
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


class RunningNode:
    """One ``manage.py up``."""

    words: tuple[str, ...] = ("--empty",)

    def __init__(self, var: Path | None = None, **environment: str) -> None:
        self.var = var or new_var()
        self.port = free_port()
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.output = self.var / "output.txt"

    @property
    def places(self) -> Places:
        return find_places(self.var)

    def command(self, *words: str) -> subprocess.Popen[bytes]:
        """Start ``manage.py up`` on this folder, its output in a file."""
        environment = {
            **os.environ,
            "VAR": str(self.var),
            "PORT": str(self.port),
            "LC_ALL": "en_US.UTF-8",
            "DJANGO_SETTINGS_MODULE": "examops.settings",
            **self.environment,
        }
        for name in ("EXAMOPS_ROLE", "EXAMOPS_KILL_AT"):
            environment.pop(name, None)
        with self.output.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "manage.py", "up", *self.words, *words],
                cwd=BASE,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start, and wait for the first page."""
        self.process = self.command()
        process = self.process
        wait_until(lambda: "Ready after" in self.said() or process.poll() is not None, STARTS_WITHIN)
        assert process.poll() is None, self.said()

    def refused(self, *words: str) -> str:
        """Try to start; the start must fail. Returns all that it said."""
        code = self.command(*words).wait(60)
        assert code == 1, self.said()
        return self.said()

    def said(self) -> str:
        """All that the node has said since its last start."""
        return self.output.read_text(errors="replace")

    def pid_of(self, name: str) -> int:
        """The pid of one of its processes; 0 while it is not running."""
        try:
            return int((self.places.run / f"{name}.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            return 0

    def pids(self) -> dict[str, int]:
        """Every process of the node by name."""
        return {path.stem: self.pid_of(path.stem) for path in self.places.run.glob("*.pid")}

    def page(self, path: str) -> HTTPResponse:
        """Ask for a page over TLS, trusting nothing but the node's own root certificate."""
        root = self.var / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        trust = ssl.create_default_context(cafile=str(root))
        answer: HTTPResponse = urllib.request.urlopen(f"https://localhost:{self.port}{path}", context=trust, timeout=20)
        return answer

    def health(self) -> Any:
        """What ``/health/`` says."""
        return json.loads(self.page("/health/").read())

    def kill(self) -> None:
        """``kill -9`` the supervisor, and only it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does. Returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(90)

    def remove(self) -> None:
        """Stop whatever still runs, and remove the folder."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(90)
        for pid in self.pids().values():
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.var, ignore_errors=True)


def alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
