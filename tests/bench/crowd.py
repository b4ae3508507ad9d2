"""Many sockets in one process, as cheap as they can be: it is the server that is measured."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import time

CONNECTED = re.compile(rb"^HTTP/1\.1 101 ")
NUMBER = re.compile(rb'"number":(\d+)')
AT_ONCE = 50
TEXT, PING, PONG = 1, 9, 10


class Member(asyncio.Protocol):
    """One client: it finds the frames in the stream and tells the crowd which number they carry."""

    def __init__(self, crowd: Crowd, first: bytes) -> None:
        self.crowd = crowd
        self.first = first
        self.buffer = b""
        self.open = False
        self.ready = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the socket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.crowd.greeting)

    def data_received(self, data: bytes) -> None:
        """Take every whole message out of the stream."""
        self.buffer += data
        if not self.open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert CONNECTED.match(head), head[:200]
            self.open, self.buffer = True, rest
            if self.first and self.transport is not None:
                self.transport.write(masked(self.first))
            else:
                self.ready.set_result(None)
        while (message := self._message()) is not None:
            kind, body = message
            if kind == PING and self.transport is not None:
                self.transport.write(masked(body, kind=PONG))
            elif kind == TEXT:
                self._hear(body)

    def connection_lost(self, error: Exception | None) -> None:
        """Nobody may leave while it is measured; who was never answered may knock again."""
        self.crowd.lost += 1
        if not self.ready.done():
            self.ready.set_exception(ConnectionResetError())

    def _hear(self, message: bytes) -> None:
        head = message[:80]
        if b'"type":"frame"' in head:
            found = NUMBER.search(head)
            assert found is not None
            self.crowd.heard(int(found[1]))
        elif not self.ready.done():
            self.ready.set_result(None)

    def _message(self) -> tuple[int, bytes] | None:
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, at = buffer[1], 2
        if size == 126:
            size, at = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, at = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < at + size:
            return None
        self.buffer = buffer[at + size :]
        return buffer[0] & 0x0F, buffer[at : at + size]


class Crowd:
    """All clients of one kind, and when the last of them heard a number."""

    def __init__(self, *, path: str, cookie: str) -> None:
        self.members: list[Member] = []
        self.count: dict[int, int] = {}
        self.last_at: dict[int, float] = {}
        self.lost = 0
        key = base64.b64encode(os.urandom(16)).decode()
        self.greeting = (
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://localhost\r\nCookie: {cookie}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n"
        ).encode()

    async def grow(self, address: str, size: int, first: bytes) -> None:
        """Connect until there are ``size``, a few at once; return when all of them have been answered."""
        loop = asyncio.get_running_loop()
        while len(self.members) < size:
            pairs = [
                await loop.create_unix_connection(lambda: Member(self, first), address)
                for _one in range(min(AT_ONCE, size - len(self.members)))
            ]
            members = [member for _transport, member in pairs]
            await asyncio.gather(*(member.ready for member in members))
            self.members += members

    def heard(self, number: int) -> None:
        """Count; the last one's time stays."""
        self.count[number] = self.count.get(number, 0) + 1
        self.last_at[number] = time.perf_counter()

    async def all_heard(self, number: int, within: float = 60.0) -> float:
        """When the last member heard this number. Fails where one never does: a lost frame voids the run."""
        deadline = time.perf_counter() + within
        while self.count.get(number, 0) < len(self.members):
            assert time.perf_counter() < deadline, f"{self.count.get(number, 0)} of {len(self.members)} heard {number}"
            assert self.lost == 0, f"{self.lost} sockets were lost"
            await asyncio.sleep(0.002)
        return self.last_at[number]


def masked(text: bytes, *, kind: int = TEXT) -> bytes:
    """A short message from a client. The mask is zero: it hides nothing from ourselves."""
    assert len(text) < 126
    return bytes([0x80 | kind, 0x80 | len(text), 0, 0, 0, 0]) + text


def subscribe(channel: str) -> bytes:
    """The first words of a screen."""
    return json.dumps({"type": "subscribe", "channel": channel, "after": None}).encode()
