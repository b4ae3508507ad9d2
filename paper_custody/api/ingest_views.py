"""Where other people's tools send positions: ``/ingest/...``, each with its own body, answer and verbs.

Nobody is logged in here: a source proves itself by its secret, as ``Authorization: Bearer``, as the password of
``Basic``, or, where a telephone can be told nothing but an address, as ``token`` in it. The token is never kept.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from kernel.errors import DomainError
from paper_custody.services.ingest import take_body
from paper_custody.states.positions import MOST_BYTES, Feed, Sent

TOKEN = "token="  # noqa: S105  # the name of the parameter
KEPT_HEADERS = ("X-Limit-U", "X-Limit-D")


def secret_of(request: HttpRequest) -> str:
    """The secret that the source shows, or nothing."""
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return shown.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(shown, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return request.GET.get("token", "")


@method_decorator(csrf_exempt, name="dispatch")
class IngestView(View):
    """A feed's address. 2xx says that the body is on record; a refusal is JSON like every other."""

    feed: ClassVar[Feed]
    answer: ClassVar[Any] = {}
    is_event: ClassVar[bool] = False
    http_method_names = ["post"]  # Django's own name

    def post(self, request: HttpRequest) -> HttpResponse:
        """The body as it came, one byte more than is taken at most."""
        body = request.read(MOST_BYTES + 1)
        return self.take(request, Sent(body=body, headers=self.headers(request), is_event=self.is_event))

    def take(self, request: HttpRequest, sent: Sent) -> HttpResponse:
        """One service, and its answer in the tool's own words."""
        try:
            take_body(feed=self.feed, secret=secret_of(request), sent=sent)
        except DomainError as refusal:
            return HttpResponse(json.dumps(refusal.answer()), content_type="application/json", status=refusal.status)
        return HttpResponse(json.dumps(self.answer), content_type="application/json")

    def headers(self, request: HttpRequest) -> dict[str, str]:
        """The tool's own headers, where it says more in them."""
        return {name: request.headers[name] for name in KEPT_HEADERS if name in request.headers}


class TraccarPositionView(IngestView):
    """POST ``{position, device}`` as Traccar forwards it."""

    feed = Feed.TRACCAR


class TraccarEventView(IngestView):
    """POST ``{event, position, device, geofence}`` as Traccar forwards it. The event is kept beside its position."""

    feed = Feed.TRACCAR
    is_event = True


class OwnTracksView(IngestView):
    """POST a location; the telephone expects a list."""

    feed = Feed.OWNTRACKS
    answer: ClassVar[Any] = []


class OsmAndView(IngestView):
    """GET with everything in the address, or POST a form or JSON."""

    feed = Feed.OSMAND
    http_method_names = ["get", "post"]  # Django's own name

    def get(self, request: HttpRequest) -> HttpResponse:
        """The address's query is the body."""
        return self.take(request, Sent(body=_query(request), headers={}, is_query=True))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Traccar Client before version 9 posts nothing but an address."""
        body = request.read(MOST_BYTES + 1)
        return self.take(request, Sent(body=body or _query(request), headers={}, is_query=not body))


def _query(request: HttpRequest) -> bytes:
    """The query as it came, without the secret."""
    parts = str(request.META.get("QUERY_STRING", "")).split("&")
    return "&".join(part for part in parts if not part.startswith(TOKEN)).encode()
