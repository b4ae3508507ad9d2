"""Whose login stands behind a handshake, by Django's own rules, in one visit to the database.

Not the library's stack of middleware: its copies of everything, kept for as long as the socket lives,
cost each socket a fifth of its memory, and each message four more calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, get_user
from django.http import HttpRequest, parse_cookie

from board.selectors.rights import Admitted, Seat, admitted
from organisation.models import Login
from organisation.selectors import lacks_second_factor


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of knocking: no seat without a login, nothing admitted without the exam in sight."""

    seat: Seat | None = None
    admitted: Admitted | None = None


def let_in(cookies: str, exam_id: UUID | None) -> Entry:
    """The seat of the session in these cookies, and what it is let in to."""
    request = HttpRequest()
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    login = get_user(request)
    if key is None or not isinstance(login, Login):
        return Entry()
    seat = Seat(login.pk, key, request.session[HASH_SESSION_KEY])
    if exam_id is None or lacks_second_factor(login):
        return Entry(seat)
    return Entry(seat, admitted(login, exam_id))
