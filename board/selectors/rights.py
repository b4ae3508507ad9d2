"""Who stands behind a socket, again and again: a right that ended must not go on hearing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.exceptions import ObjectDoesNotExist
from django.utils.crypto import constant_time_compare

from board.selectors.channels import ChannelKey, numbers_of
from board.states import VENUE_PREFIX
from exams.selectors.sessions import exam_of
from exams.selectors.timelines import TimelineTold, timeline_told
from kernel.actors import SYSTEM, Actor
from kernel.scope import reading
from kernel.time import now
from organisation.models import Login
from organisation.selectors import actors_of_logins
from venues.selectors.places import venues_of


@dataclass(frozen=True, slots=True)
class Seat:
    """By what a socket was let in: the login, its session, and the session's mark of the password then."""

    login_id: UUID
    session_key: str
    password_mark: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who was let in to which exam, and of which county that exam is."""

    exam_id: UUID
    actor: Actor
    scope: str


Wish = tuple[Actor, UUID | None]


def admitted(wishes: Collection[Wish]) -> dict[Wish, Admitted]:
    """Of those who ask for an exam, those in whose sight it is; that is one county's, whoever of it asks."""
    found: dict[tuple[str, UUID], str | None] = {}
    told: dict[Wish, Admitted] = {}
    for actor, exam_id in wishes:
        if exam_id is None:
            continue
        if (actor.scope, exam_id) not in found:
            found[actor.scope, exam_id] = _scope_seen(actor, exam_id)
        if (scope := found[actor.scope, exam_id]) is not None:
            told[actor, exam_id] = Admitted(exam_id=exam_id, actor=actor, scope=scope)
    return told


def _scope_seen(actor: Actor, exam_id: UUID) -> str | None:
    """The exam's county. None where row-level security shows the actor no such exam."""
    try:
        with reading(actor, exam_id):
            return exam_of(exam_id).scope
    except ObjectDoesNotExist:
        return None


def channel_scope(channel: str, county: str) -> str | None:
    """Where the right to a channel is needed: at the county, or at the venue of that code. None: no such venue."""
    if not channel.startswith(VENUE_PREFIX):
        return county
    code = channel.removeprefix(VENUE_PREFIX)
    with reading(SYSTEM):
        return venues_of(county).filter(code=code).values_list("scope", flat=True).first()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a socket process needs to know every few seconds, read at once."""

    actors: Mapping[Seat, Actor]
    numbers: Mapping[ChannelKey, int]
    times: Mapping[UUID, TimelineTold]


def look_again(*, seats: Collection[Seat], channels: Collection[ChannelKey], exams: Collection[UUID]) -> Looked:
    """Whose login still stands and with what rights, how far each channel is, and each exam's time."""
    with reading(SYSTEM):
        return Looked(
            actors=actors_of_seats(seats),
            numbers=numbers_of(channels),
            times=dict(_times(exams)),
        )


def _times(exams: Collection[UUID]) -> Iterator[tuple[UUID, TimelineTold]]:
    for exam_id in exams:
        with suppress(ObjectDoesNotExist):
            yield exam_id, timeline_told(exam_id)


def actors_of_seats(seats: Collection[Seat]) -> dict[Seat, Actor]:
    """Who sits there: not where the session is over, the login is closed, or the password is another since."""
    keys = {seat.session_key for seat in seats}
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=now()).values_list("session_key", flat=True)
    )
    logins = {login.pk: login for login in Login.objects.filter(pk__in={s.login_id for s in seats}, is_active=True)}
    actors = actors_of_logins(list(logins.values()))
    marks = {pk: login.get_session_auth_hash() for pk, login in logins.items()}
    return {
        seat: actors[seat.login_id]
        for seat in seats
        if seat.session_key in alive
        and seat.login_id in logins
        and constant_time_compare(marks[seat.login_id], seat.password_mark)
    }
