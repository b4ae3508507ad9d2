"""What a rehearsal's script promises, and that each thing which does not come about is a deviation."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any

import pytest

from drills.rehearsal.endings import FOUND, SCRIPTED, amiss_with, incidents_told
from drills.rehearsal.handling import HANDLINGS, handling_of
from drills.rehearsal.report import RehearsalReport
from drills.rehearsal.reported import REPORTS
from drills.rehearsal.scenes import NODES, lost_convoy, missing_from, nodes_passed
from incidents.gateways import shipped
from incidents.states import Family
from paper_custody.models import Escort
from tests.incidents.builders import Desk, done
from tests.paper_custody.builders import Papers
from tests.venues.builders import at

PLANS = {plan.code: plan for plan in shipped()}


def incident(plan: str, number: int) -> dict[str, Any]:
    """As the script has it."""
    how = handling_of(plan)
    asked = int(how.question is not None)
    return {
        "number": number, "plan": plan, "status": "closed", "closed_by_two": True, "climbed": int(how.climbs),
        "lapsed": int(how.idle), "steps_waived": len(how.waived), "requests": asked, "decisions": asked,
    }  # fmt: skip


def as_scripted() -> list[dict[str, Any]]:
    return [incident(plan, number) for number, plan in enumerate(sorted(SCRIPTED.elements()), 1)]


SCENES: dict[str, dict[str, Any]] = {
    "forced_opening": {"venue": "v01", "approval": "1号", "by_two": True, "warned": 3, "taken_note": 3, "incident": 2},
    "count_difference": {"counts": 3, "counters": 3, "differed": True, "accepted": True, "incident": 5},
    "evidence_taken": {"taken_by": "宋月娥", "status": "ready", "facts": 30, "forms": 4, "sha256": "0" * 64},
    "lost_convoy": {"silent_since": "06:30", "found_at": "06:55", "arrived_at": "07:25", "incident": 9001},
}
PASSED = dict.fromkeys(NODES, 1)


def test_six_incidents_of_different_groups_and_all_five_official_families() -> None:
    groups = {report.plan[0] for report in REPORTS} | {plan[0] for plan in FOUND}

    assert len(REPORTS) == 6
    assert groups >= {"A", "B", "E", "F", "G", "H", "I"}
    assert {PLANS[plan].family for plan in SCRIPTED} == set(Family)


def test_the_papers_way_is_covered_from_the_city_to_what_is_left() -> None:
    assert list(NODES) == [f"N{number}" for number in range(2, 16)]


@pytest.mark.parametrize("plan", sorted(HANDLINGS))
def test_what_is_waived_or_done_later_is_a_step_of_its_plan(plan: str) -> None:
    how = HANDLINGS[plan]
    steps = {step.number for step in PLANS[plan].steps}

    assert plan in SCRIPTED
    assert steps >= {*how.waived, *how.saved, *how.on_the_spot}
    assert all(how.waived.values())


def test_all_as_scripted_is_no_deviation() -> None:
    assert amiss_with(as_scripted(), stepped=True) == []
    assert missing_from(SCENES, PASSED) == []


def test_an_incident_that_did_not_open_is_one() -> None:
    assert amiss_with(as_scripted()[1:], stepped=False) == [f"an incident of plan {min(SCRIPTED)} did not open"]


def test_one_that_is_not_in_the_script_is_one_only_where_nobody_can_be_late() -> None:
    more = [*as_scripted(), incident("C07", 99)]

    assert amiss_with(more, stepped=True) == ["an incident of plan C07 is not in the script"]
    assert amiss_with(more, stepped=False) == []


@pytest.mark.parametrize(
    ("plan", "field", "value"),
    [
        ("E03", "status", "handling"),
        ("E03", "closed_by_two", False),
        ("A01", "climbed", 0),
        ("E01", "lapsed", 0),
        ("E01", "steps_waived", 1),
        ("F01", "lapsed", 1),
        ("H01", "decisions", 0),
        ("H01", "requests", 0),
    ],
)
def test_an_incident_that_went_otherwise_is_one(plan: str, field: str, value: object) -> None:
    incidents = as_scripted()
    next(one for one in incidents if one["plan"] == plan)[field] = value

    assert len(amiss_with(incidents, stepped=True)) == 1


@pytest.mark.parametrize(
    ("scene", "field", "value"),
    [
        ("forced_opening", "by_two", False),
        ("forced_opening", "taken_note", 2),
        ("forced_opening", "approval", ""),
        ("count_difference", "counters", 2),
        ("count_difference", "accepted", False),
        ("evidence_taken", "status", "failed"),
        ("evidence_taken", "forms", 0),
        ("lost_convoy", "found_at", None),
        ("lost_convoy", "incident", None),
    ],
)
def test_a_scene_that_went_otherwise_is_one(scene: str, field: str, value: object) -> None:
    scenes = deepcopy(SCENES)
    scenes[scene][field] = value

    assert len(missing_from(scenes, PASSED)) == 1


def test_a_scene_or_a_node_that_did_not_come_about_is_one() -> None:
    assert missing_from({**SCENES, "lost_convoy": {}}, PASSED) == ["lost_convoy did not come about"]
    assert missing_from(SCENES, {**PASSED, "N14": 0}) == ["no fact tells of node N14"]


def test_a_report_with_a_deviation_is_not_fine() -> None:
    told: dict[str, Any] = {
        "exam": "x", "until": "A1", "acts": 5, "entries_by_people": 5, "refused": 1, "unexpected": (), "incidents": {},
        "incident_list": (), "nodes": PASSED, "scenes": SCENES, "clocks": {}, "journal": (),
    }  # fmt: skip

    assert RehearsalReport(**told).fine
    for wrong in ({"unexpected": ("x",)}, {"journal": ("x",)}, {"entries_by_people": 4}):
        assert not RehearsalReport(**{**told, **wrong}).fine


def test_a_lost_convoy_is_told_from_the_rows(leaving: Papers) -> None:
    """The desk calls in vain, an incident opens, the convoy answers, and arrives late."""
    Desk.of(leaving.world)
    run = Escort.objects.get()
    call = f"escorts/{run.pk}/voice-check"
    leaving.world.fast_forward(minutes=15)
    done(leaving.post("bai", call, answer="no_answer"))
    leaving.world.fast_forward(minutes=10)
    done(leaving.post("bai", call, answer="trouble", spoke_with="he", words="抛锚"))
    found_at = leaving.world.exam_now
    leaving.world.move_to(run.expected_at + dt.timedelta(minutes=11))
    done(leaving.arrive())
    leaving.world.settle()

    told = lost_convoy(leaving.world.exam)

    assert (told["venue"], told["outward"], told["calls_unanswered"], told["incident"]) == ("v01", True, 1, 9001)
    assert (told["found_at"], told["missed_as_late"]) == (found_at.isoformat(), True)
    assert told["arrived_at"] == leaving.world.exam_now.isoformat()
    passed = nodes_passed(leaving.world.exam)
    assert (passed["N5"], passed["N6"], passed["N7"], passed["N2"], passed["N14"]) == (1, 1, 1, 0, 0)


def test_an_incident_is_told_with_its_clocks_met_and_missed(leaving: Papers) -> None:
    desk = Desk.of(leaving.world)
    opened = desk.opened("E01", venue="v01")
    leaving.world.fast_forward(minutes=6)
    done(opened.post("chen", "acknowledge/"))
    done(opened.post("chen", "steps/1/done/"))
    done(opened.post("bai", "steps/waive/", steps=[6], words="未停水"))

    [told] = incidents_told(leaving.world.exam)

    assert (told["plan"], told["opened"], told["climbed"], told["closed_by_two"]) == ("E01", "spot", 1, False)
    assert (told["steps_done"], told["steps_waived"], told["ended_at"]) == (1, 1, None)
    # The answer came after five minutes, and steps 1 and 2 are due after three; the first action was in time.
    # Both kinds of situation reports are still to come.
    assert told["clocks"] == {"met": 1, "missed": 3, "other": 5}
    assert at(0) > leaving.world.exam_now
