"""What is wrong with a county's own text is said by row, field and code, by the parser of the shipped one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from incidents.gateways import ladder, ladder_from, plan_from, plans, procedures
from incidents.gateways.differences import ladder_changes, plan_changes
from incidents.gateways.ladder import ladder_text
from incidents.gateways.ladder_rules import ladder_wrongs
from incidents.gateways.own_reading import LONGEST, read_own, written_own
from incidents.gateways.own_rules import plan_wrongs
from tests.incidents.own_texts import clocks_text, plan_text

Change = Callable[[dict[str, Any]], object]


def put(*path: str | int, value: Any) -> Change:
    """Put a value at a place of a text."""

    def change(told: dict[str, Any]) -> None:
        here: Any = told
        for part in path[:-1]:
            here = here[part]
        here[path[-1]] = value

    return change


PLAN_WRONGS: dict[str, tuple[Change, str, str, str]] = {
    "no length": (put("steps", 1, "within", value="fünf"), "step 2", "within", "no_length"),
    "nought minutes": (put("steps", 0, "within", value="0m"), "step 1", "within", "zero"),
    "an unknown unit": (put("steps", 2, "who", value=["ufo"]), "step 3", "who", "no_such_party"),
    "nobody": (put("steps", 0, "who", value=[]), "step 1", "who", "nobody"),
    "no words": (put("steps", 0, "zh", value=" "), "step 1", "zh", "no_text"),
    "a gap in the numbers": (put("steps", 1, "number", value=9), "step 2", "number", "not_numbered"),
    "an unknown field": (put("steps", 1, "photo", value=True), "step 2", "photo", "unknown_key"),
    "two limits": (put("steps", 0, "every", value="5m"), "step 1", "within", "two_limits"),
    "no moment": (put("steps", 0, "by", value="noon"), "step 1", "by", "no_moment"),
    "a level that is none": (put("level", "initial", value="V"), "", "level", "no_such_word"),
    "a list for a word": (put("family", value=["accident"]), "", "family", "no_such_word"),
    "another class": (put("family", value="public_health"), "", "family", "stays"),
    "another code": (put("code", value="E02"), "", "code", "stays"),
    "another trigger": (put("trigger", "facts", value=[{"kind": "x.y"}]), "", "facts", "stays"),
    "no source": (put("source", value=""), "", "source", "no_text"),
    "a post in the lead": (put("lead", value="duty_officer"), "", "lead", "no_unit"),
    "no such condition": (
        put("steps", 0, "when", value=[{"condition": "snow", "within": "1m"}]), "step 1", "when", "no_such_condition",
    ),
    "a date": (put("source", value=yaml.safe_load("2027-06-07")), "", "source", "not_plain"),
    "a key that is no text": (put("steps", 0, "en", value={1: 2}), "step 1", "en", "not_plain"),
    "no steps": (put("steps", value=[]), "", "steps", "no_steps"),
    "ten thousand steps": (put("steps", value=[{}] * 10_000), "", "steps", "too_long"),
    "a book": (put("trigger", "zh", value="长" * LONGEST), "", "", "too_long"),
}  # fmt: skip


def codes(wrongs: list[Any]) -> list[tuple[str, str, str]]:
    return [(one.row, one.field, one.code) for one in wrongs]


@pytest.mark.parametrize("what", PLAN_WRONGS)
def test_a_wrong_plan_is_named_by_row_field_and_code(what: str) -> None:
    change, row, field, code = PLAN_WRONGS[what]
    told = plan_text("E01")
    change(told)

    assert (row, field, code) in codes(plan_wrongs(told, shipped=plans()["E01"]))


def test_every_wrong_place_is_named_at_once() -> None:
    told = plan_text("E01")
    for change in (
        put("steps", 0, "within", value="bald"),
        put("steps", 1, "who", value=["ufo"]),
        put("steps", 1, "zh", value=""),
        put("openness", value="geheim"),
    ):
        change(told)
    told.pop("tail")

    assert set(codes(plan_wrongs(told, shipped=plans()["E01"]))) == {
        ("step 1", "within", "no_length"),
        ("step 2", "who", "no_such_party"),
        ("step 2", "zh", "no_text"),
        ("", "openness", "no_such_word"),
        ("", "tail", "no_text"),
    }


@pytest.mark.parametrize("code", [*plans(), *procedures()])
def test_every_shipped_text_may_be_made_a_countys_own_and_survives_a_file(code: str) -> None:
    shipped = (plans() | procedures())[code]
    told, wrong = read_own(written_own(shipped.raw, head="临河县\n第1版"))

    assert wrong == []
    assert told == shipped.raw
    assert plan_wrongs(told, shipped=shipped) == []
    assert plan_changes(shipped, plan_from(shipped.raw)) == []


def test_no_county_opens_a_plan_for_named_roles_or_lets_pictures_in() -> None:
    restricted = plan_text("F05") | {"openness": "internal"}
    escort = plan_text("A03") | {"openness": "restricted"}
    closed = plan_text("E01") | {"openness": "restricted"}
    pictures = plan_text("A02") | {"pictures": "by_permission"}

    assert codes(plan_wrongs(restricted, shipped=plans()["F05"])) == [("", "openness", "openness_stays")]
    assert codes(plan_wrongs(escort, shipped=plans()["A03"])) == [("", "openness", "openness_stays")]
    assert plan_wrongs(closed, shipped=plans()["E01"]) == []
    assert codes(plan_wrongs(pictures, shipped=plans()["A02"])) == [("", "pictures", "pictures_stay_refused")]


def test_what_protects_life_or_is_for_others_to_decide_stays() -> None:
    """limits.md 8 and 9: nothing that a county may leave out."""
    for plan in (*plans().values(), *procedures().values()):
        for step in plan.steps:
            told = plan_text(plan.code)
            del told["steps"][step.number - 1]
            for number, left in enumerate(told["steps"], start=1):
                left["number"] = number
            found = {one.code for one in plan_wrongs(told, shipped=plan)} - {"no_steps"}
            assert found == ({"step_stays"} if step.must_stay else set()), (plan.code, step.number)


def test_a_file_that_is_none_is_refused() -> None:
    for text, code in [
        ("code: [", "no_yaml"),
        ("a: &x [1]\nb: *x\n", "no_yaml"),
        ("!!python/object/apply:os.system ['true']", "no_yaml"),
        ("[" * 20_000, "no_yaml"),
        ("x" * (LONGEST + 1), "too_long"),
    ]:
        assert [one.code for one in read_own(text)[1]] == [code], text[:30]
    assert [one.code for one in plan_wrongs("nur Text", shipped=plans()["E01"])] == ["no_mapping"]


def limit(family: str, level: str, field: str, value: str) -> Change:
    return put("limits", family, level, field, value=value)


CLOCK_WRONGS: dict[str, tuple[Change, str, str, str]] = {
    "nought minutes": (limit("accident", "I", "acknowledge", "0m"), "limits accident I", "acknowledge", "zero"),
    "seconds": (limit("accident", "I", "acknowledge", "90s"), "limits accident I", "acknowledge", "no_whole_minutes"),
    "no length": (limit("accident", "II", "close", "morgen"), "limits accident II", "close", "no_length"),
    "warned after it is due": (
        limit("accident", "II", "warn_report", "15m"), "limits accident II", "warn_report", "warned_too_late",
    ),
    "warned when it is due": (
        limit("public_health", "IV", "warn_close", "12h"), "limits public_health IV", "warn_close", "warned_too_late",
    ),
    "warned of nothing": (
        limit("accident", "IV", "warn_report", "5m"), "limits accident IV", "warn_report", "warned_too_late",
    ),
    "the worse is slower": (
        limit("accident", "I", "first_action", "6m"), "limits accident I", "first_action", "worse_has_more_time",
    ),
    "after the end": (
        limit("accident", "IV", "acknowledge", "13h"), "limits accident IV", "acknowledge", "after_close",
    ),
    "the city is not told": (
        limit("accident", "II", "report_upward", "none"), "limits accident II", "report_upward", "report_stays",
    ),
    "an unknown field": (limit("accident", "II", "warn", "1m"), "limits accident II", "warn", "unknown_key"),
    "an unknown post": (put("rungs", 1, "role", value="sheriff"), "rung 2", "role", "no_such_role"),
    "his own substitute": (put("rungs", 1, "fallback", value="duty_clerk"), "rung 2", "fallback", "own_fallback"),
    "an invented rung": (put("rungs", 1, "code", value="deputy"), "rung 2", "code", "no_such_rung"),
    "a rung of another name": (put("rungs", 1, "zh", value="值班"), "rung 2", "zh", "rung_name_stays"),
    "no city": (lambda told: told["rungs"].pop(), "", "rungs", "last_rung_stays"),
    "no venue": (lambda told: told["rungs"].pop(0), "", "rungs", "first_rung_stays"),
    "no county": (lambda told: told["rungs"].__delitem__(slice(1, 4)), "", "rungs", "no_county_rung"),
    "another tail": (put("tails", "own", value=[]), "", "tails", "names_stay"),
    "no review": (lambda told: told["tails"]["default"].pop(), "tail default", "within_after_close", "no_review"),
    "reported at nought": (
        put("reporting", "default", "written_first", value="0m"), "reporting default", "written_first", "zero",
    ),
    "no level": (lambda told: told["limits"]["accident"].pop("I"), "limits accident I", "limits", "no_mapping"),
}  # fmt: skip


@pytest.mark.parametrize("what", CLOCK_WRONGS)
def test_nonsense_in_the_table_of_clocks_is_named_by_row_field_and_code(what: str) -> None:
    change, row, field, code = CLOCK_WRONGS[what]
    told = clocks_text()
    change(told)

    assert (row, field, code) in codes(ladder_wrongs(told, shipped=ladder(), sound=ladder_text()))


def test_nobody_on_the_ladder_for_restricted_incidents_is_refused() -> None:
    told = clocks_text()
    for rung in told["rungs"][1:]:
        rung["role"], rung["fallback"] = "duty_clerk", "exam_office"

    found = codes(ladder_wrongs(told, shipped=ladder(), sound=ladder_text()))

    assert ("", "rungs", "nobody_sees_restricted") in found


def test_the_shipped_table_may_be_made_a_countys_own_and_survives_a_file() -> None:
    told, wrong = read_own(written_own(ladder_text(), head="临河县"))

    assert wrong == []
    assert told == ladder_text()
    assert ladder_wrongs(told, shipped=ladder(), sound=ladder_text()) == []
    assert ladder_changes(ladder(), ladder_from(ladder_text())) == []


def test_differences_are_told_step_by_step() -> None:
    before, told = plans()["A02"], plan_text("A02")
    steps = told["steps"]
    steps[0]["within"] = "2m"  # changed
    del steps[2]  # removed
    steps[1], steps[2] = steps[2], steps[1]  # moved
    steps.insert(
        1, {"number": 0, "zh": "通知纪检监察到场", "en": "Call discipline", "who": ["discipline"], "within": "20m"}
    )
    steps[-1]["zh"] = "书面报市、报省"  # reworded
    del steps[-1]["within"]
    for number, step in enumerate(steps, start=1):
        step["number"] = number
    told["supporting"] = ["secrecy", "police", "discipline"]

    found = {(one.kind.value, one.row, one.field) for one in plan_changes(before, plan_from(told))}

    assert found == {
        ("changed", "", "supporting"),
        ("changed", "step 1", "within"),
        ("added", "step 2", "step"),
        ("added", "step 2", "who"),
        ("added", "step 2", "within"),
        ("moved", "step 3", "number"),
        ("moved", "step 4", "number"),
        ("changed", "step 7", "step"),
        ("removed", "step 7", "within"),
        ("removed", "step 3", "step"),
    }
