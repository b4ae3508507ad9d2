"""The door of a socket process: whoever knocks while it is being opened for others goes in with the next ones."""

from __future__ import annotations

import asyncio
from collections import deque

from channels.db import database_sync_to_async

from board.consumers.logins import Entry, Knock, let_in

MOST_AT_ONCE = 250


class Door:
    """Those who wait, and the one visit to the database that is made for them."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Knock, asyncio.Future[Entry]]] = deque()
        self._opening: asyncio.Task[None] | None = None

    async def knock(self, knock: Knock) -> Entry:
        """Wait to be let in, or to be told why not."""
        answer: asyncio.Future[Entry] = asyncio.get_running_loop().create_future()
        self._waiting.append((knock, answer))
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        return await answer

    async def _open(self) -> None:
        while self._waiting:
            together = [self._waiting.popleft() for _one in range(min(MOST_AT_ONCE, len(self._waiting)))]
            visit = database_sync_to_async(let_in)([knock for knock, _answer in together])
            reading = asyncio.get_running_loop().create_task(visit)
            await asyncio.wait({reading})
            error = reading.exception()
            for at, (_knock, answer) in enumerate(together):
                if answer.done():  # he has gone away
                    continue
                if error is not None:
                    answer.set_exception(error)
                else:
                    answer.set_result(reading.result()[at])
        self._opening = None
