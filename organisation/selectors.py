"""Reads: who acts, and with what rights."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.utils.crypto import constant_time_compare

from kernel.actors import SYSTEM, Actor
from kernel.scope import glance, glancing
from kernel.statements import statement
from kernel.time import now
from organisation.gateways import command_roles, has_second_factor, roles
from organisation.models import Device, EnrolmentSlot, Login, Person, PersonKey, Post, Proof, ReceiptKey, Signing, Slip
from organisation.policies import county_of, works_at_venue
from organisation.states import BY_OFFLINE_PIN, BY_SIGNING, Screen, fast_hash

NOWHERE = "/nowhere/"

# Asked at every request, so in plain SQL: building it anew each time took Django longer than PostgreSQL to answer it.
PEOPLE_WITH_POSTS = statement(
    """
    SELECT person.id, person.scope, post.role, unit.path
    FROM organisation_person person
    LEFT JOIN organisation_post post ON post.person_id = person.id AND post.starts_at <= %s AND post.ends_at > %s
    LEFT JOIN organisation_unit unit ON unit.id = post.unit_id
    WHERE person.id = ANY(%s)
    """,
    "timestamptz", "timestamptz", "uuid[]",
)  # fmt: skip
OPEN_SIGNING = statement(
    """
    SELECT signing.id, signing.proved_at, signing.second_mark, second.id, second.person_id, second.password
    FROM organisation_signing signing JOIN organisation_login second ON second.id = signing.second_login_id
    WHERE signing.token_hash = %s AND signing.login_id = %s AND signing.first_id = %s AND signing.exam_id = %s
      AND signing.session_hash = %s AND signing.purpose = %s
      AND signing.ended_at IS NULL AND signing.until > %s AND second.is_active
    """,
    "text", "uuid", "uuid", "uuid", "text", "text", "timestamptz",
)  # fmt: skip


def posts_held(at: dt.datetime) -> QuerySet[Post]:
    """The posts in force at ``at``."""
    return Post.objects.filter(starts_at__lte=at, ends_at__gt=at)


def actor_of_login(login: Login, *, proved_by: str = "login") -> Actor:
    """The actor behind a login, with the rights of the posts held at this moment.

    Real time, not exam time: a drill must not revive posts that have ended.
    """
    return actors_of_logins([login], proved_by=proved_by)[login.pk]


def actors_of_logins(logins: Sequence[Login], *, proved_by: str = "login") -> dict[UUID, Actor]:
    """The actors behind many logins at once, by login: one read, however many they are."""
    at = now()
    people = [login.person_id for login in logins if login.person_id]
    held = glance(SYSTEM, PEOPLE_WITH_POSTS, [at, at, people])
    known, scopes, grants = roles(), dict[UUID, str](), defaultdict[UUID, set[tuple[str, str]]](set)
    for person_id, scope, role, path in held:
        scopes[person_id] = scope
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
    asked = [fast_hash(token), first.login_id, first.person_id, screen.exam_id]
    with connection.cursor() as cursor:
        OPEN_SIGNING.run(cursor, [*asked, screen.session_hash, screen.purpose, now()])
        found = cursor.fetchone()
    if found is None:
        return None
    signing_id, proved_at, mark, login_id, person_id, password = found
    login = Login(pk=login_id, person_id=person_id, password=password)
    if not constant_time_compare(mark, login.get_session_auth_hash()):
        return None
    return replace(actor_of_login(login, proved_by=BY_SIGNING), proved_at=proved_at, signing_id=signing_id)


def signings_with(actor: Actor, exam_id: UUID) -> QuerySet[Signing]:
    """The open signings of an exam in which the actor is one of the two, the latest first."""
    is_one = Q(first_id=actor.person_id) | Q(second_id=actor.person_id)
    is_open = Signing.objects.filter(is_one, exam_id=exam_id, ended_at=None, until__gt=now())
    return is_open.order_by("-proved_at", "pk")


def must_have_second_factor(login: Login) -> bool:
    """Whether this county demands a second factor of the login: it does of command posts, where it does at all."""
    if not settings.SECOND_FACTOR_DEMANDED or login.person_id is None:
        return False
    with glancing(SYSTEM):
        return posts_held(now()).filter(person_id=login.person_id, role__in=command_roles()).exists()


def lacks_second_factor(login: Login) -> bool:
    """Whether the login is demanded to have a second factor and has none yet: then nothing else is open to it."""
    return must_have_second_factor(login) and not has_second_factor(login)


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


def device_for(actor: Actor, device_id: UUID) -> Device | None:
    """A tablet of a venue where the actor has work to do on one; None where it is not there or not his."""
    device = Device.objects.filter(pk=device_id).select_related("unit").first()
    return device if device is not None and works_at_venue(actor, device.scope) else None


def devices_of(scope: str) -> QuerySet[Device]:
    """The tablets of a county (or of a venue), with how they are."""
    return (
        Device.objects.filter(scope__startswith=scope).select_related("unit", "health").order_by("scope", "name", "pk")
    )


def open_slots(scope: str, at: dt.datetime) -> QuerySet[EnrolmentSlot]:
    """Places for tablets whose code is neither used nor past its time, the latest first."""
    slots = EnrolmentSlot.objects.filter(scope__startswith=scope, used_at=None, expires_at__gt=at)
    return slots.select_related("unit", "opened_by").order_by("-opened_at")


def keys_on(device: Device) -> QuerySet[PersonKey]:
    """People's keys on a tablet, those that a newer one has ended among them: what they signed before stands."""
    return PersonKey.objects.filter(device=device).order_by("registered_at")


def current_keys(device: Device) -> QuerySet[PersonKey]:
    """The keys in force on a tablet, with whose they are."""
    return PersonKey.objects.filter(device=device, ended_at=None).select_related("person").order_by("registered_at")


def actors_by_keys(keys: Collection[PersonKey]) -> dict[UUID, Actor]:
    """The actors behind people's keys, by key, with the rights of this moment. A closed login acts no more."""
    by_person = {
        login.person_id: login
        for login in Login.objects.filter(person_id__in={key.person_id for key in keys}, is_active=True)
    }
    actors = actors_of_logins(list(by_person.values()), proved_by=BY_OFFLINE_PIN)
    return {
        key.pk: replace(actors[by_person[key.person_id].pk], key_id=key.pk)
        for key in keys
        if key.person_id in by_person
    }


def signed_offline(actor: Actor) -> QuerySet[Proof]:
    """What the actor signed on a tablet without network and has not confirmed yet, in order."""
    given = Proof.objects.filter(person=cast("UUID", actor.person_id), method=BY_OFFLINE_PIN, confirmation=None)
    return given.select_related("act").order_by("pk")


def receipt_keys() -> QuerySet[ReceiptKey]:
    """The public keys of every server process that signs or has signed receipts, the latest first."""
    return ReceiptKey.objects.order_by("-made_at")
