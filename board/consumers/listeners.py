"""One socket as the hub sees it: who listens, to what, and what is still to be written to him."""

from __future__ import annotations

import asyncio
import contextlib
import json
import types
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from typing import Any

from board.selectors.rights import Admitted, Seat

Message = dict[str, Any]
Send = Callable[[Message], Coroutine[Any, Any, None]]

MOST_WAITING = 64
# A socket that has ended refuses what is sent to it: with an OSError where the reader left, and with a
# RuntimeError where the server itself has closed it, because pings stayed unanswered.
GONE = (OSError, RuntimeError)


def text_message(text: str) -> Message:
    """A text as ASGI sends it. The hub makes one per frame and hands the same to every socket."""
    return {"type": "websocket.send", "text": text}


def times_message(kind: str, times: dict[str, Any]) -> Message:
    """A sign of life with the times: a ``beat``, or the ``pong`` to a ping."""
    return text_message(json.dumps({"type": kind, **times}))


class Listener:
    """A socket that was let in.

    What is put here is written at once where the socket takes it. Where it does not, up to
    ``MOST_WAITING`` messages wait; a reader that is slower than that loses them all, and gets a fresh
    snapshot of each of his channels when he can read again.
    """

    def __init__(self, send: Send, *, seat: Seat, admitted: Admitted, catch_up: CatchUp) -> None:
        self.seat = seat
        self.actor = admitted.actor
        self.exam_id = admitted.exam_id
        self.county = admitted.scope
        self.channels: dict[str, str] = {}
        self.gone = False
        self._send = send
        self._catch_up = catch_up
        self._waiting: deque[Message] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._behind = False

    def put(self, message: Message) -> None:
        """Write the message, or let it wait its turn. Never waits itself."""
        if self.gone or self._behind:
            return
        if self._writing is None:
            self._begin(message)
        elif len(self._waiting) < MOST_WAITING:
            self._waiting.append(message)
        else:
            self._waiting.clear()
            self._behind = True

    @property
    def is_busy(self) -> bool:
        """Whether the socket has not yet taken what was written to it."""
        return self._writing is not None

    def leave(self) -> None:
        """Write nothing more."""
        self.gone = True
        self._waiting.clear()

    async def close(self, code: int) -> None:
        """End the socket with a code that says why."""
        self.leave()
        with contextlib.suppress(*GONE):
            await self._send({"type": "websocket.close", "code": code})

    def _begin(self, message: Message) -> None:
        # The send is run as far as it goes without waiting, which is all the way unless the reader is
        # slow: a task for each frame and socket would cost more than the frame itself.
        sending = self._send(message)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except GONE:
            self.leave()
            return
        self._writing = asyncio.create_task(self._write_on(_rest_of(sending, waits_for)))

    async def _write_on(self, begun: Awaitable[None]) -> None:
        try:
            await begun
            while not self.gone and (self._waiting or self._behind):
                if self._behind:
                    self._behind = False
                    self._waiting.extend(self._catch_up(self))
                if self._waiting:
                    await self._send(self._waiting.popleft())
        except GONE:
            self.leave()
        finally:
            self._writing = None


CatchUp = Callable[[Listener], Iterable[Message]]


@types.coroutine
def _rest_of(begun: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was begun by hand and stands waiting for ``waits_for``."""
    while True:
        thrown: BaseException | None = None
        answer = None
        try:
            answer = yield waits_for
        except BaseException as error:
            thrown = error
        try:
            waits_for = begun.send(answer) if thrown is None else begun.throw(thrown)
        except StopIteration:
            return
