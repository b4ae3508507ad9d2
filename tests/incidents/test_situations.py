"""Situation reports are due at the exact minute of the level's cadence; one that is missing shows until it comes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from clocks.models import Clock
from incidents.selectors.situations import KIND_OF
from incidents.states import Level
from tests.incidents.builders import Desk, Opened, done

SAID = {"standing": "停电范围扩大到三个考场", "doing": "发电车已到位", "needs": "再要一台发电机"}
# Features A10: I 15, II 30, III 60 minutes; IV by the table.
MINUTES = {"I": 15, "II": 30, "III": 60, "IV": 120}
KINDS = ("tactical", "command")


def report(incident: Opened, by: str = "chen", kind: str = "tactical", **given: Any) -> Any:
    return incident.post(by, "situations/", **{"kind": kind, **SAID, **given})


def told(incident: Opened) -> Any:
    incident.desk.world.settle()
    return done(incident.desk.get("bai", f"{incident.number}/situations/")).json()


def missed(incident: Opened) -> list[str]:
    return sorted(one["kind"] for one in told(incident)["due"] if one["missed"])


def missed_facts(desk: Desk) -> list[tuple[str, int]]:
    facts: list[Any] = [fact for fact in desk.world.facts() if fact.kind == "incidents.situation_missed"]
    return [(fact.situation_kind, fact.missed) for fact in facts]


def of_level(desk: Desk, level: str) -> Opened:
    """An incident that is of this level when somebody answers."""
    incident = desk.opened("E01", venue="v01")
    if incident.now().level != level:
        done(incident.post("bai", "level/", level=level, words="研判"))
    done(incident.post("bai", "acknowledge/"))
    done(incident.post("bai", "notes/", words="已到现场"))
    return incident


@pytest.mark.parametrize("level", list(Level))
def test_a_report_is_due_at_the_exact_minute_of_its_level(desk: Desk, level: str) -> None:
    incident = of_level(desk, level)
    assert [one["missed"] for one in told(incident)["due"]] == [False, False]

    desk.world.fast_forward(minutes=MINUTES[level], seconds=-1)
    assert missed(incident) == []

    desk.world.fast_forward(seconds=1)
    assert missed(incident) == sorted(KINDS)
    assert sorted(missed_facts(desk)) == [("command", 1), ("tactical", 1)]


def test_a_report_in_time_meets_its_prompt_and_the_next_keeps_its_minute(desk: Desk) -> None:
    incident = of_level(desk, "II")
    desk.world.fast_forward(minutes=20)
    done(report(incident))
    done(report(incident, kind="command"))

    desk.world.fast_forward(minutes=39, seconds=59)
    assert missed(incident) == []
    desk.world.fast_forward(seconds=1)

    assert missed(incident) == sorted(KINDS)


def test_reports_one_after_the_other_move_no_prompt(desk: Desk) -> None:
    incident = of_level(desk, "II")
    desk.world.fast_forward(minutes=1)
    for _again in range(4):
        done(report(incident))

    desk.world.fast_forward(minutes=59)

    assert "tactical" in missed(incident)


def test_a_missing_report_shows_until_one_comes_and_the_next_is_due_all_the_same(desk: Desk) -> None:
    incident = of_level(desk, "II")
    desk.world.fast_forward(minutes=31)
    assert "tactical" in missed(incident)

    answer = done(report(incident)).json()
    assert answer["fact"]["late"] is True
    assert missed(incident) == ["command"]
    desk.world.fast_forward(minutes=29)

    assert "tactical" in missed(incident)
    assert missed_facts(desk).count(("tactical", 1)) == 2


def test_a_standstill_is_told_once_with_how_many_passed(desk: Desk) -> None:
    incident = of_level(desk, "II")

    desk.world.fast_forward(minutes=100)

    assert sorted(missed_facts(desk)) == [("command", 3), ("tactical", 3)]
    [next_due] = set(prompts_running(incident))
    assert next_due - (incident.now().acknowledged_at or next_due) == dt.timedelta(minutes=120)


def test_a_worse_level_asks_sooner_and_a_lower_one_no_later(desk: Desk) -> None:
    incident = of_level(desk, "III")
    desk.world.fast_forward(minutes=10)
    done(incident.post("bai", "level/", level="I", words="扩大"))
    done(incident.post("bai", "level/", level="IV", words="缓和"))

    desk.world.fast_forward(minutes=14, seconds=59)
    assert missed(incident) == []
    desk.world.fast_forward(seconds=1)

    assert missed(incident) == sorted(KINDS)


def test_nothing_is_due_before_somebody_answers_nor_after_the_end(desk: Desk) -> None:
    incident = desk.opened("E01", venue="v01")
    done(report(incident, by="ma"))
    assert told(incident)["due"] == []

    done(incident.post("bai", "acknowledge/"))
    done(incident.post("bai", "notes/", words="已到现场"))
    incident.finish(by="bai")
    done(incident.post("bai", "close/propose/", words="已恢复"))
    done(incident.post("guo", "close/"))
    desk.world.fast_forward(hours=2)

    assert missed_facts(desk) == []
    assert report(incident, by="bai").json()["code"] == "not_now"


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("zhao", {}, "not_there"),
        ("hu", {}, "not_there"),
        ("tao", {}, "not_there"),
        ("chen", {"standing": "考生150821200701010011晕倒"}, "id_number_written"),
        ("chen", {"doing": "  "}, "bad_input"),
    ],
)
def test_a_refused_report_is_none(desk: Desk, who: str, given: dict[str, str], code: str) -> None:
    incident = of_level(desk, "III")

    assert report(incident, by=who, **given).json()["code"] == code
    assert told(incident)["reports"] == []


def prompts_running(incident: Opened) -> list[dt.datetime]:
    row = incident.now()
    running = Clock.objects.filter(subject=row.pk, status="running", purpose__in=KIND_OF)
    return list(running.values_list("due_at", flat=True))
