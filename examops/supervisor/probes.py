"""Does it answer? Asked without waiting: a server that hangs must not hang its supervisor."""

from __future__ import annotations

import contextlib
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

ASK_EVERY = 2.0
ANSWER_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Question:
    """Where to ask, what to say, and how a live answer begins."""

    address: str | tuple[str, int]
    words: bytes
    answer: bytes = b""


def http(path: str, socket_path: str) -> Question:
    """A page on a unix socket."""
    words = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    return Question(socket_path, words.encode(), b"HTTP/1.1 200")


def postgres(socket_path: str) -> Question:
    """PostgreSQL's request for TLS: the postmaster itself answers, even while it replays its log."""
    return Question(socket_path, b"\x00\x00\x00\x08\x04\xd2\x16\x2f")


def redis(socket_path: str) -> Question:
    """Anything at all, "no authentication" included, is a sign of life."""
    return Question(socket_path, b"PING\r\n")


def https(port: int) -> Question:
    """Plain HTTP to a TLS port is answered with a refusal, which is a sign of life too."""
    return Question(("127.0.0.1", port), b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")


class Probe:
    """Asks one question again and again through the supervisor's selector."""

    def __init__(self, question: Question, selector: selectors.BaseSelector, alive: Callable[[], None]) -> None:
        self._question = question
        self._selector = selector
        self._alive = alive
        self._socket: socket.socket | None = None
        self._asked_at = 0.0
        self._heard = b""

    def tick(self) -> None:
        """Ask when it is time; give up a question that stayed without an answer."""
        waited = time.monotonic() - self._asked_at
        if self._socket is not None and waited > ANSWER_WITHIN:
            self.close()
        if self._socket is None and waited > ASK_EVERY:
            self._ask()

    def close(self) -> None:
        """Forget the question that is out."""
        if self._socket is not None:
            with contextlib.suppress(KeyError):
                self._selector.unregister(self._socket)
            self._socket.close()
            self._socket = None

    def _ask(self) -> None:
        self._asked_at = time.monotonic()
        self._heard = b""
        family = socket.AF_UNIX if isinstance(self._question.address, str) else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        try:
            with contextlib.suppress(BlockingIOError):
                self._socket.connect(self._question.address)
        except OSError:
            self.close()
            return
        self._selector.register(self._socket, selectors.EVENT_WRITE, self._speak)

    def _speak(self) -> None:
        if self._socket is None:
            return
        try:
            self._socket.send(self._question.words)
        except OSError:
            self.close()
            return
        self._selector.modify(self._socket, selectors.EVENT_READ, self._listen)

    def _listen(self) -> None:
        if self._socket is None:
            return
        try:
            heard = self._socket.recv(4096)
        except OSError:
            heard = b""
        self._heard += heard
        if heard and len(self._heard) < len(self._question.answer):
            return
        if self._heard and self._heard.startswith(self._question.answer):
            self._alive()
        self.close()
