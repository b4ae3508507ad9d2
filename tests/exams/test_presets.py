"""The province presets and session tables, number by number, as they were published."""

from __future__ import annotations

import datetime as dt

import pytest

from exams.errors import SessionsDoNotFit
from exams.gateways.files import Node
from exams.gateways.moments import CatalogueError, Moment, read_length
from exams.gateways.presets import FIVE_NUMBERS, preset, preset_codes, preset_from
from exams.gateways.session_tables import session_table, session_table_codes, subject_named
from exams.selectors.plans import PlannedSession, SessionTimes, planned_sessions, times_of_table, with_runs
from tests.exams.builders import FIRST_DAY, beijing


def sessions(preset_code: str, table: str = "gaokao_2025_312") -> dict[str, PlannedSession]:
    planned = planned_sessions(preset(preset_code), times_of_table(session_table(table), FIRST_DAY))
    return {session.code: session for session in planned}


def offset(session: PlannedSession, code: str) -> float:
    """Minutes from the start (or, for what is tied to the end, from the end)."""
    line = next(line for line in session.plan if line.code == code)
    anchor = session.ends_at if line.rule.startswith("TE") else session.starts_at
    return (line.planned_at - anchor).total_seconds() / 60


def test_four_presets_are_shipped() -> None:
    assert preset_codes() == ["hainan", "hubei", "jiangsu", "ministry"]


# Columns of the published tables: collecting the bags, candidates in; first session, Chinese and foreign apart.
@pytest.mark.parametrize(
    ("code", "milestone", "chinese_first", "plain", "foreign"),
    [
        ("ministry", "bags_issued", -35, -25, -25),
        ("ministry", "candidates_enter", -30, -20, -20),
        ("ministry", "cards_given_out", -15, -15, -15),
        ("hubei", "candidates_enter", -40, -40, -40),
        ("hubei", "cards_given_out", -15, -15, -15),
        ("hainan", "staff_on_post", -70, -60, -70),
        ("hainan", "bags_issued", -60, -50, -60),
        ("hainan", "candidates_enter", -60, -50, -60),
        ("jiangsu", "candidates_enter", -30, -25, -30),
        ("jiangsu", "bags_issued", -60, -50, -60),
    ],
)
def test_each_province_has_its_own_minutes(
    code: str, milestone: str, chinese_first: int, plain: int, foreign: int
) -> None:
    planned = sessions(code)

    assert [offset(planned[name], milestone) for name in ("A1", "A2", "B2")] == [chinese_first, plain, foreign]


@pytest.mark.parametrize("code", preset_codes())
def test_opening_is_ten_minutes_before_and_distribution_five(code: str) -> None:
    for name, session in sessions(code).items():
        assert offset(session, "papers_opened") == -10, name
        assert offset(session, "papers_distributed") == -5, name
        assert session.opening_from - session.starts_at == dt.timedelta(minutes=-11)
        assert session.opening_until - session.starts_at == dt.timedelta(minutes=-9)


@pytest.mark.parametrize("code", preset_codes())
def test_a_foreign_language_bars_latecomers_at_a_quarter_to_three_and_opens_at_ten_to(code: str) -> None:
    foreign = sessions(code)["B2"]

    assert foreign.latest_entry_at == beijing(8, 14, 45)
    assert foreign.opening_from == beijing(8, 14, 49)
    assert (foreign.quiet_from, foreign.quiet_until) == (beijing(8, 14, 30), beijing(8, 15, 40))
    assert sessions(code)["A2"].latest_entry_at == beijing(7, 15, 15)
    assert sessions(code)["A2"].quiet_from is None


def test_the_five_numbers_do_not_follow_from_one_another() -> None:
    composed = preset("ministry").composed
    for name in FIVE_NUMBERS:
        moved = {**composed, "windows": {**composed["windows"], name: {"at": "T0-7", "tolerance": "1m", "source": "P"}}}
        changed = {
            key for key, window in preset_from(moved).windows.items() if window != preset("ministry").windows[key]
        }
        assert changed == {name}


@pytest.mark.parametrize(
    ("code", "leaves", "lounge"),
    [("ministry", True, True), ("hubei", True, True), ("hainan", True, False), ("jiangsu", False, False)],
)
def test_early_leave_is_the_provinces_and_never_in_a_short_paper(code: str, leaves: bool, lounge: bool) -> None:
    planned = sessions(code)

    assert planned["A1"].earliest_leave_at == (beijing(7, 11) if leaves else None)
    assert preset(code).early_leave.held_in_lounge is lounge
    for name in ("B1", "C1", "C2", "C3", "C4"):
        assert planned[name].earliest_leave_at is None


