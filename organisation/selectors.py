"""Reads: who acts, and with what rights."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, QuerySet

from kernel.actors import SYSTEM, Actor
from kernel.scope import reading
from kernel.time import now
from organisation.gateways import roles
from organisation.models import Login, Person, Post, Slip
from organisation.policies import county_of

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


def entitled(people: Collection[UUID], capability: str, scope: str, at: dt.datetime) -> set[UUID]:
    """Which of these people hold a post now that gives ``capability`` at ``scope`` or above it, login or none."""
    known = roles()
    held = posts_held(at).filter(person_id__in=people).values_list("person_id", "role", "unit__path")
    return {
        person
        for person, role, path in held
        if role in known and capability in known[role].gives and scope.startswith(path)
    }


def people_entitled(capabilities: Collection[str], scope: str, at: dt.datetime) -> QuerySet[Person]:
    """Who may do one of these there now, by name."""
    giving = [code for code, role in roles().items() if set(capabilities) & {str(one) for one in role.gives}]
    above = [scope[: place + 1] for place, letter in enumerate(scope) if letter == "/"]
    held = posts_held(at).filter(role__in=giving, unit__path__in=above)
    return Person.objects.filter(posts__in=held).distinct().order_by("pinyin", "staff_number")
