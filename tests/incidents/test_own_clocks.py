"""The table of clocks as the county's own: by two, for what is opened from then on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from clocks.models import Clock
from desk.selectors.checks import look_at_ladder
from desk.states import Outcome
from incidents.states import Family, Level, Purpose
from journal.audit import differences
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, done
from tests.incidents.own_texts import clocks_text, in_force, post, propose, read

MINUTES = {"acknowledge": 4, "climb_every": 2, "first_action": 3, "report_upward": 7, "close": 90}


def own_clocks() -> dict[str, Any]:
    """Every level III answers within four minutes, and is warned of its report after six."""
    told = clocks_text()
    for family in Family:
        told["limits"][family]["III"] = {key: f"{minutes}m" for key, minutes in MINUTES.items()}
        told["limits"][family]["III"]["warn_report"] = "6m"
        for level in ("I", "II"):
            told["limits"][family][level] |= {"acknowledge": "2m", "climb_every": "2m", "report_upward": "5m"}
            told["limits"][family][level]["first_action"] = "3m"
    told["source"] = "临河县招委办〔2027〕5号"
    return told


def due_in(clock: Clock, since: dt.datetime) -> float:
    return (clock.due_at - since).total_seconds() / 60


def test_what_is_opened_afterwards_runs_by_the_countys_clocks(desk: Desk) -> None:
    old = desk.opened("E01")
    in_force(desk, own_clocks(), subject="ladder")
    new = desk.opened("E01")

    opened = new.now().opened_at
    assert due_in(new.clock(Purpose.ACKNOWLEDGE), opened) == MINUTES["acknowledge"]
    assert due_in(new.clock(Purpose.REPORT_UPWARD), opened) == MINUTES["report_upward"]
    assert due_in(new.clock(Purpose.CLOSE), opened) == MINUTES["close"]
    warned = new.clock(Purpose.REPORT_UPWARD).warn_at
    assert warned == opened + dt.timedelta(minutes=6)
    assert due_in(old.clock(Purpose.ACKNOWLEDGE), old.now().opened_at) == 5
    told = done(desk.get("chen", f"{old.number}/plan/")).json()["ladder_changes"]
    assert ("limits accident III", "acknowledge", "5分钟", "4分钟") in {
        (one["row"], one["field"], one["before"], one["after"]) for one in told
    }
    assert list(differences()) == []


def test_the_first_action_and_the_climb_follow_it_too(desk: Desk) -> None:
    in_force(desk, own_clocks(), subject="ladder")
    incident = desk.opened("E01")

    desk.world.fast_forward(minutes=4)
    assert incident.now().rung == "duty_officer"
    desk.world.fast_forward(minutes=2)
    assert incident.now().rung == "district_chief"
    done(incident.post("guo", "acknowledge/"))
    assert due_in(incident.clock(Purpose.FIRST_ACTION), desk.world.exam_now) == MINUTES["first_action"]


def test_it_takes_two_others_and_ends_by_two(desk: Desk) -> None:
    assert propose(desk, own_clocks(), subject="ladder", by="chen").json()["code"] == "not_permitted"
    number = done(propose(desk, own_clocks(), subject="ladder")).json()["fact"]["number"]
    assert post(desk, "hu", f"ladder/{number}/approve/").json()["code"] == "own_text_unknown"
    done(post(desk, "bai", f"ladder/{number}/approve/"))
    assert post(desk, "bai", f"ladder/{number}/approve/").json()["code"] == "approver_must_be_another"
    assert done(read(desk, "chen", "ladder/")).json()["own"] is None
    done(post(desk, "guo", f"ladder/{number}/approve/"))
    assert done(read(desk, "chen", "ladder/")).json()["own"] == 1
    assert done(read(desk, "hu", "ladder/")).json()["own"] is None

    ends = done(post(desk, "kong", "ladder/end/", words="省统一")).json()["fact"]["number"]
    for person in ("bai", "guo"):
        done(post(desk, person, f"ladder/{ends}/approve/"))
    told = done(read(desk, "chen", "ladder/")).json()
    assert (told["own"], told["shipped_against_own"]) == (None, [])


@pytest.mark.parametrize(
    ("level", "field", "value", "code"),
    [("II", "acknowledge", "0m", "zero"), ("II", "warn_close", "25h", "warned_too_late")],
)
def test_nonsense_is_refused_with_row_and_field(desk: Desk, level: str, field: str, value: str, code: str) -> None:
    told = own_clocks()
    told["limits"]["exam_security"][level][field] = value

    response = propose(desk, told, subject="ladder")

    assert response.json()["code"] == "own_text_wrong"
    row = f"limits exam_security {level}"
    assert {"row": row, "field": field, "code": code, "told": value.replace("25h", "1500m")} in response.json()[
        "detail"
    ]["wrong"]
    checked = done(post(desk, "chen", "ladder/check/", content=told)).json()
    assert {(one["row"], one["field"], one["code"]) for one in checked["wrong"]} >= {(row, field, code)}
    assert all(one["sentence"] for one in checked["wrong"])


def test_a_rung_of_the_countys_own_ladder_without_anybody_is_found_before_the_exam(desk: Desk) -> None:
    told = own_clocks()
    told["rungs"][1] |= {"role": "auditor", "fallback": "exam_office"}
    in_force(desk, told, subject="ladder")

    with reading(SYSTEM):
        found = look_at_ladder()

    assert found.outcome == Outcome.BAD
    assert "临河县: auditor" in {line.words for line in found.lines if line.sentence == "Nobody holds this duty."}


def test_the_four_clocks_of_each_class_and_level_are_those_of_the_table(desk: Desk) -> None:
    """Features B1: 4 clocks x 20 lines out of the county's own table, by the minute."""
    told = clocks_text()
    for place, family in enumerate(Family):
        for rank, level in enumerate(Level):
            row = told["limits"][family][level]
            row |= {
                "acknowledge": f"{2 + place + rank}m",
                "climb_every": f"{2 + rank}m",
                "first_action": f"{5 + rank}m",
            }
            row["close"] = f"{100 + place * 4 + rank}m"
            if rank < 3:
                row["report_upward"] = f"{20 + place + rank}m"
    in_force(desk, told, subject="ladder")
    plan_of = {"exam_security": "A01", "natural_disaster": "G01", "accident": "E01", "social_security": "H03"}
    for place, family in enumerate(Family):
        incident = desk.opened(plan_of.get(family, "F01"), venue="v01")
        row = incident.now()
        rank = list(Level).index(Level(row.level_initial))
        assert row.family == family
        assert due_in(incident.clock(Purpose.ACKNOWLEDGE), row.opened_at) == 2 + place + rank
        assert due_in(incident.clock(Purpose.CLOSE), row.opened_at) == 100 + place * 4 + rank
