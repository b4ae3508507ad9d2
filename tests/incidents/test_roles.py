"""Roles: one holder of each at any instant, who is the commander, and how one passes to another."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from incidents.models import Incident, RoleTenure
from incidents.states import Role
from kernel.actors import SYSTEM
from kernel.scope import reading
from organisation.models import Person, Proof
from tests.incidents.builders import Desk, Opened, done

MINUTE = dt.timedelta(minutes=1)
ABSENT = "在外出差，电话不通"


def roles(incident: Opened, by: str = "chen") -> dict[str, Any]:
    told = done(incident.desk.get(by, f"{incident.number}/roles/")).json()
    return {role["role"]: role for role in told}


def holder(incident: Opened, role: str) -> str | None:
    told = roles(incident)[role]["holder"]
    return None if told is None else told["person"]


def hand_over(incident: Opened, role: str, giver: str, receiver: str) -> Any:
    return incident.post(giver, "roles/hand-over/", role=role, receiver=incident.desk.world.second(receiver))


def take_over(incident: Opened, role: str, by: str, approver: str, words: str = ABSENT) -> Any:
    second = incident.desk.world.second(approver)
    return incident.post(by, "roles/take-over/", role=role, approver=second, words=words)


def one_truth() -> None:
    """What is asked at each commit, asked now: a story never commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_whoever_answers_is_the_commander(desk: Desk) -> None:
    incident = desk.opened("E01")
    assert holder(incident, "commander") is None

    done(incident.post("chen", "acknowledge/"))

    assert holder(incident, "commander") == "陈值班"
    assert incident.now().commander == desk.world.chen
    one_truth()


def test_a_handover_takes_two_people_and_leaves_no_moment_between(desk: Desk) -> None:
    incident = desk.answered("E01")
    desk.world.fast_forward(minutes=7)

    done(hand_over(incident, "commander", "chen", "bai"))

    before, after = roles(incident)["commander"]["held"]
    assert (before["person"], before["left"]) == ("陈值班", "handed_over")
    assert (after["person"], after["how"]) == ("白值班长", "handed_over")
    assert before["ended_at"] == after["started_at"]
    assert incident.now().commander == desk.world.bai
    assert sorted(Proof.objects.order_by("side").values_list("side", flat=True)) == ["giver", "receiver"]
    assert desk.world.history()[-1] == "incidents.role_handed_over"
    one_truth()


@pytest.mark.parametrize(
    ("giver", "receiver", "code"),
    [
        ("bai", "guo", "role_not_held"),
        ("chen", "chen", "one_person"),
        ("chen", "zhao", "not_there"),
        ("chen", "hu", "not_there"),
        ("chen", "wang", "not_permitted"),
    ],
)
def test_a_refused_handover_changes_nobody(desk: Desk, giver: str, receiver: str, code: str) -> None:
    incident = desk.answered("E01")

    response = hand_over(incident, "commander", giver, receiver)

    assert response.json()["code"] == code
    assert holder(incident, "commander") == "陈值班"
    assert "incidents.role_handed_over" not in desk.world.history()


def test_who_cannot_be_reached_is_relieved_with_a_reason_and_an_approval(desk: Desk) -> None:
    incident = desk.answered("E01")

    assert take_over(incident, "commander", "bai", "chen").json()["code"] == "not_permitted"
    assert take_over(incident, "commander", "bai", "bai").json()["code"] == "one_person"
    assert take_over(incident, "commander", "bai", "guo", words=" ").json()["code"] in {"bad_input", "words_missing"}
    done(take_over(incident, "commander", "bai", "guo"))

    told = roles(incident)["commander"]["holder"]
    assert (told["person"], told["how"], told["words"], told["approver"]) == (
        "白值班长",
        "taken_over",
        ABSENT,
        "郭主任",
    )
    one_truth()


def test_a_holder_who_is_here_is_not_relieved_but_hands_over(desk: Desk) -> None:
    incident = desk.answered("E01")
    done(hand_over(incident, "commander", "chen", "bai"))

    assert take_over(incident, "commander", "chen", "bai").json()["code"] == "take_over_without_need"


