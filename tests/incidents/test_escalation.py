"""An incident that nobody answers climbs its ladder by the minute, and stops when somebody does."""

from __future__ import annotations

import pytest

from incidents.states import IncidentStatus, Purpose
from tests.incidents.builders import Desk, done


def test_an_unanswered_incident_climbs_exactly_at_the_minute(desk: Desk) -> None:
    incident = desk.opened("C01")  # level IV: ten minutes, then every ten
    assert incident.now().rung == "duty_clerk"

    told = []
    for minute in range(1, 45):
        desk.world.fast_forward(minutes=1)
        told.append((minute, incident.now().rung))

    changes = [(minute, rung) for (minute, rung), (_m, before) in zip(told[1:], told, strict=False) if rung != before]
    assert changes == [(10, "duty_officer"), (20, "district_chief"), (30, "city")]
    assert desk.world.history().count("incidents.incident_escalated") == 3


def test_one_second_before_the_minute_nobody_is_told(desk: Desk) -> None:
    incident = desk.opened("E01")  # level III: five minutes

    desk.world.fast_forward(minutes=4, seconds=59)
    assert incident.now().rung == "duty_clerk"

    desk.world.fast_forward(seconds=1)
    assert incident.now().rung == "duty_officer"


def test_a_jump_over_many_rungs_tells_each_of_them_once(desk: Desk) -> None:
    incident = desk.opened("C01")

    desk.world.fast_forward(hours=2)

    assert incident.now().rung == "city"
    rungs = [line["code"] for line in incident.get("chen").json()["log"] if line["kind"] == "escalated"]
    assert rungs == ["duty_officer", "district_chief", "city"]


def test_answering_stops_the_climb(desk: Desk) -> None:
    incident = desk.opened("C01")

    response = incident.post("chen", "acknowledge/")
    incident.post("chen", "notes/", words="已联系主考")
    desk.world.fast_forward(minutes=40)

    assert response.status_code == 200
    assert incident.now().rung == "duty_clerk"
    assert incident.now().commander == desk.world.chen
    assert "incidents.incident_escalated" not in desk.world.history()


def test_the_higher_the_level_the_sooner_it_climbs(desk: Desk) -> None:
    leak = desk.opened("A07")  # level I: two minutes

    desk.world.fast_forward(minutes=2)

    assert leak.now().rung == "duty_officer"


def test_whoever_answers_and_does_nothing_is_overruled(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("chen", "acknowledge/"))

    desk.world.fast_forward(minutes=9, seconds=59)
    assert incident.now().status == IncidentStatus.RESPONDING

    desk.world.fast_forward(seconds=1)

    row = incident.now()
    assert (row.status, row.commander, row.rung) == (IncidentStatus.JUDGED, None, "duty_officer")
    assert "incidents.acknowledgement_lapsed" in desk.world.history()
    desk.world.fast_forward(minutes=5)
    assert incident.now().rung == "district_chief"


def test_after_a_lapse_another_person_may_answer(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("chen", "acknowledge/"))
    desk.world.fast_forward(minutes=10)

    done(incident.post("bai", "acknowledge/"))
    done(incident.post("bai", "notes/", words="已派员到场"))
    desk.world.fast_forward(minutes=50)

    row = incident.now()
    assert (row.commander, row.status, row.rung) == (desk.world.bai, IncidentStatus.HANDLING, "duty_officer")


def test_an_action_in_time_keeps_the_answer(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("chen", "acknowledge/"))
    desk.world.fast_forward(minutes=9)

    done(incident.post("chen", "steps/1/done/"))
    desk.world.fast_forward(minutes=5)

    assert incident.now().status == IncidentStatus.HANDLING
    assert incident.clock(Purpose.FIRST_ACTION).status == "met"


def test_a_second_answer_is_refused(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("chen", "acknowledge/"))

    response = incident.post("bai", "acknowledge/")

    assert (response.status_code, response.json()["code"]) == (409, "already_acknowledged")
    assert incident.now().commander == desk.world.chen


def test_the_next_rung_may_be_told_before_its_time_and_is_not_told_again(desk: Desk) -> None:
    incident = desk.opened("C01")
    desk.world.fast_forward(minutes=8)

    done(incident.post("chen", "escalate/", words="情况紧急"))
    assert incident.now().rung == "duty_officer"

    desk.world.fast_forward(minutes=9)
    assert incident.now().rung == "duty_officer"
    desk.world.fast_forward(minutes=1)
    assert incident.now().rung == "district_chief"
    rungs = [line["code"] for line in incident.get("chen").json()["log"] if line["kind"] == "escalated"]
    assert rungs == ["duty_officer", "district_chief"]


def test_above_the_last_rung_there_is_nobody_to_tell(desk: Desk) -> None:
    incident = desk.opened("C01")
    for _rung in range(3):
        done(incident.post("chen", "escalate/"))

    response = incident.post("chen", "escalate/")

    assert response.json()["code"] == "top_of_ladder"
    desk.world.fast_forward(minutes=10)
    overdue = [line["code"] for line in incident.get("chen").json()["log"] if line["kind"] == "overdue"]
    assert Purpose.ACKNOWLEDGE in overdue


@pytest.mark.parametrize("person", ["zhao", "hu", "tao", "jin", "li"])
def test_who_has_no_part_in_it_cannot_answer(desk: Desk, person: str) -> None:
    incident = desk.opened("E01", venue="v01")

    response = incident.post(person, "acknowledge/")

    assert (response.status_code, response.json()["code"]) == (404, "not_there")
    assert incident.now().commander is None


def test_a_venue_answers_for_its_own_small_matters_only(desk: Desk) -> None:
    small, large = desk.opened("C01", venue="v01"), desk.opened("E01", venue="v01")

    assert small.post("sun", "acknowledge/").status_code == 200
    refused = large.post("sun", "acknowledge/")

    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    assert large.now().commander is None
