"""Every plan and procedure is started once, and each step is due when the handbook's words say that it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from incidents.gateways import plans, procedures
from incidents.states import Purpose
from tests.incidents.builders import Desk, Opened
from tests.world import T0

WRITTEN = Path(__file__).parent / "steps_as_written.txt"
UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}
LIMIT = re.compile(r"≤(?:\d+–)?(\d+)([smh])")
EVERY = re.compile(r"每(\d+)([smh])")
BEFORE_START, AFTER_START = re.compile(r"T-(\d+)m前"), re.compile(r"T0\+(\d+)内")
ASIDE = re.compile(r"\(([^)]*)\)")
# The common tail, as the handbook words it: 续报(Ⅰ/Ⅱ 30m, Ⅲ 2h).
FOLLOW_UP = {"I": dt.timedelta(minutes=30), "II": dt.timedelta(minutes=30), "III": dt.timedelta(hours=2)}
# What is to be done at once is overdue after a minute.
AT_ONCE = dt.timedelta(minutes=1)


def as_written() -> Mapping[str, list[str]]:
    """The words of each step, by code."""
    lines = [line for line in WRITTEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {line[:3]: re.split(r"\s*[①-⑧]", line[3:])[1:] for line in lines}


def length(found: re.Match[str]) -> dt.timedelta:
    return dt.timedelta(**{UNITS[found[2]]: int(found[1])})


def due(words: str, *, opened_at: dt.datetime, level: str, condition: str = "") -> dt.datetime | None:
    """By when the words want it done; None where they name no limit."""
    asides, words = ASIDE.findall(words), ASIDE.sub("", words)
    under = [LIMIT.search(aside) for aside in asides if condition and condition in aside]
    if found := next((one for one in under if one), None) or LIMIT.search(words) or EVERY.search(words):
        return opened_at + length(found)
    if found := BEFORE_START.search(words):
        return T0 - dt.timedelta(minutes=int(found[1]))
    if found := AFTER_START.search(words):
        return T0 + dt.timedelta(minutes=int(found[1]))
    if "立即" in words:
        return opened_at + AT_ONCE
    return opened_at + FOLLOW_UP[level] if words.startswith("续报") else None


def differences(case: Opened, code: str, *, condition: str = "") -> list[str]:
    """Where the rows and their clocks differ from the words."""
    incident, written = case.now(), as_written()[code]
    rows = list(incident.steps.order_by("number"))
    if len(rows) != len(written):
        return [f"{code}: {len(rows)} steps, {len(written)} written"]
    found = []
    for row, words in zip(rows, written, strict=True):
        wanted = due(words, opened_at=incident.opened_at, level=incident.level_initial, condition=condition)
        if row.due_at != wanted:
            found.append(f"{code} {row.number} {words}: due {row.due_at}, and not {wanted}")
        elif wanted is not None and case.desk.clock_of(Purpose.STEP, row.pk).due_at != wanted:
            found.append(f"{code} {row.number} {words}: the clock is another")
    return found


@pytest.mark.parametrize("group", "ABCDEFGHIS")
def test_every_step_is_due_when_its_words_say_so(desk: Desk, group: str) -> None:
    codes = [code for code in (*plans(), *procedures()) if code[0] == group]
    assert codes

    assert [line for code in codes for line in differences(desk.opened(code, venue="v01"), code)] == []


def test_the_words_are_of_every_plan_and_procedure() -> None:
    assert sorted(as_written()) == sorted((*plans(), *procedures()))
    limits = [words for steps in as_written().values() for words in steps if LIMIT.search(ASIDE.sub("", words))]
    assert len(limits) == 176


def test_under_a_condition_the_words_of_the_condition_count(desk: Desk) -> None:
    case = desk.opened("H05/listening_window", venue="v01")

    assert differences(case, "H05", condition="听力") == []
    assert case.step(1).due_at == case.now().opened_at + dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("主考报县值班长≤5m", 5),
        ("UPS/发电机投切≤1–3m", 3),
        ("核查立案≤24h", 24 * 60),
        ("报考区主任、市省,立即≤5m", 5),
        ("报考区主任、市,立即", 1),
        ("每30m续报", 30),
        ("续报", 120),
        ("考区主任请示省(一般≤30m)", None),
        ("治疗>30m→劝停考送医", None),
        ("备用余量<20%预警;结束前15m不换卡", None),
    ],
)
def test_the_words_are_read_as_people_read_them(words: str, minutes: int | None) -> None:
    wanted = None if minutes is None else T0 + dt.timedelta(minutes=minutes)

    assert due(words, opened_at=T0, level="III") == wanted
