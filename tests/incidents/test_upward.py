"""The county proposes and asks; levels, time and sanctions come from above, with who, when and document number."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from incidents.errors import DocumentMissing
from incidents.models import Decision, Incident
from incidents.services import DecisionTold, record_decision
from incidents.states import Authority, Level, Matter, Outcome, Purpose
from tests.incidents.builders import Desk, Opened, done

FROM_ABOVE = {
    "matter": "level",
    "outcome": "granted",
    "decided_by": "省教育考试院 王处长",
    "decided_at": "2027-06-06T22:00:00Z",
    "document": "河考院〔2027〕8号",
}


def decided(incident: Opened, **given: Any) -> Any:
    return incident.post("bai", "decisions/", **{**FROM_ABOVE, **given})


def test_a_change_of_level_is_a_new_fact_and_the_old_one_stays(desk: Desk) -> None:
    incident = desk.answered("E01")

    done(incident.post("chen", "level/", level="II", words="听力窗口内"))
    done(incident.post("chen", "level/", level="III", words="已恢复供电"))

    facts = [fact.as_json() for fact in desk.world.facts() if fact.kind == "incidents.level_changed"]
    assert [(fact["before"], fact["level"]) for fact in facts] == [("III", "II"), ("II", "III")]
    told = [
        (line["code"], line["words"]) for line in incident.get("chen").json()["log"] if line["kind"] == "level_changed"
    ]
    assert told == [("II", "听力窗口内"), ("III", "已恢复供电")]


def test_a_worse_level_tightens_what_is_due_and_a_better_one_gives_no_more_time(desk: Desk) -> None:
    incident = desk.answered("E01")
    first = incident.clock(Purpose.REPORT_UPWARD).due_at  # level III: 30 minutes
    desk.world.fast_forward(minutes=5)

    done(incident.post("chen", "level/", level="II", words="扩大"))
    tightened = incident.clock(Purpose.REPORT_UPWARD).due_at
    assert (first - tightened).total_seconds() == 15 * 60  # ten minutes from the change

    done(incident.post("chen", "level/", level="III", words="缩小"))
    assert incident.clock(Purpose.REPORT_UPWARD).due_at == tightened


def test_a_level_that_calls_for_a_report_starts_its_clock(desk: Desk) -> None:
    incident = desk.answered("C01")  # level IV: only in the daily report
    assert not incident.get("chen").json()["left"] or "report_upward" not in [
        left["kind"] for left in incident.get("chen").json()["left"]
    ]

    done(incident.post("chen", "level/", level="III", words="多个考场"))

    assert incident.clock(Purpose.REPORT_UPWARD).status == "running"


def test_the_same_level_again_is_no_change(desk: Desk) -> None:
    incident = desk.answered("E01")

    assert incident.post("chen", "level/", level="III", words="再看").json()["code"] == "level_unchanged"


def test_a_confirmed_level_comes_with_who_when_and_document(desk: Desk) -> None:
    incident = desk.answered("A02")

    done(decided(incident, authority="province", level="I"))

    row = incident.now()
    assert (row.level_initial, row.level_confirmed, row.level) == (Level.II, Level.I, Level.I)
    assert row.confirmed_by is not None
    assert (row.confirmed_by.decided_by, row.confirmed_by.document) == ("省教育考试院 王处长", "河考院〔2027〕8号")


@pytest.mark.parametrize("missing", ["decided_by", "document", "decided_at"])
def test_a_decision_without_its_paper_is_refused(desk: Desk, missing: str) -> None:
    incident = desk.answered("A02")

    response = decided(incident, authority="province", level="I", **{missing: ""})

    assert response.status_code == 400
    assert incident.now().level_confirmed == ""


@pytest.mark.parametrize("missing", ["decided_by", "document"])
def test_the_act_itself_refuses_a_decision_without_its_paper(desk: Desk, missing: str) -> None:
    incident = desk.answered("A02")
    told = DecisionTold(
        authority=Authority.PROVINCE,
        matter=Matter.LEVEL,
        outcome=Outcome.GRANTED,
        decided_by=" " if missing == "decided_by" else "省教育考试院",
        decided_at=incident.now().opened_at,
        document=" " if missing == "document" else "河考院〔2027〕8号",
        level=Level.I,
    )

    with pytest.raises(DocumentMissing):
        record_decision(desk.world.asked("bai", exam_id=desk.world.exam.pk), number=incident.number, decision=told)


@pytest.mark.parametrize(
    ("authority", "level", "code"),
    [
        ("city", "I", "wrong_authority"),
        ("city", "II", "wrong_authority"),
        ("district_chief", "III", "wrong_authority"),
        ("venue_head", "IV", "wrong_authority"),
        ("city", "III", None),
        ("ministry", "I", None),
    ],
)
def test_levels_are_confirmed_from_above_the_county(desk: Desk, authority: str, level: str, code: str | None) -> None:
    incident = desk.answered("A02")

    response = decided(incident, authority=authority, level=level)

    assert response.json().get("code") == code
    assert bool(incident.now().level_confirmed) == (code is None)


def test_the_database_refuses_a_confirmed_level_without_a_decision(desk: Desk) -> None:
    incident = desk.opened("A02").now()

    with pytest.raises(IntegrityError, match="level_is_confirmed_by_a_decision"), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(level_confirmed="I")


def test_the_county_changes_no_confirmed_level(desk: Desk) -> None:
    incident = desk.answered("A02")
    done(decided(incident, authority="province", level="I"))

    done(incident.post("chen", "level/", level="IV", words="县里初判"))

    row = incident.now()
    assert (row.level_initial, row.level_confirmed, row.level) == ("IV", "I", Level.I)


def test_a_request_stands_open_until_its_answer(desk: Desk) -> None:
    incident = desk.answered("C07")
    done(incident.post("guo", "requests/", to="province", matter="more_time", words="请示延长开考30分钟"))

    assert [left["kind"] for left in incident.get("chen").json()["left"]].count("request") == 1
    done(decided(incident, authority="province", matter="more_time", request=1, words="同意顺延20分钟"))

    told = incident.get("chen").json()
    assert told["requests"][0]["decision"] == 1
    assert "request" not in [left["kind"] for left in told["left"]]


def test_an_answer_is_given_once_and_by_a_level_that_may(desk: Desk) -> None:
    incident = desk.answered("C07")
    done(incident.post("guo", "requests/", to="province", matter="more_time", words="请示延长"))

    assert decided(incident, authority="city", matter="more_time", request=1).json()["code"] == "wrong_authority"
    done(decided(incident, authority="province", matter="more_time", request=1))
    assert decided(incident, authority="province", matter="more_time", request=1).json()["code"] == "request_unknown"
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("person", ["chen", "sun", "kong"])
def test_who_does_not_command_asks_nobody_above_the_county(desk: Desk, person: str) -> None:
    incident = desk.answered("C07", venue="v01")

    response = incident.post(person, "requests/", to="province", matter="more_time", words="请示延长")

    assert response.json()["code"] == "not_permitted"


def test_a_duty_clerk_records_no_decision(desk: Desk) -> None:
    incident = desk.answered("A02")

    response = incident.post("chen", "decisions/", **{**FROM_ABOVE, "authority": "province", "level": "I"})

    assert response.json()["code"] == "not_permitted"


def test_a_report_upward_in_time_meets_its_clock(desk: Desk) -> None:
    incident = desk.answered("E01")
    desk.world.fast_forward(minutes=29)

    done(incident.post("bai", "reports/", to="city", words="电话报市值班室"))
    desk.world.fast_forward(minutes=30)

    assert incident.clock(Purpose.REPORT_UPWARD).status == "met"
    purposes = [line["code"] for line in incident.get("chen").json()["log"] if line["kind"] == "overdue"]
    assert Purpose.REPORT_UPWARD not in purposes


def test_a_late_report_upward_is_told_to_two_rungs(desk: Desk) -> None:
    incident = desk.answered("E01")
    for step in (1, 2, 3):
        done(incident.post("chen", f"steps/{step}/done/"))

    desk.world.fast_forward(minutes=41)

    told = [fact.as_json() for fact in desk.world.facts() if fact.kind == "incidents.incident_overdue"]
    assert [(fact["purpose"], fact["rung"]) for fact in told] == [
        (Purpose.REPORT_UPWARD, "duty_officer"),
        (Purpose.REPORT_UPWARD, "district_chief"),
    ]


@pytest.mark.parametrize("to", ["venue_head", "district_chief"])
def test_within_the_county_nothing_is_reported_upward(desk: Desk, to: str) -> None:
    incident = desk.answered("E01")

    assert incident.post("bai", "reports/", to=to, words="已报").status_code == 400


def test_a_decision_after_the_end_is_still_recorded(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("guo", "close/"))

    done(decided(incident, authority="city", level="III"))

    assert incident.now().level_confirmed == "III"
