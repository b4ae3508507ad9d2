"""The hub of a socket process: it hears each frame once, and looks every few seconds whether all is as it was.

Redis only rings; the truth is in PostgreSQL. A frame that was not heard is missed at the next frame,
or at the next look, and read there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog
from channels.db import database_sync_to_async
from django.db import Error as DatabaseError
from redis import RedisError

from board.consumers.door import Door
from board.consumers.feeds import Feed, Frame
from board.consumers.listeners import Listener, Message, times_message
from board.gateways import Heard, hearing
from board.policies import check_may_hear, may_hear
from board.selectors.channels import ChannelKey, channel_stored
from board.selectors.rights import Looked, Seat, channel_scope, look_again
from board.selectors.times import exam_times, times_now
from board.states import VENUE_PREFIX, RowKind
from exams.selectors.timelines import TimelineTold
from kernel.actors import SYSTEM
from kernel.errors import NotPermitted

# A right that ended is heard of within five seconds, and a beat goes out every five: two looks each.
LOOK_EVERY = 2.5
LOOKS_A_BEAT = 2
AGAIN_AFTER = 1.0
HEARS_WITHIN = 1.0

LOGIN_OVER = 4401
NO_RIGHT = 4403
BROKEN = 1011

log = structlog.get_logger(__name__)


class Hub:
    """All sockets of one process, the channels they hear, and the one subscription that feeds them."""

    def __init__(self) -> None:
        self._feeds: dict[ChannelKey, Feed] = {}
        self._listeners: dict[UUID, set[Listener]] = {}
        self._times: dict[UUID, TimelineTold] = {}
        self.door = Door()
        self._first_times = asyncio.Lock()
        self._hears = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._mending: set[Feed] = set()
        self._begin(self._keep(self._hear_all))
        self._begin(self._keep(self._look_on))

    async def let_in(self, listener: Listener) -> None:
        """Count a socket in. From now on its login and rights are looked at again and again."""
        async with self._first_times:  # of many who come together one reads them
            if listener.exam_id not in self._times:
                self._times[listener.exam_id] = await database_sync_to_async(exam_times)(listener.exam_id)
        self._listeners.setdefault(listener.exam_id, set()).add(listener)

    def let_go(self, listener: Listener) -> None:
        """Forget a socket."""
        listener.leave()
        self._listeners.get(listener.exam_id, set()).discard(listener)
        for channel in listener.channels:
            if feed := self._feeds.get((listener.exam_id, channel)):
                feed.listeners.discard(listener)

    async def subscribe(self, listener: Listener, channel: str, after: int | None) -> None:
        """Let a socket hear a channel: the frames after ``after``, or a snapshot where those are not all kept.

        Refuses (``not_permitted``) without a post that gives the channel. The subscription stands before
        the channel is read, and what comes in while it is read is held back: nothing is missed or doubled.
        """
        scope: str | None = listener.county
        if channel.startswith(VENUE_PREFIX):
            scope = await database_sync_to_async(channel_scope)(channel, listener.county)
        if scope is None:
            raise NotPermitted
        check_may_hear(listener.actor, channel, scope)
        feed = self._feeds.setdefault((listener.exam_id, channel), Feed((listener.exam_id, channel)))
        async with self._reading(feed):
            if feed.number is None:
                await self._hear_first()
                feed.restart(await self._stored(feed))
            if listener.gone:
                return
            listener.channels[channel] = scope
            feed.listeners.add(listener)
            for message in self._missing(feed, after):
                listener.put(message)

    def catch_up(self, listener: Listener) -> Iterable[Message]:
        """What a reader needs who was too slow for the frames: every channel of his anew."""
        for channel in listener.channels:
            if feed := self._feeds.get((listener.exam_id, channel)):
                yield feed.snapshot(self.times(listener.exam_id))

    def times(self, exam_id: UUID) -> dict[str, Any]:
        """Server time, exam time and how exam time goes, at this instant."""
        return times_now(self._times[exam_id])

    def _missing(self, feed: Feed, after: int | None) -> list[Message]:
        missing = feed.since(after)
        times = self.times(feed.key[0])
        return [feed.snapshot(times)] if missing is None else [*missing, times_message("beat", times)]

    async def _hear_first(self) -> None:
        # Without Redis the board still goes: by the looks alone, every few seconds.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._hears.wait(), HEARS_WITHIN)

    async def _stored(self, feed: Feed) -> Any:
        return await database_sync_to_async(channel_stored)(SYSTEM, *feed.key)

    @asynccontextmanager
    async def _reading(self, feed: Feed) -> AsyncIterator[None]:
        """Hold the feed while it is read; then take what came in meanwhile."""
        async with feed.lock:
            yield
            followed = [feed.take(frame) for frame in feed.held()]
        if not all(followed):
            self._mend(feed)

    async def _hear_all(self) -> None:
        try:
            async for heard in hearing():
                if heard is None:
                    self._hears.set()
                    await self._look()
                else:
                    self._hear(heard)
        finally:
            self._hears.clear()

    def _hear(self, heard: Heard) -> None:
        feed = self._feeds.get((heard.exam_id, heard.channel))
        if feed is None:
            return
        frame = Frame.read(heard.text)
        if feed.lock.locked():
            feed.hold(frame)
        elif not feed.take(frame):
            self._mend(feed)
        if frame.touches(RowKind.EXAM):
            self._begin(self._tell_times(heard.exam_id))

    async def _tell_times(self, exam_id: UUID) -> None:
        """An exam's time was stopped, moved or let go: the screens hear of it before the next beat."""
        self._times[exam_id] = await database_sync_to_async(exam_times)(exam_id)
        self._beat(exam_id)

    def _beat(self, exam_id: UUID) -> None:
        message = times_message("beat", self.times(exam_id))
        for listener in self._listeners.get(exam_id, ()):
            if not listener.is_busy:
                listener.put(message)

    def _mend(self, feed: Feed) -> None:
        if feed not in self._mending:
            self._mending.add(feed)
            self._begin(self._mend_now(feed))

    async def _mend_now(self, feed: Feed) -> None:
        """Pass on what was not heard, or, where that is not kept or does not follow, everything anew."""
        try:
            async with self._reading(feed):
                stored = await self._stored(feed)
                if not feed.follow(stored):
                    feed.restart(stored)
                    feed.tell(feed.snapshot(self.times(feed.key[0])))
        finally:
            self._mending.discard(feed)

    async def _look_on(self) -> None:
        looks = 0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._look()
            looks += 1
            if looks % LOOKS_A_BEAT == 0:
                for exam_id in self._listeners:
                    self._beat(exam_id)

    async def _look(self) -> None:
        """Read at once whose rights still stand, how far each channel is, and each exam's time."""
        self._listeners = {exam_id: heard_by for exam_id, heard_by in self._listeners.items() if heard_by}
        self._feeds = {key: feed for key, feed in self._feeds.items() if feed.listeners or feed.lock.locked()}
        if not self._listeners:
            return
        seats = {listener.seat for listeners in self._listeners.values() for listener in listeners}
        looked = await database_sync_to_async(look_again)(
            seats=seats, channels=list(self._feeds), exams=list(self._listeners)
        )
        heard = {exam_id: told for exam_id, told in self._times.items() if exam_id in self._listeners}
        self._times = {**heard, **looked.times}
        self._hold_to_rights(looked, seats)
        for key, number in looked.numbers.items():
            feed = self._feeds.get(key)
            if feed is not None and feed.number is not None and feed.number != number and not feed.lock.locked():
                self._mend(feed)

    def _hold_to_rights(self, looked: Looked, seats: set[Seat]) -> None:
        for listener in [one for listeners in self._listeners.values() for one in listeners if one.seat in seats]:
            actor = looked.actors.get(listener.seat)
            if actor is None:
                self._send_away(listener, LOGIN_OVER)
                continue
            listener.actor = actor
            if not all(may_hear(actor, channel, scope) for channel, scope in listener.channels.items()):
                self._send_away(listener, NO_RIGHT)

    def _send_away(self, listener: Listener, code: int) -> None:
        self.let_go(listener)
        self._begin(listener.close(code))

    async def _keep(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do this for ever. Servers that are away are waited for; anything else is a bug and ends the hub."""
        while True:
            try:
                await work()
            except (RedisError, DatabaseError, OSError) as error:
                log.warning("the board waits for a server", error=str(error))
            await asyncio.sleep(AGAIN_AFTER)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or task.exception() is None:
            return
        error = task.exception()
        if isinstance(error, RedisError | DatabaseError | OSError):
            log.warning("the board waits for a server", error=str(error))
            return
        log.error("the board's hub broke", exc_info=error)
        _hubs.pop(task.get_loop(), None)
        for left in [one for listeners in self._listeners.values() for one in listeners]:
            self._send_away(left, BROKEN)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub_here() -> Hub:
    """The one hub of this process."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
