"""The product's own page server, one process as ``manage.py up`` starts it, and clients that cost next to nothing."""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from django.test import Client as Browser

from examops.places import BASE

SERVE = "from pathlib import Path; from examops.processes import serve_pages; serve_pages(socket=Path({path!r}))"
PATIENCE = 30.0
CSRF = "b" * 32


@dataclass(frozen=True, slots=True)
class PagesServer:
    """One WSGI server process with its worker, and where it listens."""

    process: psutil.Process
    address: str

    def cpu_seconds(self) -> float:
        """What it has used so far, worker included."""
        times = [one.cpu_times() for one in (self.process, *self.process.children(recursive=True))]
        return sum(one.user + one.system for one in times)


@contextmanager
def pages_server() -> Iterator[PagesServer]:
    """A server on the bench's database, with the floor among its addresses."""
    path: Path = settings.PLACES.sockets / "pages-of-bench.sock"
    path.unlink(missing_ok=True)
    started = subprocess.Popen(
        [sys.executable, "-c", SERVE.format(path=str(path))],
        cwd=BASE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.floor_settings"},
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not _listens(path):
            assert started.poll() is None, "the page server ended"
            assert time.monotonic() < deadline, "the page server does not answer"
            time.sleep(0.05)
        yield PagesServer(psutil.Process(started.pid), str(path))
    finally:
        started.terminate()
        started.wait(timeout=PATIENCE)


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knock:
        return knock.connect_ex(str(path)) == 0


class Caller:
    """One client with one connection. What it sends was written beforehand: its own time is not what is measured."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(PATIENCE)
        self._socket.connect(address)

    def call(self, request: bytes) -> bytes:
        """Send, and return the answer's body. Anything but 200 ends the bench."""
        self._socket.sendall(request)
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += self._more()
        head, body = heard.split(b"\r\n\r\n", 1)
        length = int(
            next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")).split()[1]
        )
        while len(body) < length:
            body += self._more()
        assert head.startswith(b"HTTP/1.1 200"), head[:20] + body[:400]
        return body

    def _more(self) -> bytes:
        more = self._socket.recv(65536)
        assert more, "the server closed the connection"
        return more


def request_bytes(path: str, body: Any, *, browser: Browser | None = None) -> bytes:
    """A POST as a browser behind the proxy sends it, with the cookies of a login."""
    content = json.dumps(body).encode()
    cookies = {"csrftoken": CSRF}
    if browser is not None:
        cookies |= {name: morsel.value for name, morsel in browser.cookies.items()}
    head = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        "Origin: https://localhost",
        "X-Forwarded-Proto: https",
        "Accept: application/json",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        f"X-CSRFToken: {CSRF}",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


def all_at_once(callers: Sequence[Caller], requests: Sequence[Sequence[bytes]], *, each: int) -> float:
    """Let every caller send so many of its own requests in a row, all callers at once. Returns the seconds it took."""
    gate = threading.Barrier(len(callers) + 1)
    wrong: list[BaseException] = []

    def run(caller: Caller, own: Sequence[bytes]) -> None:
        gate.wait()
        try:
            for request in itertools.islice(itertools.cycle(own), each):
                caller.call(request)
        except (AssertionError, OSError) as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(callers, requests, strict=True)]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if wrong:
        raise wrong[0]
    return took
