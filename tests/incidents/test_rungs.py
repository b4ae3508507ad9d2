"""A rung that nobody can be reached at: its fallback is called, or it is passed; above the last, all are told again."""

from __future__ import annotations

import pytest

from incidents.selectors.board import wall_row_of
from incidents.selectors.rungs import ladder_of
from incidents.states import IncidentStatus, Purpose
from kernel.time import now
from organisation.models import Login, Post
from tests.incidents.builders import Desk, Opened, done
from tests.world import LINHE


def off_duty(desk: Desk, *people: str) -> None:
    """Their posts have ended."""
    Post.objects.filter(person__in=[desk.world.people[name] for name in people]).update(ends_at=now())


def log(incident: Opened, kind: str, *, by: str = "guo") -> list[str]:
    return [line["code"] for line in incident.get(by).json()["log"] if line["kind"] == kind]


def facts(desk: Desk, kind: str) -> list[dict[str, object]]:
    return [fact.as_json() for fact in desk.world.facts() if fact.kind == f"incidents.{kind}"]


def test_the_fallback_is_called_where_nobody_is_on_duty(desk: Desk) -> None:
    off_duty(desk, "chen")

    incident = desk.opened("C01", by="bai")
    incident.now()

    [told] = facts(desk, "fallback_called")
    assert (told["rung"], told["role"], told["fallback"]) == ("duty_clerk", "duty_clerk", "duty_officer")
    assert log(incident, "fallback") == ["duty_officer"]


def test_where_somebody_can_be_reached_no_fallback_is_called(desk: Desk) -> None:
    incident = desk.opened("C01")

    desk.world.fast_forward(minutes=20)

    assert incident.now().rung == "district_chief"
    assert facts(desk, "fallback_called") == []


def test_somebody_without_login_and_phone_cannot_be_reached(desk: Desk) -> None:
    Login.objects.filter(person=desk.world.chen).update(is_active=False)

    desk.opened("C01", by="bai").now()

    assert [told["role"] for told in facts(desk, "fallback_called")] == ["duty_clerk"]


def test_the_citys_desk_is_called_by_the_district_chief(desk: Desk) -> None:
    desk.opened("C01")

    desk.world.fast_forward(minutes=30)

    assert [(told["rung"], told["fallback"]) for told in facts(desk, "fallback_called")] == [("city", "district_chief")]


def test_a_rung_without_anybody_is_passed_at_once(desk: Desk) -> None:
    off_duty(desk, "chen")
    Login.objects.filter(person=desk.world.bai).update(is_active=False)

    incident = desk.opened("C01", by="kong")
    row = incident.now()

    assert row.rung == "duty_officer"
    assert [told["rung"] for told in facts(desk, "rung_found_empty")] == ["duty_clerk"]
    assert [(told["rung"], told["fallback"]) for told in facts(desk, "fallback_called")] == [
        ("duty_officer", "district_chief")
    ]
    desk.world.fast_forward(minutes=9, seconds=59)
    assert incident.now().rung == "duty_officer"
    desk.world.fast_forward(seconds=1)
    assert incident.now().rung == "district_chief"


def test_an_empty_rung_is_found_before_the_exam(desk: Desk) -> None:
    off_duty(desk, "chen")
    found = {called.rung: called for called in ladder_of(LINHE)}

    assert (found["duty_clerk"].in_their_stead, [one.name for one in found["duty_clerk"].people]) == (
        True,
        ["白值班长"],
    )
    assert not found["duty_officer"].in_their_stead
    off_duty(desk, "bai")
    assert [called.rung for called in ladder_of(LINHE) if called.is_empty] == ["duty_clerk"]


def test_who_answered_meanwhile_is_not_overruled_by_a_fallback(desk: Desk) -> None:
    off_duty(desk, "chen")
    incident = desk.opened("C01", by="bai")
    done(incident.post("bai", "acknowledge/"))

    incident.now()

    assert facts(desk, "fallback_called") == []


