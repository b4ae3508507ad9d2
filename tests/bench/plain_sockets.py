"""One socket process with the board's own sockets, and beside them plain ``group_send`` as the library does it."""

from __future__ import annotations

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402 - only after the settings are chosen
from channels.layers import channel_layers  # noqa: E402
from channels.routing import URLRouter  # noqa: E402
from channels_redis.core import RedisChannelLayer  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from examops.asgi import application as board  # noqa: E402

GROUP = "wall"
# Raised so that nothing is lost: a lost frame would make the baseline look quick.
CAPACITY = 100_000


def plain_layer() -> RedisChannelLayer:
    """The channel layer of the library, on the run's own Redis."""
    # The client's own limits would end sockets: 100 connections, and a read that waits five seconds.
    host = {
        "address": settings.REDIS_URL,
        "socket_timeout": None,
        "socket_connect_timeout": 60,
        "max_connections": CAPACITY,
    }
    return RedisChannelLayer(hosts=[host], capacity=CAPACITY)


class PlainConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels ships no types
    """What its tutorial shows: one group, one message to each channel, sent as it comes."""

    channel_layer_alias = "plain"
    groups = [GROUP]

    async def frame(self, message: dict[str, str]) -> None:
        """Pass a message of the group on."""
        await self.send(text_data=message["text"])


channel_layers.backends["plain"] = plain_layer()
plain = URLRouter([path("ws/plain/", PlainConsumer.as_asgi())])


async def application(scope: dict[str, object], receive: object, send: object) -> None:
    """By path."""
    await (plain if scope["path"] == "/ws/plain/" else board)(scope, receive, send)


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(
        application,
        uds=sys.argv[1],
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
    )
