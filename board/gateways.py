"""Redis, as the board's bell. What it carries is a copy: whoever misses a ring reads the frame in PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import redis
import redis.asyncio
import structlog
from django.conf import settings

PREFIX = "examops:board:"
PATIENCE = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """A frame as it came over Redis: for which channel of which exam, and its text."""

    exam_id: UUID
    channel: str
    text: str


_ringer: list[redis.Redis] = []


def ring(heard: Sequence[Heard]) -> None:
    """Tell every socket process of frames that have been committed.

    A Redis that does not answer is no reason to stop: the frames are in PostgreSQL, and the sockets
    look there by themselves every few seconds.
    """
    if not _ringer:
        _ringer.append(redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE))
    try:
        with _ringer[0].pipeline(transaction=False) as pipe:
            for one in heard:
                pipe.publish(f"{PREFIX}{one.exam_id}:{one.channel}", one.text)
            pipe.execute()
    except redis.RedisError as error:
        log.warning("frames were not announced", frames=len(heard), error=str(error))


async def hearing() -> AsyncIterator[Heard | None]:
    """Every frame of every board, over one subscription. None each time that the subscription (again) stands."""
    client = redis.asyncio.from_url(settings.REDIS_URL, decode_responses=True)
    try:
        async with client.pubsub() as subscription:
            await subscription.psubscribe(f"{PREFIX}*")
            async for message in subscription.listen():
                if message["type"] == "psubscribe":
                    yield None
                elif message["type"] == "pmessage":
                    exam_id, channel = message["channel"].removeprefix(PREFIX).split(":", 1)
                    yield Heard(UUID(exam_id), channel, message["data"])
    finally:
        await client.aclose()
