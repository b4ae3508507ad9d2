"""A real socket server, and screens that hold what they were told as a browser does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, unix_connect

from examops.places import BASE
from tests.world import Browser

PATIENCE = 20.0
ORIGIN = "https://localhost"
SERVE = "import django; django.setup(); from pathlib import Path; from examops.processes import serve_sockets; "

RowKey = tuple[str, str]


class SocketServer:
    """The product's own socket process, on a unix socket, as ``manage.py up`` starts it."""

    def __init__(self) -> None:
        self.path: Path = settings.PLACES.sockets / "ws-of-tests.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.path.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"{SERVE} serve_sockets(socket=Path({str(self.path)!r}))"],
            cwd=BASE,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "examops.settings"},
        )
        deadline = time.monotonic() + PATIENCE
        while not self.path.exists():
            assert self._process.poll() is None, "the socket process ended"
            assert time.monotonic() < deadline, "the socket process does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it and wait for its end."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=PATIENCE)
            self._process = None

    @contextmanager
    def open(
        self, browser: Browser, exam_id: UUID | str, *, origin: str | None = ORIGIN, queue: int | None = None
    ) -> Iterator[ClientConnection]:
        """A socket with the cookies of a browser. With a ``queue`` it takes no more than so many messages unread."""
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
        with unix_connect(
            str(self.path),
            f"ws://localhost/ws/board/?exam={exam_id}",
            origin=None if origin is None else _origin(origin),
            additional_headers={"Cookie": cookies},
            compression=None,
            max_size=None,
            max_queue=queue,
            ping_interval=None,
            open_timeout=PATIENCE,
        ) as socket:
            yield socket

    @contextmanager
    def screen(
        self, browser: Browser, exam_id: UUID, channel: str = "wall", *, queue: int | None = None
    ) -> Iterator[Screen]:
        """A screen that shows one channel and has had its first snapshot."""
        with self.open(browser, exam_id, queue=queue) as socket:
            screen = Screen(socket, channel)
            screen.ask_anew()
            yield screen


class Screen:
    """What a screen holds. It refuses what a browser would: a frame that does not follow the one before."""

    def __init__(self, socket: ClientConnection, channel: str) -> None:
        self.socket = socket
        self.channel = channel
        self.number: int | None = None
        self.rows: dict[RowKey, Any] = {}
        self.heard: list[dict[str, Any]] = []

    def subscribe(self, after: int | None = None) -> None:
        """Ask for the channel."""
        self.say({"type": "subscribe", "channel": self.channel, "after": after})

    def say(self, message: dict[str, Any]) -> None:
        """Send something to the server."""
        self.socket.send(json.dumps(message))

    def hear(self, within: float = PATIENCE) -> dict[str, Any]:
        """The next message, taken in."""
        message: dict[str, Any] = json.loads(self.socket.recv(timeout=within))
        self.heard.append(message)
        if message["type"] == "snapshot":
            assert message["channel"] == self.channel
            self.number = message["number"]
            self.rows = {(row["kind"], row["key"]): row["body"] for row in message["rows"]}
        elif message["type"] == "frame":
            assert message["channel"] == self.channel
            assert message["previous"] == self.number, f"{message['previous']} does not follow {self.number}"
            assert message["number"] == message["previous"] + 1
            self.number = message["number"]
            self._replace(message["rows"])
        return message

    def hear_until(self, enough: Callable[[], bool], within: float = PATIENCE) -> None:
        """Take in messages until it is enough."""
        deadline = time.monotonic() + within
        while not enough():
            self.hear(within=max(0.01, deadline - time.monotonic()))

    def hear_up_to(self, number: int) -> None:
        """Take in messages until this frame has been heard."""
        self.hear_until(lambda: self.number is not None and self.number >= number)

    def ask_anew(self) -> None:
        """Ask for a fresh snapshot, and wait for it."""
        before = len(self.messages("snapshot"))
        self.subscribe()
        self.hear_until(lambda: len(self.messages("snapshot")) > before)

    def closed_with(self, within: float = PATIENCE) -> int:
        """The code with which the server ends the socket."""
        with suppress(ConnectionClosed):
            deadline = time.monotonic() + within
            while True:
                self.hear(within=max(0.01, deadline - time.monotonic()))
        assert self.socket.close_code is not None
        return self.socket.close_code

    def messages(self, *kinds: str) -> list[dict[str, Any]]:
        """What was heard of these kinds."""
        return [message for message in self.heard if message["type"] in kinds]

    def _replace(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["body"] is None:
                del self.rows[row["kind"], row["key"]]
            else:
                self.rows[row["kind"], row["key"]] = row["body"]


def _origin(text: str) -> Any:
    return text
