"""Steps: done by one, waived with a reason, blocked until the level that must decide has decided."""

from __future__ import annotations

import pytest

from incidents.states import IncidentStatus, Purpose, StepStatus
from tests.incidents.builders import Desk, done


def test_a_step_that_is_done_says_by_whom_and_when(desk: Desk) -> None:
    incident = desk.answered("E01")
    desk.world.fast_forward(minutes=1)

    done(incident.post("chen", "steps/1/done/"))

    step = incident.step(1)
    assert (step.status, step.ended_by) == (StepStatus.DONE, desk.world.chen)
    assert (step.ended_at - incident.now().opened_at).total_seconds() == 60  # type: ignore[operator]  # it is done


def test_two_people_cannot_take_the_same_step(desk: Desk) -> None:
    incident = desk.answered("E01")
    done(incident.post("chen", "steps/2/done/", words="已安抚"))

    response = incident.post("bai", "steps/2/done/", words="我来")

    assert (response.status_code, response.json()["code"]) == (409, "step_taken")
    step = incident.step(2)
    assert (step.ended_by, step.words) == (desk.world.chen, "已安抚")
    assert desk.world.history().count("incidents.step_done") == 1


def test_a_step_in_time_is_not_overdue_and_a_late_one_is(desk: Desk) -> None:
    incident = desk.answered("E01")
    done(incident.post("chen", "steps/1/done/"))

    desk.world.fast_forward(minutes=3)

    overdue = [line for line in incident.get("chen").json()["log"] if line["kind"] == "overdue"]
    assert [(line["code"], line["step"]) for line in overdue] == [(Purpose.STEP, 2)]
    done(incident.post("chen", "steps/2/done/"))
    assert incident.step(2).status == StepStatus.DONE


def test_waiving_takes_a_reason(desk: Desk) -> None:
    incident = desk.answered("E01")

    assert incident.post("chen", "steps/waive/", steps=[6], words=" ").json()["code"] in {"bad_input", "words_missing"}
    done(incident.post("chen", "steps/waive/", steps=[5, 6], words="未停水"))

    assert [incident.step(number).status for number in (5, 6)] == [StepStatus.WAIVED, StepStatus.WAIVED]
    assert incident.step(6).words == "未停水"


def test_one_taken_step_refuses_the_whole_waiver(desk: Desk) -> None:
    incident = desk.answered("E01")
    done(incident.post("chen", "steps/5/done/"))

    response = incident.post("chen", "steps/waive/", steps=[5, 6], words="未停水")

    assert response.json()["code"] == "step_taken"
    assert incident.step(6).status == StepStatus.OPEN


def test_a_step_that_needs_the_city_waits_for_its_decision(desk: Desk) -> None:
    incident = desk.answered("A01")

    refused = incident.post("chen", "steps/5/done/")
    assert (refused.json()["code"], refused.json()["detail"]) == ("decision_missing", {"step": 5, "needs": "city"})

    decide(desk, incident.number, authority="city", step=5, outcome="granted")
    done(incident.post("chen", "steps/5/done/"))
    assert incident.step(5).status == StepStatus.DONE


def test_a_refusal_from_above_lets_nobody_do_the_step(desk: Desk) -> None:
    incident = desk.answered("A01")
    decide(desk, incident.number, authority="province", step=5, outcome="granted")
    decide(desk, incident.number, authority="city", step=5, outcome="refused")

    assert incident.post("chen", "steps/5/done/").json()["code"] == "decision_missing"


def test_a_lower_level_cannot_decide_for_a_higher(desk: Desk) -> None:
    incident = desk.answered("C07")
    decide(desk, incident.number, authority="city", step=5, outcome="granted")

    assert incident.post("chen", "steps/5/done/").json()["detail"] == {"step": 5, "needs": "province"}


def test_the_district_chief_says_yes_under_his_own_login(desk: Desk) -> None:
    incident = desk.answered("A02")
    assert incident.post("chen", "steps/5/done/").json()["code"] == "decision_missing"

    assert incident.post("chen", "steps/5/approve/", outcome="granted").json()["code"] == "not_permitted"
    done(incident.post("guo", "steps/5/approve/", outcome="granted"))

    done(incident.post("chen", "steps/5/done/"))
    [decision] = incident.get("chen").json()["decisions"]
    assert (decision["authority"], decision["decided_by"], decision["document"]) == ("district_chief", "郭主任", "")


def test_nobody_in_the_county_says_yes_for_the_province(desk: Desk) -> None:
    incident = desk.answered("C07")

    response = incident.post("guo", "steps/5/approve/", outcome="granted")

    assert response.json()["code"] == "wrong_authority"


def test_a_spare_follows_the_chain_of_the_exams_preset(desk: Desk) -> None:
    incident = desk.opened("C01", venue="v01")

    step = incident.step(4)

    assert step.needs in {"venue_head", "district_chief", "province"}
    assert step.needs == chain_end(desk)


def chain_end(desk: Desk) -> str:
    chain = desk.world.exam.rules["spare_use"]["chain"]
    return {"venue_head": "venue_head", "county": "district_chief", "province": "province"}[chain[-1]]


def test_a_request_is_sent_and_not_merely_ticked(desk: Desk) -> None:
    incident = desk.answered("A07")

    assert incident.post("chen", "steps/4/done/").json()["code"] == "request_missing"
    done(incident.post("guo", "requests/", to="province", step=4, words="请示能否继续使用该科"))

    assert incident.step(4).status == StepStatus.DONE
    assert incident.clock(Purpose.REPORT_UPWARD).status == "met"


def test_what_the_venue_did_is_entered_by_its_office(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")

    assert incident.post("sun", "steps/1/done/").status_code == 200
    assert incident.post("tao", "steps/2/done/").json()["code"] == "not_there"


def test_a_repeated_step_comes_again(desk: Desk) -> None:
    incident = desk.answered("A08", by="bai")
    number = next(step.number for step in incident.now().steps.all() if step.every is not None)
    before = incident.step(number).due_at
    desk.world.fast_forward(minutes=10)

    done(incident.post("bai", f"steps/{number}/done/", words="续报一"))

    step = incident.step(number)
    assert step.status == StepStatus.OPEN
    assert step.due_at is not None
    assert before is not None
    assert (step.due_at - before).total_seconds() == 600


def test_work_before_anybody_answers_counts_as_the_first_action(desk: Desk) -> None:
    incident = desk.opened("E01", venue="v01")
    done(incident.post("sun", "steps/1/done/"))

    done(incident.post("chen", "acknowledge/"))
    desk.world.fast_forward(minutes=30)

    assert incident.now().status == IncidentStatus.HANDLING


@pytest.mark.parametrize("address", ["steps/1/done/", "notes/", "steps/waive/", "level/", "requests/", "reports/"])
def test_nothing_is_added_to_what_is_over(desk: Desk, address: str) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("guo", "close/"))

    given = {"words": "补记", "steps": [1], "level": "I", "to": "city"}
    response = incident.post("bai", address, **given)

    assert response.json()["code"] in {"not_now", "step_taken"}


def decide(desk: Desk, number: int, **given: object) -> None:
    done(
        desk.post(
            "bai",
            f"{number}/decisions/",
            **{
                "matter": "step",
                "decided_by": "市招考中心",
                "decided_at": "2027-06-07T00:00:00Z",
                "document": "巴招考〔2027〕12号",
                **given,
            },
        )
    )
