"""Whose logins stand behind handshakes, by Django's own rules: all that wait together, in one visit to the database.

After a restart every screen of a county knocks in the same second. One by one, each with a handful of reads, the last
of thousands would wait longer than a screen has patience, and knock again.

Not the library's stack of middleware: its copies of everything, kept for as long as the socket lives,
cost each socket a fifth of its memory, and each message four more calls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import parse_cookie

from board.selectors.rights import Admitted, Seat, actors_of_seats, admitted
from kernel.time import now
from organisation.models import Login
from organisation.selectors import lacks_second_factor


@dataclass(frozen=True, slots=True)
class Knock:
    """What a handshake brings: its cookies, and the exam it asks for."""

    cookies: str
    exam_id: UUID | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of knocking: no seat without a login, nothing admitted without the exam in sight."""

    seat: Seat | None = None
    admitted: Admitted | None = None


def let_in(knocks: Sequence[Knock]) -> list[Entry]:
    """The seat of each one's session, and what it is let in to: in their order, in reads that do not grow with them."""
    sessions = _sessions({key for knock in knocks if (key := _key_in(knock.cookies))})
    seats = [_seat_of(sessions, _key_in(knock.cookies)) for knock in knocks]
    actors = actors_of_seats({seat for seat in seats if seat is not None})
    logins = Login.objects.filter(pk__in={seat.login_id for seat in actors})
    lacking = {login.pk for login in logins if lacks_second_factor(login)}
    asked = list(zip(seats, knocks, strict=True))
    seen = admitted({(actors[seat], knock.exam_id) for seat, knock in asked if seat in actors})
    entries = []
    for seat, knock in asked:
        if seat is None or seat not in actors:
            entries.append(Entry())
        elif seat.login_id in lacking:
            entries.append(Entry(seat))
        else:
            entries.append(Entry(seat, seen.get((actors[seat], knock.exam_id))))
    return entries


def _key_in(cookies: str) -> str | None:
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)


def _sessions(keys: set[str]) -> dict[str, Mapping[str, Any]]:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    kept = Session.objects.filter(session_key__in=keys, expire_date__gt=now())
    return {key: store.decode(data) for key, data in kept.values_list("session_key", "session_data")}


def _seat_of(sessions: Mapping[str, Mapping[str, Any]], key: str | None) -> Seat | None:
    """The login that the session says, where the way in which it was made is still one of ours."""
    told = sessions.get(key or "", {})
    if key is None or told.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return Seat(UUID(told[SESSION_KEY]), key, told.get(HASH_SESSION_KEY, ""))
