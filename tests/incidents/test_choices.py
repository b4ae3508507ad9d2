"""The county's own decisions: options, choice, reason and risk, by whom, reviewed by another, and never changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from incidents.models import Choice
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, Opened, done

MADE: dict[str, Any] = {
    "matter": "第三考场是否转场",
    "options": ["原场等待来电", "转入备用考场", "启用应急照明"],
    "chosen": 2,
    "reason": "照度不足，备用考场已备好",
    "risk": "转场耗时约八分钟",
}


def choose(incident: Opened, by: str = "chen", address: str = "choices/", **given: Any) -> Any:
    return incident.post(by, address, **{**MADE, **given})


def choices(incident: Opened) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = done(incident.desk.get("bai", f"{incident.number}/choices/")).json()
    return told


def test_a_decision_is_on_record_with_what_else_could_have_been_done(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")

    done(choose(incident))

    [made] = choices(incident)
    assert {name: made[name] for name in MADE} == MADE
    assert (made["decider"], made["role"], made["review"]) == ("陈值班", "commander", None)
    assert desk.world.history()[-1] == "incidents.choice_made"


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("bai", {}, None),  # commands in the county
        ("kong", {}, "not_permitted"),  # works on it, and holds no role whose word decides
        ("ma", {}, "not_permitted"),
        ("zhao", {}, "not_there"),
        ("hu", {}, "not_there"),
        ("chen", {"options": ["只有一个"], "chosen": 1}, "choice_not_one"),
        ("chen", {"chosen": 4}, "choice_not_one"),
        ("chen", {"risk": "  "}, "bad_input"),
        ("chen", {"options": ["等待", "叫150821200701010011转场"], "chosen": 1}, "id_number_written"),
    ],
)
def test_only_whose_word_decides_decides_and_says_all_of_it(
    desk: Desk, who: str, given: dict[str, Any], code: str | None
) -> None:
    incident = desk.answered("E01", venue="v01")

    assert choose(incident, by=who, **given).json().get("code") == code
    assert len(choices(incident)) == (code is None)


def test_the_head_on_the_scene_decides_there(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    done(incident.post("ma", "roles/take/", role="on_scene"))

    done(choose(incident, by="ma"))

    assert choices(incident)[0]["role"] == "on_scene"


def test_another_reviews_it_once(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    done(choose(incident))

    assert incident.post("chen", "choices/1/review/", words="妥当").json()["code"] == "reviewer_must_be_another"
    assert incident.post("ma", "choices/1/review/", words="妥当").json()["code"] == "not_permitted"
    done(incident.post("bai", "choices/1/review/", words="妥当，应预置照度计"))
    assert incident.post("guo", "choices/1/review/", words="妥当").json()["code"] in {
        "not_permitted",
        "reviewed_before",
    }

    [made] = choices(incident)
    assert (made["review"]["reviewer"], made["review"]["words"]) == ("白值班长", "妥当，应预置照度计")


def test_what_was_wrong_is_corrected_by_a_further_record_once(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    done(choose(incident))

    done(choose(incident, address="choices/1/correct/", risk="转场耗时约十五分钟"))
    again = choose(incident, address="choices/1/correct/", risk="二十分钟")
    assert again.json()["code"] == "corrected_before"

    second, first = choices(incident)
    assert (first["risk"], first["corrected_by"]) == (MADE["risk"], 2)
    assert (second["risk"], second["corrects"]) == ("转场耗时约十五分钟", 1)


@pytest.mark.parametrize("how", ["update", "delete"])
def test_nobody_changes_one(desk: Desk, how: str) -> None:
    incident = desk.answered("E01", venue="v01")
    done(choose(incident))

    rows = Choice.objects.filter(incident__number=incident.number)
    with reading(SYSTEM), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        change(rows, how)


def change(rows: QuerySet[Choice], how: str) -> None:
    if how == "update":
        rows.update(risk="")
    else:
        rows.delete()
