"""Rights come from posts, at a place and for a time; a county sees its own people only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client

from kernel.errors import NotPermitted, NotThere
from kernel.scope import reading
from kernel.time import now
from organisation import services
from organisation.models import Person, Post
from organisation.policies import county_of, require
from organisation.states import Capability
from tests.world import HAIBOWAN, LINHE, World


@pytest.mark.parametrize(
    ("person", "scope", "allowed"),
    [
        ("sun", f"{LINHE}v01/", True),
        ("sun", f"{LINHE}v02/", False),
        ("sun", LINHE, False),
        ("hu", f"{LINHE}v01/", False),
        ("hu", f"{HAIBOWAN}v01/", True),
        ("zhao", f"{LINHE}v01/", False),
        ("wang", f"{LINHE}v01/", False),
    ],
)
def test_a_post_gives_rights_at_its_unit_and_below(world: World, person: str, scope: str, allowed: bool) -> None:
    actor = world.actor(person)

    if allowed:
        require(actor, Capability.RUN_VENUE, scope)
    else:
        with pytest.raises(NotPermitted):
            require(actor, Capability.RUN_VENUE, scope)


def test_a_post_that_has_ended_gives_nothing(world: World) -> None:
    post = Post.objects.get(person=world.sun)
    services.end_post(world.asked("kong"), post_id=post.pk)

    assert world.actor("sun").grants == frozenset()
    assert world.standing_history() == ["organisation.post_ended"]


def test_a_post_that_has_not_begun_gives_nothing(world: World) -> None:
    Post.objects.filter(person=world.sun).update(starts_at=now() + dt.timedelta(seconds=30))

    assert world.actor("sun").grants == frozenset()


@pytest.mark.parametrize("person", ["hu", "zhao", "sun"])
def test_only_the_exam_office_of_the_county_ends_posts(world: World, person: str) -> None:
    post = Post.objects.get(person=world.tao)

    with pytest.raises((NotPermitted, NotThere)):
        services.end_post(world.asked(person), post_id=post.pk)

    assert world.actor("tao").grants


@pytest.mark.parametrize(("person", "seen"), [("chen", "zhao"), ("hu", "hu")])
def test_the_database_shows_an_actor_his_county_only(world: World, person: str, seen: str) -> None:
    with reading(world.actor(person)):
        counties = {county_of(scope) for scope in Person.objects.values_list("scope", flat=True)}
        assert Person.objects.filter(staff_number=seen).exists()

    assert counties == {world.actor(person).scope}


def test_nothing_set_is_nothing_seen(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('examops.scope', '', true)")

    assert not Person.objects.exists()


def test_people_are_found_by_name_and_phone_is_unsealed_for_the_exam_office_alone(world: World) -> None:
    found = world.client_of("kong").get("/api/people", {"search": "王"}).json()

    assert [person["name"] for person in found] == ["王守库"]
    assert world.client_of("zhao").get("/api/people").status_code == 403
    assert world.client_of("hu").get("/api/people", {"search": "王"}).json() == []


def test_a_stranger_is_asked_to_log_in(client: Client, db: None) -> None:
    answer = client.get("/api/me")

    assert answer.status_code == 401
    assert set(answer.json()) == {"code", "message", "detail"}
