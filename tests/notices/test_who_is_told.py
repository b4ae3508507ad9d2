"""Who is told of an incident: by his post, once for each fact, and nobody who may not know."""

from __future__ import annotations

import random
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from incidents.models import Incident
from journal.cursors import REACTIONS
from journal.models import Cursor, Parked
from kernel.actors import SYSTEM
from kernel.errors import NotPermitted
from kernel.scope import reading
from notices.errors import NotADrill, PlayerUnknown
from notices.models import Notice, Player
from notices.services import name_players
from organisation.models import Login, Person, Post
from tests.incidents.builders import Desk, done
from tests.notices.builders import called, play, told
from tests.world import World

ALL = ("chen", "bai", "guo", "kong", "wang", "sun")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk whose people play in the drill."""
    play(desk.world, *ALL)
    return desk


def test_the_first_rung_is_told_and_each_further_one_in_its_turn(desk: Desk) -> None:
    desk.opened("E01", by="sun", venue="v01")  # level III: five minutes a rung
    assert called(desk.world) == [("chen", "opened")]

    desk.world.fast_forward(minutes=5)
    assert called(desk.world)[1:] == [("bai", "escalated")]

    desk.world.fast_forward(minutes=5)
    assert called(desk.world)[2:] == [("guo", "escalated")]


def test_a_rung_that_nobody_holds_falls_to_who_stands_in(desk: Desk) -> None:
    with reading(SYSTEM):
        Post.objects.filter(person=desk.world.chen).delete()

    desk.opened("E01", by="sun", venue="v01")

    assert told(desk.world) == [("bai", "opened")]


def test_a_holder_whom_nothing_reaches_is_stood_in_for_as_the_incident_says(desk: Desk) -> None:
    """He has no phone on record, and his login was closed: the incident calls the fallback, and so do notices."""
    with reading(SYSTEM):
        Login.objects.filter(person=desk.world.chen).update(is_active=False)

    desk.opened("E01", by="sun", venue="v01")

    assert told(desk.world) == [("bai", "opened")]
    assert "incidents.fallback_called" in desk.world.history()


def test_answering_anywhere_stops_what_everybody_was_called(desk: Desk) -> None:
    incident = desk.opened("E01")
    desk.world.fast_forward(minutes=5)
    assert called(desk.world, status="open") == [("chen", "opened"), ("bai", "escalated")]

    done(incident.post("bai", "acknowledge/"))

    assert called(desk.world, status="open") == []
    assert called(desk.world, status="stopped") == [("chen", "opened"), ("bai", "escalated")]


def test_an_answer_that_lapsed_is_told_to_all_up_to_the_next_rung_and_to_who_did_nothing(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("kong", "acknowledge/"))

    desk.world.fast_forward(minutes=10)

    assert called(desk.world, status="open") == [("bai", "lapsed"), ("chen", "lapsed"), ("kong", "lapsed")]


def test_a_promise_not_kept_is_told_to_who_watches_over_it(desk: Desk) -> None:
    incident = desk.answered("E01")
    desk.world.settle()
    before = len(told(desk.world))

    desk.world.fast_forward(minutes=30)  # level III: the city is told within half an hour

    assert ("bai", "overdue") in told(desk.world)[before:]
    assert incident.now().is_open


def test_of_a_restricted_incident_only_named_roles_are_told(desk: Desk) -> None:
    desk.opened("F05", by="chen", venue="v01", caller="孙主考")
    desk.world.fast_forward(hours=2)

    assert {person for person, _kind in told(desk.world)} == {"bai", "guo"}


def test_who_may_not_know_any_more_is_not_told_although_he_answered_for_it(desk: Desk) -> None:
    incident = desk.opened("F05", by="chen", venue="v01", caller="孙主考")
    done(incident.post("guo", "acknowledge/"))
    with reading(SYSTEM):
        Post.objects.filter(person=desk.world.guo).update(role="duty_clerk")
    desk.world.fast_forward(hours=1)

    lapsed = [person for person, kind in told(desk.world) if kind == "lapsed"]
    assert lapsed == ["bai"]


def test_of_an_escorts_incident_only_those_are_told_who_follow_it(desk: Desk) -> None:
    desk.opened("A04", by="wang", venue="v01")
    desk.world.fast_forward(hours=2)

    assert {person for person, _kind in told(desk.world)} <= {"bai", "guo", "wang"}
    assert told(desk.world)


def test_a_fact_that_is_delivered_twice_is_told_once(desk: Desk) -> None:
    desk.opened("E01")
    first = told(desk.world)
    names = [name for name in REACTIONS if name.startswith("notices.")]
    Cursor.objects.filter(consumer__in=names).update(position=0)

    assert told(desk.world) == first
    assert not Parked.objects.exists()


def test_what_was_answered_before_it_was_told_is_told_to_nobody(desk: Desk) -> None:
    incident = desk.post("chen", plan="E01").json()["fact"]["number"]
    done(desk.post("bai", f"{incident}/acknowledge/"))

    assert told(desk.world) == []


def test_notice_numbers_tell_nothing_of_how_many_there_are(desk: Desk) -> None:
    for _one in range(20):
        desk.opened("C01")
    world = desk.world
    world.settle()
    with reading(SYSTEM):
        numbers = list(Notice.objects.order_by("at", "pk").values_list("number", flat=True))

    assert len(set(numbers)) == 20
    assert numbers != sorted(numbers)
    assert all(100_000 <= number <= 999_999 for number in numbers)


# ---- drills --------------------------------------------------------------------------------------------------


def test_a_drill_without_players_tells_nobody(world: World) -> None:
    desk = Desk.of(world)
    desk.opened("A07", by="chen")
    world.fast_forward(hours=1)

    assert told(world) == []


def test_a_drill_tells_its_players_alone(world: World) -> None:
    desk = Desk.of(world)
    play(world, "bai")
    desk.opened("E01", by="chen")
    world.fast_forward(minutes=10)

    assert called(world) == [("bai", "escalated")]
    assert not Parked.objects.exists(), "others are left out, and not refused by the database"


def test_the_database_refuses_a_drills_notice_to_who_does_not_play(desk: Desk) -> None:
    desk.opened("E01")
    world = desk.world
    world.settle()
    with reading(SYSTEM):
        notice = Notice.objects.get(person=world.chen)
        foreign: list[dict[str, Any]] = [
            {"person": world.tao},  # no player at all
            {"person": world.bai},  # a player, but the row names another's part
            {"player": None},
            {"player": None, "exam_kind": "real"},
            {"exam": world.real},
            {"exam": world.real, "exam_kind": "real"},
        ]
        for changed in foreign:
            with pytest.raises(IntegrityError), transaction.atomic():
                Notice.objects.filter(pk=notice.pk).update(**changed)


def test_the_database_knows_players_of_drills_only(world: World) -> None:
    play(world, "bai")
    player = Player.objects.get(person=world.bai)
    player.id, player.exam, player.person = uuid4(), world.real, world.tao

    with reading(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Player.objects.bulk_create([player])


def test_whatever_happens_in_a_drill_nobody_else_is_told(world: World) -> None:
    """A fuzz: random incidents, answers and hours in a drill with random players."""
    desk, draw = Desk.of(world), random.Random(20270607)
    people = [name for name, person in world.people.items() if person.scope.startswith("/15/1508/") and name != "zhao"]
    players = draw.sample(people, 5)
    play(world, *players)
    plans = ["A07", "A01", "C01", "E01", "F05", "G01", "H02", "D01"]

    for _turn in range(40):
        deed = draw.choice(["open", "open", "wait", "answer", "escalate"])
        if deed == "open":
            desk.post(draw.choice(["chen", "bai", "kong"]), plan=draw.choice(plans), venue="v01")
        elif deed == "wait":
            world.fast_forward(minutes=draw.randint(1, 25))
        else:
            number = draw.randint(1, 20)
            words = {"words": "请上一级处置"} if deed == "escalate" else {}
            where = "acknowledge/" if deed == "answer" else "escalate/"
            desk.post(draw.choice(["chen", "bai", "guo"]), f"{number}/{where}", **words)
        assert {person for person, _kind in told(world)} <= set(players)

    with reading(SYSTEM):
        assert not Notice.objects.exclude(exam=world.exam).exists()
        assert Incident.objects.filter(exam=world.exam).count() > 5


# ---- naming players ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("person", "exam", "refused"), [
    ("chen", "exam", NotPermitted),
    ("bai", "real", NotADrill),
])  # fmt: skip
def test_players_are_named_for_drills_by_who_runs_them(world: World, person: str, exam: str, refused: type) -> None:
    with pytest.raises(refused):
        name_players(world.asked(person, exam_id=getattr(world, exam).pk), people=[world.tao.pk])


def test_hu_names_nobody_in_another_county(world: World) -> None:
    response = world.client_of("hu").post(f"{world.api}/players/", {"people": [str(world.hu.pk)]})

    assert response.status_code in {403, 404}
    assert Player.objects.count() == 0


def test_people_of_another_county_play_no_part(world: World) -> None:
    with pytest.raises(PlayerUnknown):
        name_players(world.asked("bai", exam_id=world.exam.pk), people=[world.hu.pk])
    assert Person.objects.filter(pk=world.hu.pk).exists()


def test_players_are_named_and_listed_over_the_api(world: World) -> None:
    client = world.client_of("bai")
    response = client.post(f"{world.api}/players/", {"people": [str(world.tao.pk), str(world.sun.pk)]})

    assert response.status_code == 200
    assert {one["name"] for one in client.get(f"{world.api}/players/").json() if one["plays"]} == {"陶主考", "孙主考"}
    assert world.history() == ["notices.players_named"]
