"""Reads: who acts, and with what rights."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, Q, QuerySet
from django.utils.crypto import constant_time_compare

from kernel.actors import SYSTEM, Actor
from kernel.scope import reading
from kernel.time import now
from organisation.gateways import roles
from organisation.models import Login, Person, Post, Signing, Slip
from organisation.policies import county_of
from organisation.states import BY_SIGNING, Screen, fast_hash

NOWHERE = "/nowhere/"


def posts_held(at: dt.datetime) -> QuerySet[Post]:
    """The posts in force at ``at``."""
    return Post.objects.filter(starts_at__lte=at, ends_at__gt=at)


def actor_of_login(login: Login, *, proved_by: str = "login") -> Actor:
    """The actor behind a login, with the rights of the posts held at this moment.

    Real time, not exam time: a drill must not revive posts that have ended.
    """
    return actors_of_logins([login], proved_by=proved_by)[login.pk]


def actors_of_logins(logins: Sequence[Login], *, proved_by: str = "login") -> dict[UUID, Actor]:
    """The actors behind many logins at once, by login: two reads, however many they are."""
    people = [login.person_id for login in logins if login.person_id]
    with reading(SYSTEM):
        held = list(posts_held(now()).filter(person_id__in=people).values_list("person_id", "role", "unit__path"))
        scopes = dict(Person.objects.filter(pk__in=people).values_list("pk", "scope"))
    known, grants = roles(), defaultdict[UUID, set[tuple[str, str]]](set)
    for person_id, role, path in held:
        if role in known:
            grants[person_id].update((str(one), path) for one in known[role].gives)
    return {
        login.pk: Actor(
            scope=county_of(scopes[login.person_id]) if login.person_id in scopes else NOWHERE,
            person_id=login.person_id,
            login_id=login.pk,
            grants=frozenset(grants[login.person_id]) if login.person_id else frozenset(),
            proved_by=proved_by,
        )
        for login in logins
    }


def actor_by_signing(token: str, *, first: Actor, screen: Screen) -> Actor | None:
    """The second person who signs at this screen by the token, with the rights that he holds at this moment.

    None where the token is of no open signing of this very login, session, exam and kind of act, where its time
    is over, and where the second's login was closed or given another password since.
    """
    found = Signing.objects.select_related("second_login").filter(
        token_hash=fast_hash(token),
        login=first.login_id,
        first=first.person_id,
        exam_id=screen.exam_id,
        session_hash=screen.session_hash,
        purpose=screen.purpose,
        ended_at=None,
        until__gt=now(),
        second_login__is_active=True,
    )
    signing = found.first()
    if signing is None or not constant_time_compare(signing.second_mark, signing.second_login.get_session_auth_hash()):
        return None
    actor = actor_of_login(signing.second_login, proved_by=BY_SIGNING)
    return replace(actor, proved_at=signing.proved_at, signing_id=signing.pk)


def signings_with(actor: Actor, exam_id: UUID) -> QuerySet[Signing]:
    """The open signings of an exam in which the actor is one of the two, the latest first."""
    is_one = Q(first_id=actor.person_id) | Q(second_id=actor.person_id)
    is_open = Signing.objects.filter(is_one, exam_id=exam_id, ended_at=None, until__gt=now())
    return is_open.order_by("-proved_at", "pk")


def people_of(scope: str) -> QuerySet[Person]:
    """People of a county, with their posts and units."""
    posts = Prefetch("posts", Post.objects.select_related("unit").order_by("starts_at"))
    return Person.objects.filter(scope__startswith=scope).select_related("unit").prefetch_related(posts)


def logins_without_password(scope: str) -> QuerySet[Login]:
    """Logins of a county's people that were never taken into use, in order of unit and name."""
    unused = Login.objects.filter(
        password__startswith=UNUSABLE_PASSWORD_PREFIX, is_active=True, person__scope__startswith=scope
    )
    return unused.order_by("person__unit__path", "person__pinyin")


def logins_without_slip(scope: str, at: dt.datetime) -> QuerySet[Login]:
    """Those of them that have no open slip either."""
    return logins_without_password(scope).exclude(slips__in=Slip.objects.filter(used_at=None, expires_at__gt=at))


def names_of(people: set[UUID]) -> dict[UUID, str]:
    """Names by person id."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def holders_of(role: str, scope: str, at: dt.datetime) -> QuerySet[Person]:
    """Who holds ``role`` exactly at ``scope`` now."""
    return Person.objects.filter(posts__in=posts_held(at).filter(role=role, unit__path=scope)).distinct()
