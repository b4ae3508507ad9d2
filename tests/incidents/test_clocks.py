"""Acknowledge, first action, report upward and close: four clocks by class and level, from one table."""

from __future__ import annotations

import datetime as dt

import pytest

from clocks.models import ClockPause
from incidents.gateways import ladder, plans
from incidents.states import Family, Level, Purpose
from tests.incidents.builders import Desk, done

MINUTE = dt.timedelta(minutes=1)
# One open plan of every family, whose level the desk then sets.
PLAN_OF = {
    Family.EXAM_SECURITY: "A01",
    Family.NATURAL_DISASTER: "G02",
    Family.ACCIDENT: "E01",
    Family.SOCIAL_SECURITY: "H04",
    Family.PUBLIC_HEALTH: "F03",
}


def test_every_family_has_a_plan_here() -> None:
    assert {plans()[code].family for code in PLAN_OF.values()} == set(Family)


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("level", list(Level))
def test_each_clock_runs_by_the_table(desk: Desk, family: Family, level: Level) -> None:
    limits = ladder().limits[family][level]
    incident = desk.opened(PLAN_OF[family])
    opened_at = incident.now().opened_at
    if incident.now().level != level:
        done(incident.post("chen", "level/", level=level, words="初判"))

    due = {clock.purpose: clock for clock in (incident.clock(Purpose.ACKNOWLEDGE), incident.clock(Purpose.CLOSE))}
    initial = ladder().limits[family][plans()[PLAN_OF[family]].level]
    assert due[Purpose.CLOSE].due_at == opened_at + min(limits.close, initial.close)
    assert due[Purpose.ACKNOWLEDGE].due_at == opened_at + min(limits.acknowledge, initial.acknowledge)
    if limits.report_upward is not None:
        expected = min(limits.report_upward, initial.report_upward or limits.report_upward)
        assert incident.clock(Purpose.REPORT_UPWARD).due_at == opened_at + expected

    done(incident.post("bai", "acknowledge/"))
    assert incident.clock(Purpose.FIRST_ACTION).due_at == opened_at + limits.first_action


def test_a_deadline_stands_still_with_a_reason_and_anothers_approval(desk: Desk) -> None:
    incident = desk.answered("E01")
    before = incident.clock(Purpose.REPORT_UPWARD).due_at

    done(incident.post("chen", "clocks/pause/", clock="report_upward", words="线路中断", **approver(desk, "guo")))
    desk.world.fast_forward(minutes=40)
    assert incident.clock(Purpose.REPORT_UPWARD).status == "paused"
    done(incident.post("chen", "clocks/resume/", clock="report_upward"))

    assert incident.clock(Purpose.REPORT_UPWARD).due_at - before == 40 * MINUTE
    stretch = ClockPause.objects.get()
    assert (stretch.reason, stretch.approver_id) == ("线路中断", desk.world.guo.pk)


def test_a_paused_step_is_due_later_by_as_much(desk: Desk) -> None:
    incident = desk.answered("E01")
    before = incident.step(3).due_at
    assert before is not None

    done(incident.post("chen", "clocks/pause/", clock="step", step=3, words="道路中断", **approver(desk, "guo")))
    desk.world.fast_forward(minutes=15)
    done(incident.post("chen", "clocks/resume/", clock="step", step=3))

    assert incident.step(3).due_at == before + 15 * MINUTE
    overdue = [line["step"] for line in incident.get("chen").json()["log"] if line["kind"] == "overdue"]
    assert 3 not in overdue


@pytest.mark.parametrize(
    ("second", "words", "code"),
    [
        ("chen", "自己批准", "not_permitted"),
        ("kong", "无权批准", "not_permitted"),
        ("sun", "考点批准", "not_permitted"),
        ("guo", " ", "bad_input"),
    ],
)
def test_a_pause_without_a_right_or_a_reason_is_refused(desk: Desk, second: str, words: str, code: str) -> None:
    incident = desk.answered("E01")

    response = incident.post("chen", "clocks/pause/", clock="close", words=words, **approver(desk, second))

    assert response.json()["code"] == code
    assert incident.clock(Purpose.CLOSE).status == "running"


def test_nobody_approves_his_own_pause(desk: Desk) -> None:
    incident = desk.answered("E01")

    response = incident.post("bai", "clocks/pause/", clock="close", words="自己批准", **approver(desk, "bai"))

    assert response.json()["code"] == "one_person"


@pytest.mark.parametrize("clock", ["acknowledge", "first_action"])
def test_an_answer_and_its_first_action_cannot_be_put_off(desk: Desk, clock: str) -> None:
    incident = desk.opened("E01")

    response = incident.post("chen", "clocks/pause/", clock=clock, words="稍后", **approver(desk, "guo"))

    assert response.json()["code"] == "bad_input"


def test_what_a_lower_level_does_not_promise_is_no_longer_due(desk: Desk) -> None:
    incident = desk.answered("E01")
    for step in (1, 2, 3):
        done(incident.post("chen", f"steps/{step}/done/"))

    done(incident.post("chen", "level/", level="IV", words="仅一间考场"))
    desk.world.fast_forward(minutes=45)

    assert "incidents.incident_overdue" not in desk.world.history()


def test_what_does_not_run_cannot_be_paused(desk: Desk) -> None:
    incident = desk.answered("C01")  # level IV has no report upward

    response = incident.post("chen", "clocks/pause/", clock="report_upward", words="稍后", **approver(desk, "guo"))

    assert response.json()["code"] == "clock_stays"


def approver(desk: Desk, person: str) -> dict[str, object]:
    """The second person's proof."""
    return {"approver": desk.world.second(person)}
