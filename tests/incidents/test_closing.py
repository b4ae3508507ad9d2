"""The end takes two people and nothing left to do; every clock ends with it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from clocks.models import Clock
from incidents.models import Incident
from incidents.states import IncidentStatus, Purpose
from tests.incidents.builders import Desk, done


def test_too_early_names_each_thing_that_is_left(desk: Desk) -> None:
    incident = desk.answered("E01")
    done(incident.post("chen", "steps/1/done/"))
    done(incident.post("chen", "steps/waive/", steps=[5, 6], words="未停水"))
    done(incident.post("chen", "requests/", to="district_chief", matter="other", words="请示增派人员"))

    response = incident.post("chen", "close/propose/", words="已恢复")

    assert response.json()["code"] == "close_too_early"
    assert response.json()["detail"]["blockers"] == [
        {"kind": "step", "number": 2},
        {"kind": "step", "number": 3},
        {"kind": "step", "number": 4},
        {"kind": "request", "number": 1},
        {"kind": "report_upward", "number": 0},
        {"kind": "lessons", "number": 0},
    ]
    assert incident.now().status == IncidentStatus.HANDLING


def test_one_proposes_and_another_closes(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()

    done(incident.post("chen", "close/propose/", words="供电已恢复，考试正常"))
    done(incident.post("bai", "close/"))

    row = incident.now()
    assert (row.status, row.proposed_by, row.closed_by) == (
        IncidentStatus.CLOSED,
        desk.world.chen,
        desk.world.bai,
    )


def test_who_proposed_it_does_not_close_it(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("bai", "close/propose/", words="已恢复"))

    response = incident.post("bai", "close/")

    assert response.json()["code"] == "closer_must_be_another"
    assert incident.now().status == IncidentStatus.CLOSE_PROPOSED
    done(incident.post("guo", "close/"))


def test_who_answered_for_it_does_not_close_it(desk: Desk) -> None:
    incident = desk.answered("E01", by="bai")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))

    assert incident.post("bai", "close/").json()["code"] == "closer_must_be_another"
    done(incident.post("guo", "close/"))


def test_the_database_keeps_the_two_people_apart(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("bai", "close/propose/", words="已恢复"))
    row = incident.now()

    for closer in (desk.world.bai, desk.world.chen):  # who proposed, who commanded
        with pytest.raises(IntegrityError, match="incident_is_closed_by_another"), transaction.atomic():
            Incident.objects.filter(pk=row.pk).update(status="closed", closed_by=closer, closed_at=row.opened_at)


@pytest.mark.parametrize("person", ["chen", "sun", "zhao", "hu"])
def test_only_who_commands_closes(desk: Desk, person: str) -> None:
    incident = desk.answered("E01", by="bai", venue="v01")
    incident.finish(by="bai")
    done(incident.post("bai", "close/propose/", words="已恢复"))

    assert incident.post(person, "close/").json()["code"] in {"not_permitted", "not_there"}
    assert incident.now().status == IncidentStatus.CLOSE_PROPOSED


def test_what_nobody_answers_for_cannot_be_closed(desk: Desk) -> None:
    incident = desk.opened("E01")

    assert incident.post("chen", "close/propose/", words="误报").json()["code"] == "not_now"


def test_a_proposal_may_be_taken_back(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))

    done(incident.post("chen", "close/withdraw/", words="又断电"))

    assert incident.post("bai", "close/").json()["code"] == "not_now"
    assert incident.now().status == IncidentStatus.HANDLING


def test_a_decision_that_is_missing_after_the_proposal_blocks_the_end(desk: Desk) -> None:
    incident = desk.answered("C01")  # level IV: no report upward
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已处置"))
    Incident.objects.filter(number=incident.number).update(level_initial="II", reported_at=None)

    response = incident.post("bai", "close/")

    assert response.json()["detail"]["blockers"] == [{"kind": "report_upward", "number": 0}]


def test_all_clocks_end_with_it_and_the_review_begins(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish(but=[1])
    done(incident.post("chen", "steps/1/done/"))
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("bai", "close/"))

    running = Clock.objects.filter(exam_id=desk.world.exam.pk, status__in=["running", "paused"])
    assert [clock.purpose for clock in running.filter(purpose__startswith="incidents.")] == [Purpose.REVIEW]
    assert incident.clock(Purpose.CLOSE).status == "met"


def test_what_was_learnt_is_due_and_then_it_is_put_away(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("bai", "close/"))
    assert incident.post("bai", "archive/").json()["code"] == "not_now"

    done(incident.post("chen", "review/", words="发电机应每日试运行"))
    done(incident.post("guo", "archive/"))

    assert incident.now().status == IncidentStatus.ARCHIVED
    assert incident.clock(Purpose.REVIEW).status == "met"
    assert incident.post("chen", "notes/", words="补记").json()["code"] == "not_now"


def test_a_review_that_does_not_come_is_marked_after_72_hours(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("bai", "close/"))

    desk.world.fast_forward(hours=72)

    overdue = [line["code"] for line in incident.get("chen").json()["log"] if line["kind"] == "overdue"]
    assert overdue[-1] == Purpose.REVIEW


def test_an_answer_that_comes_too_late_is_refused(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("bai", "close/"))

    assert incident.post("guo", "acknowledge/").json()["code"] == "incident_over"
