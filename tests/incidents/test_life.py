"""What protects life is recorded at once and waits for nobody; what only a higher level decides, nobody here does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from exams.models import Session
from incidents.gateways import plans, procedures
from incidents.states import ABOVE_COUNTY, Authority, Matter
from kernel.events import DomainEvent
from tests.incidents.builders import Desk, done
from tests.incidents.test_upward import FROM_ABOVE

LIFE = ["G03", "G04", "H02"]
# What the county never decides (limits.md 8 and 10), with who does at the least.
FROM = {
    "more_time": Authority.PROVINCE,
    "cancelling": Authority.PROVINCE,
    "going_on": Authority.CITY,
    "make_up_time": Authority.CITY,
    "substitute_papers": Authority.MINISTRY,
}


def everything() -> list[Any]:
    return [*plans().values(), *procedures().values()]


def instant(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)


@pytest.mark.parametrize("plan", LIFE)
def test_it_is_on_record_with_nothing_but_its_name(desk: Desk, plan: str) -> None:
    """Nobody who runs from a fire chooses a venue from a list: it is his own."""
    fact = done(desk.post("sun", plan=plan)).json()["fact"]

    assert (fact["plan"], fact["venue"]) == (plan, "v01")


def test_what_protects_no_life_still_asks_for_the_venue(desk: Desk) -> None:
    assert desk.post("sun", plan="E01").json()["code"] == "not_permitted"


@pytest.mark.parametrize("plan", LIFE)
def test_nothing_has_to_come_before_a_step_that_protects_life(desk: Desk, plan: str) -> None:
    """No answer, no approval, no request, no order of the steps, and a deadline that passed does not matter."""
    number = done(desk.post("sun", plan=plan)).json()["fact"]["number"]
    row = desk.all()[0]
    life = [step.number for step in row.steps.order_by("-number") if step.protects_life]
    assert life
    desk.world.fast_forward(hours=2)

    by = "guo" if row.is_restricted else "sun"
    for step in life:
        done(desk.post(by, f"{number}/steps/{step}/done/"))

    assert row.steps.filter(number__in=life, status="done").count() == len(life)


def test_no_step_that_protects_life_waits_for_a_level() -> None:
    assert [plan.code for plan in everything() for step in plan.steps if step.protects_life and step.needs] == []
    assert [plan.code for plan in everything() for step in plan.steps if step.protects_life and step.asks] == []


def test_it_is_entered_later_with_its_own_time(desk: Desk) -> None:
    client = desk.world.client_of("sun")
    fire, out = "2027-06-07T01:12:00+00:00", "2027-06-07T01:13:30+00:00"

    opened = done(client.post(desk.api, {"plan": "G03"}, headers={"Happened-At": fire})).json()["fact"]["number"]
    done(client.post(f"{desk.api}{opened}/steps/1/done/", {}, headers={"Happened-At": out}))

    told = desk.get("bai", f"{opened}/").json()
    times = {line["kind"]: line["happened_at"] for line in told["log"]}
    assert [instant(times["opened"]), instant(times["step_done"])] == [instant(fire), instant(out)]
    assert instant(told["happened_at"]) == instant(fire)
    assert told["opened_at"] != told["happened_at"]
    page = desk.world.client_of("bai").get(f"/incidents/{opened}/", {"exam": str(desk.world.exam.pk)}).content.decode()
    assert "09:13:30" in page


def test_what_is_entered_at_once_has_no_other_time(desk: Desk) -> None:
    assert desk.opened("G03", venue="v01").get("chen").json()["happened_at"] is None


@pytest.mark.parametrize("matter", FROM)
@pytest.mark.parametrize("authority", list(Authority))
def test_only_the_level_that_decides_is_recorded_as_deciding(desk: Desk, matter: str, authority: Authority) -> None:
    incident = desk.answered("G02", venue="v01")

    answer = incident.post("bai", "decisions/", **{**FROM_ABOVE, "matter": matter, "authority": authority})

    allowed = authority.rank >= FROM[matter].rank
    assert answer.status_code == (200 if allowed else 400)
    if not allowed:
        assert answer.json()["code"] == "wrong_authority"
    assert incident.now().decisions.count() == int(allowed)


@pytest.mark.parametrize("matter", FROM)
def test_within_the_county_it_cannot_even_be_asked(desk: Desk, matter: str) -> None:
    incident = desk.answered("G02", venue="v01")

    refused = incident.post("guo", "requests/", to="district_chief", matter=matter, words="请示")

    assert refused.json()["code"] == "wrong_authority"
    done(incident.post("guo", "requests/", to="city", matter=matter, words="请示"))


def test_a_decision_received_moves_no_session_by_itself(desk: Desk) -> None:
    """The county carries it out in the hall; what was planned stays what was planned."""
    incident = desk.answered("G02", venue="v01")
    before = list(Session.objects.order_by("pk").values())

    for matter in FROM:
        done(incident.post("bai", "decisions/", **{**FROM_ABOVE, "matter": matter, "authority": "ministry"}))

    assert list(Session.objects.order_by("pk").values()) == before


def test_no_fact_says_that_the_county_decided_it() -> None:
    words = ("extended", "cancelled", "resumed_exam", "time_made_up", "session_moved", "substitute")
    told = [kind for kind in DomainEvent.by_kind if any(word in kind for word in words)]
    assert told == ["supervision.action_extended"]  # more time for what is to be put right, long after the exam


def test_each_matter_that_is_decided_above_is_tried_here() -> None:
    assert {*FROM, Matter.STEP, Matter.LEVEL, Matter.OTHER} == set(Matter)
    assert all(level in ABOVE_COUNTY for level in FROM.values())
