"""``/ws/board/?exam=<uuid>``: one socket of a screen."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from channels.generic.websocket import AsyncWebsocketConsumer

from board.consumers.hub import LOGIN_OVER, NO_RIGHT, Hub, hub_here
from board.consumers.listeners import Listener, times_message
from board.consumers.logins import Knock
from kernel.errors import NotPermitted

LONGEST_MESSAGE = 2_000
UNREADABLE = 4400


class BoardConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels ships no types
    """Lets a login in to one exam, and passes on what the client asks for. What it hears is the hub's business.

    No channel layer: the hub writes to the sockets itself.
    """

    channel_layer_alias = None
    listener: Listener | None = None
    hub: Hub

    async def connect(self) -> None:
        """Accept, so that a refusal has a code that the page understands; then let in or send away."""
        await self.accept()
        self.hub = hub_here()
        entry = await self.hub.door.knock(Knock(_cookies(self.scope), _exam_asked_for(self.scope)))
        if entry.seat is None or entry.admitted is None:
            await self.close(LOGIN_OVER if entry.seat is None else NO_RIGHT)
            return
        self.listener = Listener(self.base_send, seat=entry.seat, admitted=entry.admitted, catch_up=self.hub.catch_up)
        await self.hub.let_in(self.listener)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """``subscribe`` or ``ping``; whoever says anything else is sent away."""
        if self.listener is None or self.listener.gone:
            return
        match _read(text_data):
            case {"type": "ping"}:
                self.listener.put(times_message("pong", self.hub.times(self.listener.exam_id)))
            case {"type": "subscribe", "channel": str(channel), **rest}:
                await self._subscribe(channel, rest.get("after"))
            case _:
                await self.close(UNREADABLE)

    async def disconnect(self, code: int) -> None:
        """The socket has ended."""
        if self.listener is not None:
            self.hub.let_go(self.listener)

    async def _subscribe(self, channel: str, after: Any) -> None:
        if self.listener is None:
            return
        try:
            await self.hub.subscribe(self.listener, channel, after if isinstance(after, int) else None)
        except NotPermitted:
            self.hub.let_go(self.listener)
            await self.close(NO_RIGHT)


def _read(text: str | None) -> Any:
    if text is None or len(text) > LONGEST_MESSAGE:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _cookies(scope: dict[str, Any]) -> str:
    return "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")


def _exam_asked_for(scope: dict[str, Any]) -> UUID | None:
    try:
        return UUID(parse_qs(scope["query_string"].decode("latin-1")).get("exam", [""])[0])
    except ValueError:
        return None
