"""What goes wrong at the desk: each is refused with a code that says what to do, and nothing is left half done."""

from __future__ import annotations

from incidents.gateways import plans
from incidents.models import Incident
from incidents.services import load_plans
from incidents.states import IncidentStatus
from organisation.models import Unit
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.test_plans import another
from tests.stages import stage
from tests.world import HAIBOWAN


@stage
def closed(desk: Desk) -> Opened:
    """One that is over."""
    incident = desk.answered("E01", venue="v01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("bai", "close/"))
    return incident


def test_an_incident_at_a_venue_of_another_county_is_not_opened_here(desk: Desk) -> None:
    above = Unit.objects.get(path=HAIBOWAN)
    Unit.objects.create(
        code="h01", name="海勃湾一中", level="unit", kind="venue", path=f"{HAIBOWAN}h01/", parent=above, number=90
    )

    for plan in ("E01", "G03"):
        refused = desk.post("chen", plan=plan, venue="h01")
        assert (refused.status_code, refused.json()["code"]) == (400, "venue_unknown")
    tip = {"kind": "hotline", "reference": "1", "words": "x", "venue": "h01"}
    client = desk.world.client_of("chen")
    assert client.post(f"{desk.world.api}/tips/", tip).json()["code"] == "venue_unknown"
    assert desk.all() == []


def test_a_closed_incident_that_is_acknowledged_late_stays_closed(desk: Desk, closed: Opened) -> None:
    refused = closed.post("guo", "acknowledge/")

    assert (refused.status_code, refused.json()["code"]) == (409, "incident_over")
    assert refused.json()["detail"] == {"state": "closed"}
    row = closed.now()
    assert (row.status, row.commander) == (IncidentStatus.CLOSED, desk.world.chen)


def test_one_who_may_not_see_it_is_not_told_that_it_is_over(closed: Opened) -> None:
    assert closed.post("zhao", "acknowledge/").json()["code"] == "not_there"


def test_two_people_who_take_the_same_step_are_told_apart(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    done(incident.post("chen", "steps/1/done/", words="已切换"))

    refused = incident.post("sun", "steps/1/done/", words="已切换")

    assert (refused.status_code, refused.json()["code"]) == (409, "step_taken")
    assert refused.json()["detail"] == {"step": 1, "status": "done"}
    assert incident.step(1).ended_by == desk.world.chen
    waived = incident.post("bai", "steps/waive/", steps=[1, 2], words="不适用")
    assert waived.json()["code"] == "step_taken"
    assert incident.step(2).status == "open"


def test_a_plan_that_is_edited_meanwhile_changes_no_step_and_no_deadline_of_it(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    before = incident.get("chen").json()

    plan = plans()["E01"]
    load_plans(desk.world.asked(), plans=[another(plan, version=plan.version + 1, words="另一种做法")])
    desk.world.settle()
    after, anew = incident.get("chen").json(), desk.opened("E01", venue="v02").get("chen").json()

    assert after == before
    assert (after["plan_version"], anew["plan_version"]) == (plan.version, plan.version + 1)
    assert anew["plan_steps"] != after["plan_steps"]


def test_a_request_sent_twice_is_answered_once(desk: Desk) -> None:
    incident = desk.opened("E01", venue="v01")
    client, headers = desk.world.client_of("chen"), {"act-id": "9d4f3c0e-58f4-4f2c-9a55-0f7c5d3e2a12"}

    answers = [client.post(f"{desk.api}{incident.number}/acknowledge/", {}, headers=headers).json() for _try in "ab"]

    assert answers[0] == answers[1]
    assert Incident.objects.get().log.filter(kind="acknowledged").count() == 1
