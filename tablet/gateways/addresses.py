"""Our own API, as a tablet's queue calls it: the very view behind the address that a sealed act names."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ACCEPTED
from kernel.played import PlayedRequest
from tablet.errors import AddressNotAllowed, ServerFailed
from tablet.states import ADDRESSES, Answer

API = "/api/"
FAILED = 500
REFUSED = 400


def place_of(address: str) -> ResolverMatch:
    """Where an address leads. Refuses (``address_not_allowed``) what is not on the list, and what leads nowhere."""
    try:
        match = resolve(API + address)
    except Resolver404 as error:
        raise AddressNotAllowed from error
    if match.url_name not in ADDRESSES:
        raise AddressNotAllowed
    return match


def play(address: str, *, body: dict[str, Any], asked: Asked, second: Actor | None) -> Answer:
    """Let the view behind the address take the act, as it takes one from the network, and say what it answered.

    The second person's field is filled here, with nothing: who he is stands in the envelope, not in the body.
    """
    match = place_of(address)
    field = ADDRESSES[match.url_name or ""]
    if field and second is not None:
        body = {**body, field: {}}
    request = PlayedRequest(API + address, body=json.dumps(body).encode(), asked=asked, second=second)
    request.resolver_match = match
    # What fails there is logged and told as the server's failure, as it would be to a browser.
    view = convert_exception_to_response(partial(match.func, *match.args, **match.kwargs))
    response = cast("HttpResponse", view(request))
    told = getattr(response, "data", None)
    if response.status_code >= FAILED or not isinstance(told, dict):
        return Answer(FAILED, ServerFailed.code)
    if response.status_code >= REFUSED:
        return Answer(response.status_code, str(told["code"]), told.get("detail"))
    return Answer(response.status_code, entry=UUID(response[ACCEPTED]) if ACCEPTED in response else None)