def test_after_the_top_rung_everybody_is_told_again_and_again(desk: Desk) -> None:
    incident = desk.opened("C01")
    desk.world.fast_forward(minutes=30)
    assert (incident.now().rung, facts(desk, "everybody_told")) == ("city", [])

    desk.world.fast_forward(minutes=10)
    assert [told["told"] for told in facts(desk, "everybody_told")] == [
        ["duty_clerk", "duty_officer", "district_chief", "city"]
    ]
    desk.world.fast_forward(minutes=10)
    assert len(facts(desk, "everybody_told")) == 2
    row = wall_row_of(incident.now().pk)
    assert row is not None
    assert row["overdue"]

    done(incident.post("bai", "acknowledge/"))
    done(incident.post("bai", "notes/", words="已处置"))
    desk.world.fast_forward(minutes=30)
    assert len(facts(desk, "everybody_told")) == 2


def test_a_lapse_at_the_top_tells_everybody_and_is_red(desk: Desk) -> None:
    incident = desk.opened("C01")
    for _rung in range(3):
        done(incident.post("chen", "escalate/"))
    done(incident.post("guo", "acknowledge/"))

    desk.world.fast_forward(minutes=15)

    assert incident.now().status == IncidentStatus.JUDGED
    [told] = facts(desk, "acknowledgement_lapsed")
    assert told["told"] == ["duty_clerk", "duty_officer", "district_chief", "city"]
    row = wall_row_of(incident.now().pk)
    assert row is not None
    assert (row["lapsed"], row["overdue"]) == (True, True)
    desk.world.fast_forward(minutes=10)
    assert len(facts(desk, "everybody_told")) == 1


def test_red_ends_with_the_next_answer(desk: Desk) -> None:
    incident = desk.opened("C01")
    done(incident.post("chen", "acknowledge/"))
    desk.world.fast_forward(minutes=15)
    assert incident.get("chen").json()["lapsed"]

    done(incident.post("bai", "acknowledge/"))

    assert not incident.get("chen").json()["lapsed"]
    row = wall_row_of(incident.now().pk)
    assert row is not None
    assert not row["lapsed"]


@pytest.mark.parametrize(("plan", "seconds"), [("A07", 180), ("A02", 300), ("E01", 600), ("C01", 900)])
def test_acknowledged_and_idle_is_taken_back_at_the_second(desk: Desk, plan: str, seconds: int) -> None:
    """Features B2, at each level's own minute: one second before, the answer still stands."""
    incident = desk.opened(plan)
    done(incident.post("bai", "acknowledge/"))

    desk.world.fast_forward(seconds=seconds - 1)
    assert incident.now().commander == desk.world.bai

    desk.world.fast_forward(seconds=1)
    assert incident.now().commander is None
    assert facts(desk, "acknowledgement_lapsed")[0]["rung"] == "duty_officer"


def test_a_warning_goes_to_who_answers_and_what_is_late_to_the_officer(desk: Desk) -> None:
    """The two stages of one promise are told to different people (features B5)."""
    incident = desk.answered("E01")

    desk.world.fast_forward(minutes=19, seconds=59)
    assert facts(desk, "deadline_near") == []
    desk.world.fast_forward(seconds=1)
    [near] = facts(desk, "deadline_near")
    assert (near["purpose"], near["person"]) == (Purpose.REPORT_UPWARD, str(desk.world.chen.pk))

    def late() -> list[object]:
        return [one["rung"] for one in facts(desk, "incident_overdue") if one["purpose"] == Purpose.REPORT_UPWARD]

    desk.world.fast_forward(minutes=9, seconds=59)
    assert late() == []
    desk.world.fast_forward(seconds=1)
    assert late() == ["duty_officer"]
    assert incident.now().commander == desk.world.chen


@pytest.mark.parametrize("person", ["hu", "zhao"])
def test_nobody_else_reads_who_is_called(desk: Desk, person: str) -> None:
    off_duty(desk, "chen")
    incident = desk.opened("C01", by="bai")

    assert incident.get(person).status_code == 404
