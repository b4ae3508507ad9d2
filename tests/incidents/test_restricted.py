"""A restricted incident is for named roles. Everyone else, everywhere, sees that there is one, and nothing of it."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from incidents.selectors.board import wall_row_of, wall_rows, whole_row_of
from incidents.states import IncidentStatus
from paper_custody.events import LateConvoyFound, SealMismatchFound
from tests.incidents.builders import Desk, Opened, done
from tests.stages import stage
from tests.world import T0

SECRET = "考生张某情绪崩溃"
HIDDEN = {"number", "restricted", "opened_at"}


@stage
def crisis(desk: Desk) -> Opened:
    """F05, which the duty clerk keyed in after a call from venue v01."""
    return desk.opened("F05", venue="v01", place="心理室", words=SECRET, caller="孙主考")


@pytest.mark.parametrize("person", ["bai", "guo"])
def test_named_roles_see_it_whole(crisis: Opened, person: str) -> None:
    told = crisis.get(person).json()

    assert (told["plan"], told["words"], told["venue"]) == ("F05", SECRET, "v01")


@pytest.mark.parametrize("person", ["chen", "kong", "wang", "sun"])
def test_everyone_else_is_told_a_number_and_a_time(desk: Desk, crisis: Opened, person: str) -> None:
    told = crisis.get(person).json()
    listed = desk.get(person).json()

    assert set(told) == HIDDEN
    assert [set(line) for line in listed] == [HIDDEN]
    assert SECRET not in json.dumps([told, listed], ensure_ascii=False)


@pytest.mark.parametrize("person", ["zhao", "tao", "jin", "li"])
def test_who_sees_no_board_there_is_not_even_told_that_there_is_one(desk: Desk, crisis: Opened, person: str) -> None:
    assert crisis.get(person).json()["code"] == "not_there"
    assert desk.get(person).json() == []


LATE = {
    "A04": LateConvoyFound(escort=uuid4(), node="N6", venue="v01", sessions=("A1",), expected_at=T0),
    "B03": LateConvoyFound(escort=uuid4(), node="N12", venue="v01", sessions=("A1",), expected_at=T0),
}


def on_the_road(desk: Desk, plan: str) -> Opened:
    """An incident of an escort: found by the clock, or told by who leads the escort."""
    if plan not in LATE:
        return desk.opened(plan, by="li", place="国道旁", words="爆胎")
    desk.told(LATE[plan])
    return Opened(desk, desk.all()[-1].number)


@pytest.mark.parametrize("plan", ["A03", "A04", "B03"])
@pytest.mark.parametrize("person", ["chen", "kong", "sun", "jin", "zhao", "hu"])
def test_nobody_else_learns_that_an_escort_is_in_trouble(desk: Desk, plan: str, person: str) -> None:
    """Not by a list, a search, a filter, a page, or a number that is missing; not the duty clerk either."""
    before = desk.opened("E01", venue="v01")
    listed = desk.get(person).json()

    hidden = on_the_road(desk, plan)
    after = desk.opened("E03", venue="v01")

    assert after.number == before.number + 1
    assert hidden.get(person).json()["code"] == "not_there"
    assert hidden.post(person, "acknowledge/").json()["code"] == "not_there"
    assert desk.world.client_of(person).get(f"/incidents/{hidden.number}/").status_code in {403, 404}
    done(after.post("chen", "acknowledge/"))
    if person == "hu":
        assert desk.get(person).json() == listed
        return
    for query in ({}, {"state": "all"}, {"search": plan}, {"search": "押运"}, {"level": "II"}, {"level": "III"}):
        assert hidden.number not in {line["number"] for line in desk.get(person, **query).json()}, query
    page = desk.world.client_of(person).get("/incidents/", {"exam": str(desk.world.exam.pk)}).content.decode()
    assert f'data-incident="{hidden.number}"' not in page
    assert (f'data-incident="{before.number}"' in page) == bool(listed)
    assert len(desk.get(person).json()) == 2 * len(listed)


@pytest.mark.parametrize("plan", ["A03", "A04", "B03"])
@pytest.mark.parametrize("person", ["bai", "guo", "wang", "li"])
def test_who_follows_escorts_sees_it_whole(desk: Desk, plan: str, person: str) -> None:
    assert on_the_road(desk, plan).get(person).json()["plan"] == plan


@pytest.mark.parametrize("node", ["N5", "N6", "N12"])
def test_a_wrong_seal_under_way_tells_nobody_else_of_the_minute(desk: Desk, node: str) -> None:
    """The plan is for all: at a venue everybody with the board sees it. On the road only those who follow do."""
    desk.told(SealMismatchFound(bag="p-001", node=node, venue="v01", session="A1"))
    hidden = desk.all()[-1]

    assert (hidden.plan_code, hidden.openness) == ("A02", "escort")
    assert desk.get("chen").json() == desk.get("kong").json() == []
    assert [line["plan"] for line in desk.get("bai").json()] == ["A02"]

    desk.told(SealMismatchFound(bag="p-002", node="N7", venue="v01", session="A1"))
    assert [line["plan"] for line in desk.get("chen").json()] == ["A02"]


def test_an_incident_of_an_escort_is_answered_and_closed_by_those_who_see_it(desk: Desk) -> None:
    hidden = on_the_road(desk, "A04")
    assert hidden.now().rung == "duty_officer"

    done(hidden.post("bai", "acknowledge/"))
    done(hidden.post("bai", "notes/", words="已电话核实"))
    hidden.finish()
    done(hidden.post("bai", "close/propose/", words="已到达"))
    done(hidden.post("guo", "close/"))

    told = [fact for fact in desk.world.facts() if fact.kind.startswith("incidents.")]
    assert {type(fact).audience for fact in told} == {"escort"}


def test_who_reported_it_does_not_see_it_by_that(crisis: Opened, desk: Desk) -> None:
    assert crisis.now().opened_by == desk.world.chen

    assert set(crisis.get("chen").json()) == HIDDEN


@pytest.mark.parametrize("query", [{"search": "心理"}, {"search": "F05"}, {"venue": "v01"}, {"level": "II"}])
def test_no_search_or_filter_finds_it_for_others(desk: Desk, crisis: Opened, query: dict[str, str]) -> None:
    assert desk.get("chen", **query).json() == []
    assert [line["number"] for line in desk.get("bai", **query).json()] == [crisis.number]


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("acknowledge/", {}),
        ("notes/", {"words": "在场"}),
        ("steps/1/done/", {}),
        ("steps/waive/", {"steps": [1], "words": "不适用"}),
        ("level/", {"level": "I", "words": "扩大"}),
        ("escalate/", {}),
        ("reports/", {"to": "city", "words": "已报"}),
        ("close/propose/", {"words": "已平息"}),
        ("close/", {}),
    ],
)
def test_who_cannot_see_it_cannot_act_on_it(crisis: Opened, address: str, given: dict[str, object]) -> None:
    before = crisis.now().status

    response = crisis.post("chen", address, **given)

    assert (response.status_code, response.json()["code"]) == (404, "not_there")
    assert crisis.now().status == before


def test_its_ladder_begins_with_who_may_see_it(crisis: Opened, desk: Desk) -> None:
    assert crisis.now().rung == "duty_officer"

    desk.world.fast_forward(minutes=3)  # level II
    assert crisis.now().rung == "district_chief"
    done(crisis.post("guo", "acknowledge/"))
    assert crisis.now().status == IncidentStatus.RESPONDING


def test_all_its_facts_are_of_the_restricted_channel(crisis: Opened, desk: Desk) -> None:
    done(crisis.post("bai", "acknowledge/"))
    done(crisis.post("bai", "steps/1/done/", words="专人陪护"))
    crisis.finish()
    done(crisis.post("bai", "close/propose/", words="已平息"))
    done(crisis.post("guo", "close/"))
    desk.world.fast_forward(hours=80)

    told = [fact for fact in desk.world.facts() if fact.kind.startswith("incidents.")]
    assert len(told) >= 6
    assert {type(fact).audience for fact in told} == {"restricted"}
    assert all(fact.kind.startswith("incidents.restricted_") for fact in told)


def test_the_wall_has_its_number_and_no_more(crisis: Opened) -> None:
    row = crisis.now()

    assert set(wall_rows(row.exam_id)[crisis.number]) == HIDDEN
    assert set(wall_row_of(row.pk) or {}) == HIDDEN
    assert (whole_row_of(row.pk) or {})["code"] == "F05"


def test_no_row_of_the_wall_holds_what_somebody_wrote(desk: Desk) -> None:
    incident = desk.opened("F01", venue="v01", place="第3考场", words=SECRET)

    row = wall_rows(incident.now().exam_id)[incident.number]

    assert row["title"] == "考生突发疾病、受伤"
    assert SECRET not in json.dumps(row, default=str, ensure_ascii=False)


def test_another_county_sees_no_incident_at_all(desk: Desk) -> None:
    incident = desk.opened("E01", venue="v01")

    assert incident.get("hu").status_code == 404
    assert desk.get("hu").status_code == 404


def test_a_venue_sees_its_own_incidents_only(desk: Desk) -> None:
    own, other, county = desk.opened("E01", venue="v01"), desk.opened("E01", venue="v02"), desk.opened("G01")

    assert [line["number"] for line in desk.get("sun").json()] == [own.number]
    assert other.get("sun").json()["code"] == "not_there"
    assert county.get("sun").json()["code"] == "not_there"