@pytest.mark.parametrize("code", preset_codes())
@pytest.mark.parametrize("table", session_table_codes())
def test_every_minute_table_runs_in_order(code: str, table: str) -> None:
    for session in sessions(code, table).values():
        by_number = sorted((line for line in session.plan if line.number), key=lambda line: line.number or 0)
        # 10, latecomers, lies before the opening in a foreign language.
        in_order = [line.planned_at for line in by_number if line.number != 10]
        assert in_order == sorted(in_order), session.code
        assert all(line.source for line in session.plan)


def test_what_a_province_does_not_say_is_marked_as_the_fallbacks() -> None:
    lines = {rule.code: rule.source for rule in preset("hubei").milestones}

    assert "silent" in lines["bags_issued"]
    assert "silent" not in lines["candidates_enter"]


def test_the_session_table_of_2025() -> None:
    planned = sessions("ministry")

    told = [(code, one.starts_at, (one.ends_at - one.starts_at).total_seconds() / 60) for code, one in planned.items()]
    assert told == [
        ("A1", beijing(7, 9), 150),
        ("A2", beijing(7, 15), 120),
        ("B1", beijing(8, 9), 75),
        ("B2", beijing(8, 15), 120),
        ("C1", beijing(9, 8, 30), 75),
        ("C2", beijing(9, 11), 75),
        ("C3", beijing(9, 14, 30), 75),
        ("C4", beijing(9, 17), 75),
    ]


def test_the_third_day_has_two_collections_and_three_returns() -> None:
    day = [session for code, session in sessions("ministry").items() if code.startswith("C")]

    assert sum(any(line.number == 1 for line in session.plan) for session in day) == 2
    assert sum(any(line.number == 16 for line in session.plan) for session in day) == 3


def test_a_countys_own_list_shares_convoys_in_the_same_way() -> None:
    table = times_of_table(session_table("gaokao_2025_312"), FIRST_DAY)
    bare = [SessionTimes(one.code, one.subjects, one.starts_at, one.ends_at) for one in table]

    assert with_runs(bare) == table


def test_a_session_of_two_subjects_bears_both_names() -> None:
    assert sessions("ministry")["B1"].name == "物理/历史"


def test_a_subject_that_nobody_listed_is_called_by_its_name() -> None:
    assert subject_named("书法").code == "书法"
    assert subject_named("政治") == subject_named("思想政治")


def test_a_foreign_language_in_the_morning_does_not_fit_a_wall_time_of_the_afternoon() -> None:
    times = SessionTimes("X1", (subject_named("英语"),), beijing(7, 9), beijing(7, 11))

    with pytest.raises(SessionsDoNotFit):
        planned_sessions(preset("ministry"), [times])


@pytest.mark.parametrize("told", [890, "T0-", "25:00", "T1+5", "", None, "T0 -10"])
def test_a_moment_that_cannot_be_read_fails_loudly(told: object) -> None:
    with pytest.raises(CatalogueError, match="here"):
        Moment.read(told, "here")


@pytest.mark.parametrize("told", [10, "10", "ten", "-5m", None])
def test_a_length_that_cannot_be_read_fails_loudly(told: object) -> None:
    with pytest.raises(CatalogueError, match="here"):
        read_length(told, "here")


def test_a_misspelt_key_is_named() -> None:
    with pytest.raises(CatalogueError, match=r"file\.x: unknown key tolerence"):
        Node({"at": "T0", "tolerence": "1m"}, "file.x").only("at", "tolerance")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"number": 3}, "numbers 1 to 16"),
        ({"who": "nobody"}, "no role"),
        ({"scope": "moon"}, "none of"),
        ({"at": "window/none"}, "no window"),
        ({"quiet": True}, "or else it is quiet"),
        ({"report": "R1"}, "R0, R1 and R2"),
    ],
)
def test_a_wrong_line_of_a_preset_is_named(change: dict[str, object], named: str) -> None:
    composed = preset("ministry").composed
    lines = [{**line, **change} if line["code"] == "bags_issued" else line for line in composed["milestones"]]

    with pytest.raises(CatalogueError, match=named):
        preset_from({**composed, "milestones": lines})


def test_a_spare_chain_is_one_of_three() -> None:
    composed = preset("ministry").composed
    told = {**composed["spare_use"], "chain": ["county"]}

    with pytest.raises(CatalogueError, match=r"spare_use\.chain"):
        preset_from({**composed, "spare_use": told})
