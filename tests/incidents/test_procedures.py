"""The 18 procedures: what a venue does for one candidate or one room, run as an incident of that venue."""

from __future__ import annotations

import datetime as dt

import pytest

from exams.gateways.moments import CatalogueError
from incidents.gateways import Pictures, parties, plans, procedures
from incidents.gateways.plans import plan_from
from incidents.states import Level, Openness
from incidents.templatetags.catalogue_words import NAMED
from tests.incidents.builders import Desk, done
from tests.world import T0


def test_there_are_18_of_them_each_led_by_the_venue() -> None:
    assert sorted(procedures()) == [f"S{number:02}" for number in range(1, 19)]
    for procedure in procedures().values():
        assert procedure.is_procedure
        assert procedure.lead == "venue"
        assert procedure.level == Level.IV
        assert [step.number for step in procedure.steps] == list(range(1, len(procedure.steps) + 1))
        assert all(step.who for step in procedure.steps)
        assert procedure.source[0] in "FGP"


def test_no_plan_is_a_procedure() -> None:
    assert not any(plan.is_procedure for plan in plans().values())


def test_what_is_about_a_person_in_doubt_or_in_crisis_is_for_named_roles() -> None:
    """limits.md 5: as D01 and F05 are, which these two come before."""
    assert {code for code, one in procedures().items() if one.openness == Openness.RESTRICTED} == {"S04", "S18"}


def test_a_face_that_does_not_fit_is_never_pictured() -> None:
    assert procedures()["S04"].pictures == Pictures.REFUSED  # limits.md 2


def test_a_venue_starts_a_procedure_and_answers_for_it_itself(desk: Desk) -> None:
    case = desk.opened("S01", by="sun", venue="v01", place="第7考场")

    done(case.post("sun", "acknowledge/"))
    done(case.post("sun", "steps/1/done/"))

    told = case.get("sun").json()
    assert (told["plan"], told["level"], told["status"]) == ("S01", "IV", "handling")
    assert [step["status"] for step in told["plan_steps"]] == ["done", "open", "open", "open", "open"]
    assert desk.world.history() == [
        "incidents.incident_opened",
        "incidents.incident_acknowledged",
        "incidents.step_done",
    ]


def test_a_procedure_without_its_venue_is_refused(desk: Desk) -> None:
    refused = desk.post("chen", plan="S01")

    assert (refused.status_code, refused.json()["code"]) == (400, "venue_needed")
    assert desk.world.history() == []


@pytest.mark.parametrize(("person", "code"), [("tao", 403), ("hu", 404), ("zhao", 403)])
def test_a_procedure_is_started_by_who_reports_at_that_venue(desk: Desk, person: str, code: int) -> None:
    assert desk.post(person, plan="S01", venue="v01").status_code == code
    assert desk.all() == []


def test_latecomers_are_let_in_until_the_moment_that_the_preset_gives_the_session(desk: Desk) -> None:
    desk.world.move_to(T0 + dt.timedelta(minutes=2))
    assert desk.opened("S02", venue="v01").step(1).due_at == desk.world.session("A1").latest_entry_at

    foreign = desk.world.session("B2")
    desk.world.move_to(foreign.latest_entry_at - dt.timedelta(minutes=5))

    assert foreign.latest_entry_at < foreign.starts_at  # limits.md 21: 14:45, and not the start and a quarter
    assert desk.opened("S02", venue="v01").step(1).due_at == foreign.latest_entry_at


def test_a_limit_of_seconds_is_kept_to_the_second(desk: Desk) -> None:
    case = desk.opened("S13", venue="v01")

    assert case.step(1).due_at == case.now().opened_at + dt.timedelta(seconds=10)


def test_a_change_of_a_spoilt_card_waits_for_the_chain_of_the_preset(desk: Desk) -> None:
    case = desk.opened("S12", by="sun", venue="v01")
    assert case.post("sun", "steps/2/done/").json()["code"] == "decision_missing"

    done(case.post("sun", "steps/2/approve/", outcome="granted"))

    done(case.post("sun", "steps/2/done/"))


def test_every_plan_and_procedure_that_a_step_names_is_there() -> None:
    known = {**plans(), **procedures()}
    named = {
        (one.code, code)
        for one in known.values()
        for step in one.steps
        for words in (step.name.zh, step.name.en)
        for code in NAMED.findall(words)
    }

    assert {code for _by, code in named} <= set(known)
    assert ("S04", "D01") in named


@pytest.mark.parametrize(
    "change",
    [{"group": "Q"}, {"lead": "nobody"}, {"reporting": "never"}, {"tail": "none"}, {"supporting": ["moon"]}],
)
def test_a_text_that_names_what_is_not_there_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(CatalogueError):
        plan_from({**procedures()["S01"].raw, **change})


def test_no_procedure_names_an_unknown_party() -> None:
    for procedure in procedures().values():
        assert set(procedure.supporting) | {who for step in procedure.steps for who in step.who} <= set(parties())