def test_the_other_roles_are_taken_and_laid_down(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")

    done(incident.post("sun", "roles/take/", role="on_scene"))
    done(incident.post("bai", "roles/take/", role="spokesperson"))
    done(incident.post("wang", "roles/take/", role="secrecy"))
    assert incident.post("ma", "roles/take/", role="on_scene").json()["code"] == "role_held"
    assert incident.post("ma", "roles/lay-down/", role="on_scene", words="人齐").json()["code"] == "role_not_held"
    done(incident.post("sun", "roles/lay-down/", role="on_scene", words="人员已撤"))
    done(incident.post("ma", "roles/take/", role="on_scene"))

    assert (holder(incident, "on_scene"), holder(incident, "secrecy")) == ("马副主考", "王守库")
    assert [one["person"] for one in roles(incident)["on_scene"]["held"]] == ["孙主考", "马副主考"]


@pytest.mark.parametrize(
    ("who", "role", "code"),
    [
        ("zhao", "recorder", "not_there"),
        ("hu", "deputy", "not_there"),
        ("sun", "spokesperson", "not_permitted"),
        ("chen", "secrecy", "not_permitted"),
        ("chen", "deputy", "role_holder_must_be_another"),
        ("bai", "commander", "role_held"),
    ],
)
def test_who_is_not_entitled_takes_no_role(desk: Desk, who: str, role: str, code: str) -> None:
    incident = desk.answered("E01", venue="v01")

    assert incident.post(who, "roles/take/", role=role).json()["code"] == code


def test_a_restricted_incident_has_holders_among_the_named_roles_alone(desk: Desk) -> None:
    incident = desk.opened("F05", by="bai", venue="v01")
    done(incident.post("bai", "acknowledge/"))

    assert incident.post("chen", "roles/take/", role="recorder").json()["code"] == "not_there"
    assert desk.get("chen", f"{incident.number}/roles/").json()["code"] == "not_there"
    assert hand_over(incident, "commander", "bai", "chen").json()["code"] == "not_there"


def test_an_acknowledgement_that_lapses_leaves_the_role_to_nobody(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("bai", "roles/take/", role="deputy"))
    done(incident.post("chen", "acknowledge/"))
    desk.world.fast_forward(minutes=11)

    assert holder(incident, "commander") is None
    assert incident.now().commander is None
    done(incident.post("bai", "acknowledge/"))

    assert [(one["person"], one["left"]) for one in roles(incident)["commander"]["held"]] == [
        ("陈值班", "lapsed"),
        ("白值班长", ""),
    ]
    assert roles(incident)["deputy"]["held"][0]["left"] == "moved_up"
    one_truth()


def test_nobody_closes_what_he_ever_commanded(desk: Desk) -> None:
    incident = desk.answered("E01")
    done(hand_over(incident, "commander", "chen", "bai"))
    done(hand_over(incident, "commander", "bai", "chen"))
    incident.finish(by="chen")
    done(incident.post("chen", "close/propose/", words="已恢复"))

    assert incident.post("bai", "close/").json()["code"] == "closer_must_be_another"
    done(incident.post("guo", "close/"))

    assert roles(incident)["commander"]["holder"]["left"] == "closed"
    assert incident.post("bai", "roles/take/", role="recorder").json()["code"] == "not_now"
    one_truth()


def test_the_database_refuses_two_holders_and_a_second_truth(desk: Desk) -> None:
    incident = desk.answered("E01").now()
    held = RoleTenure.objects.get(incident=incident, role=Role.COMMANDER)
    names = [field.attname for field in RoleTenure._meta.fields if field.name != "id"]
    second = RoleTenure(**{name: getattr(held, name) for name in names})
    second.person, second.left, second.end_entry_id = desk.world.bai, "lapsed", held.entry_id
    second.ended_at = held.started_at + MINUTE
    with pytest.raises(IntegrityError, match="roles_are_held_by_one_at_a_time"), transaction.atomic():
        RoleTenure.objects.bulk_create([second])

    with pytest.raises(IntegrityError, match="another commander"), transaction.atomic():
        names_another_commander(incident, desk.world.bai)


def names_another_commander(incident: Incident, person: Person) -> None:
    incident.commander = person
    incident.save(update_fields=["commander"])
    one_truth()


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["acknowledge", "give", "relieve", "take", "lay_down", "wait"]),
        st.sampled_from(["chen", "bai", "guo"]),
        st.sampled_from(["bai", "guo", "chen"]),
        st.sampled_from(["commander", "deputy", "recorder"]),
    ),
    max_size=7,
)


FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@FEW
@given(moves=MOVES)
def test_whatever_is_tried_the_stretches_of_a_role_tile(desk: Desk, moves: list[tuple[str, str, str, str]]) -> None:
    """Every act is tried, entitled or not. What was accepted leaves stretches without overlap; where the role passed
    from one to another, without a gap; and never a second truth."""
    incident = desk.opened("E01")
    done(incident.post("chen", "acknowledge/"))
    done(incident.post("chen", "notes/", words="已到现场"))
    for move, one, other, role in moves:
        tried(incident, move, one, other, role)
        one_truth()
    row = incident.now()
    with reading(SYSTEM):
        for role in Role:
            held = list(RoleTenure.objects.filter(incident=row, role=role))
            check_tiling(sorted(held, key=lambda one: (one.started_at, one.ended_at is None, one.ended_at)))


def tried(incident: Opened, move: str, one: str, other: str, role: str) -> None:
    world = incident.desk.world
    if move == "wait":
        world.fast_forward(minutes=1)
    elif move == "acknowledge":
        incident.post(one, "acknowledge/")
    elif move == "give":
        hand_over(incident, role, one, other)
    elif move == "relieve":
        take_over(incident, role, one, other)
    elif move == "take":
        incident.post(one, "roles/take/", role=role)
    else:
        incident.post(one, "roles/lay-down/", role=role, words="不再需要")


def check_tiling(held: list[RoleTenure]) -> None:
    assert sum(row.ended_at is None for row in held) <= 1
    for before, after in pairwise(held):
        assert before.ended_at is not None
        assert before.ended_at <= after.started_at
        if after.how != "taken":
            assert before.ended_at == after.started_at
