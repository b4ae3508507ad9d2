"""The addresses of sockets, one line each."""

from __future__ import annotations

from django.urls import URLPattern, path

from board.consumers.sockets import BoardConsumer

SOCKETS: list[URLPattern] = [
    path("ws/board/", BoardConsumer.as_asgi()),
]
