"""Every request has a number, to quote when something failed; it stands in the answer and in every line logged."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from structlog.contextvars import bound_contextvars, get_contextvars

HEADER = "Request-Number"


def numbered(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: draw the number. Eight digits and letters can be read out on the telephone."""

    def answer_numbered(request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(4)
        with bound_contextvars(request=number):
            response = answer(request)
        response[HEADER] = number
        return response

    return answer_numbered


def server_failed(request: HttpRequest) -> HttpResponse:
    """The page of a failure, with the number. It is rendered without the request: that may be what failed."""
    page = render_to_string("500.html", {"request_id": get_contextvars().get("request", "")})
    return HttpResponseServerError(page)
