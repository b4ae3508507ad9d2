"""Reads: who acts, and with what rights."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from kernel.actors import SYSTEM, Actor
from kernel.scope import reading
from kernel.time import now
from organisation.gateways import roles
from organisation.models import Login, Person, Post
from organisation.policies import county_of

NOWHERE = "/nowhere/"


def posts_held(at: dt.datetime) -> QuerySet[Post]:
    """The posts in force at ``at``."""
    return Post.objects.filter(starts_at__lte=at, ends_at__gt=at)


def actor_of_login(login: Login, *, proved_by: str = "login") -> Actor:
    """The actor behind a login, with the rights of the posts held at this moment.

    Real time, not exam time: a drill must not revive posts that have ended.
    """
    with reading(SYSTEM):
        held = list(posts_held(now()).filter(person_id=login.person_id).values_list("role", "unit__path"))
        person = Person.objects.filter(pk=login.person_id).first()
    known = roles()
    return Actor(
        scope=county_of(person.scope) if person else NOWHERE,
        person_id=login.person_id,
        login_id=login.pk,
        grants=frozenset((str(one), path) for role, path in held if role in known for one in known[role].gives),
        proved_by=proved_by,
    )


def people_of(scope: str) -> QuerySet[Person]:
    """People of a county, with their posts and units."""
    posts = Prefetch("posts", Post.objects.select_related("unit").order_by("starts_at"))
    return Person.objects.filter(scope__startswith=scope).select_related("unit").prefetch_related(posts)


def names_of(people: set[UUID]) -> dict[UUID, str]:
    """Names by person id."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def holders_of(role: str, scope: str, at: dt.datetime) -> QuerySet[Person]:
    """Who holds ``role`` exactly at ``scope`` now."""
    return Person.objects.filter(posts__in=posts_held(at).filter(role=role, unit__path=scope)).distinct()
