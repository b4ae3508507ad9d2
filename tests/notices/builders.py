"""What stories of notices share: who was told, by name, and real receivers of messages on loopback."""

from __future__ import annotations

import datetime as dt
import json
import socketserver
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.db.models import F

from kernel.actors import SYSTEM
from kernel.scope import reading
from notices.models import Attempt, Message, Notice, ProviderRest
from notices.services import name_players, set_channels
from notices.states import BUNDLE_FOR, ChannelGiven, Holder
from notices.tasks import send_messages
from tests.world import World

# After so long what waits for others has waited enough.
NOW = BUNDLE_FOR.total_seconds() + 1


def play(world: World, *people: str) -> None:
    """Name these as players of the drill."""
    name_players(world.asked("bai", exam_id=world.exam.pk), people=[world.people[name].pk for name in people])
    world.settle()


def give(world: World, person: str, *channels: tuple[str, str]) -> None:
    """Set a person's channels: pairs of a provider and an address there."""
    given = [ChannelGiven(provider, address) for provider, address in channels]
    set_channels(world.asked("kong"), holder=Holder.PERSON, holder_id=world.people[person].pk, channels=given)


def told(world: World, *, status: str | None = None) -> list[tuple[str, str]]:
    """Who was told and why, in the order in which he was."""
    world.settle()
    with reading(SYSTEM):
        rows = Notice.objects.order_by("at", "person__staff_number")
        rows = rows if status is None else rows.filter(status=status)
        return [(row.person.staff_number, row.kind) for row in rows.select_related("person")]


def called(world: World, *, status: str | None = None) -> list[tuple[str, str]]:
    """The same without what was only late: who was called to answer."""
    return [(person, kind) for person, kind in told(world, status=status) if kind != "overdue"]


def messages() -> list[Message]:
    """Every message, the first made first."""
    with reading(SYSTEM):
        return list(Message.objects.order_by("made_at", "number").select_related("person"))


def attempts() -> list[tuple[str, str, str]]:
    """Every attempt: by which provider, what became of it, and why."""
    with reading(SYSTEM):
        return list(Attempt.objects.order_by("began_at", "provider").values_list("provider", "status", "why"))


@dataclass
class Webhook:
    """A receiver of webhooks on loopback. ``status`` is what it answers; ``hang`` is how long it says nothing."""

    status: int = 200
    hang: threading.Event | None = None
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Webhook:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.bodies.append(json.loads(body))
                if outer.hang is not None:
                    outer.hang.wait(30)
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *_said: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.hang is not None:
            self.hang.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Its Apprise address; the person's own goes into the path."""
        return f"json://127.0.0.1:{self._server.server_address[1]}/{{to}}"


class Mailbox:
    """A receiver of mail on loopback that speaks SMTP. ``letters`` are (recipient, whole text) as they came."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    def __enter__(self) -> Mailbox:
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say("220 loopback")
                recipient = ""
                while line := self.rfile.readline().decode().strip():
                    verb = line.split(" ")[0].upper()
                    if verb == "DATA":
                        self.say("354 go on")
                        outer.letters.append((recipient, self.letter()))
                        self.say("250 kept")
                    elif verb == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        recipient = line.split(":", 1)[1].strip("<> ") if line.upper().startswith("RCPT") else recipient
                        self.say("250 fine")

            def letter(self) -> str:
                lines: Sequence[bytes] = list(iter(self.rfile.readline, b".\r\n"))
                return b"".join(lines).decode()

            def say(self, line: str) -> None:
                self.wfile.write(f"{line}\r\n".encode())

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Its Apprise address."""
        port = self._server.server_address[1]
        return f"mailto://127.0.0.1:{port}/?from=desk@linhe.example&to={{to}}&mode=insecure"


def age(seconds: float) -> None:
    """Let so much time have passed for all that waits: every moment on the rows of messages moves back."""
    by = dt.timedelta(seconds=seconds)
    with reading(SYSTEM):
        for field_name in ("made_at", "next_at", "begun_at", "ended_at"):
            Message.objects.update(**{field_name: F(field_name) - by})
        for field_name in ("began_at", "lease_until", "ended_at"):
            Attempt.objects.update(**{field_name: F(field_name) - by})
        ProviderRest.objects.update(until=F("until") - by)


def send(*, after: float = 0) -> int:
    """What the schedule does every two seconds, after so much time has passed."""
    age(after)
    return send_messages()
