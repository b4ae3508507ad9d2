"""Requests that no network brought: sealed acts, played through the addresses they name."""

from __future__ import annotations

import io

from django.http import HttpRequest
from rest_framework.request import Request

from kernel.act import Asked
from kernel.actors import Actor


class PlayedRequest(HttpRequest):
    """An act out of a tablet's queue, played through the very address that it names.

    Its actor was proved by the signatures in its envelope, and its act id, times and device are those sealed there.
    Only this process can make one: nothing that comes over the network is of this class, whatever its headers say.
    """

    def __init__(self, path: str, *, body: bytes, asked: Asked, second: Actor | None) -> None:
        super().__init__()
        self.method = "POST"
        self.path = self.path_info = path
        self.META = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body))}
        self.content_type = "application/json"
        self._body = body
        self._stream = io.BytesIO(body)
        self._read_started = False
        self.asked = asked
        self.second = second


def played(request: Request) -> PlayedRequest | None:
    """The request as one that is played out of a queue; None where it came over the network."""
    inner = request._request
    return inner if isinstance(inner, PlayedRequest) else None
