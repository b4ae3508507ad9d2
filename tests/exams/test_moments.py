"""Which session is in hand, and what comes next."""

from __future__ import annotations

import datetime as dt

import pytest

from exams.models import Exam, Session
from exams.selectors.sessions import (
    current_exam,
    current_session,
    demanded_of,
    key_moments,
    milestone_called,
    next_key_moment,
    next_session,
    session_called,
    sessions_in_hand,
)
from kernel.time import now
from tests.exams.builders import beijing, make_drill, open_exam
from tests.stages import stage
from tests.world import HAIBOWAN, LINHE, World


@stage
def exam(world: World) -> Exam:
    return open_exam(world)


@pytest.mark.parametrize(
    ("at", "current", "coming"),
    [
        (beijing(7, 4), None, "A1"),
        (beijing(7, 5), "A1", "A1"),
        (beijing(7, 9), "A1", "A2"),
        (beijing(7, 11, 29), "A1", "A2"),
        (beijing(7, 11, 31), "A2", "A2"),
        (beijing(9, 9, 44), "C1", "C2"),
        (beijing(9, 9, 46), "C2", "C2"),
        (beijing(9, 18, 14), "C4", None),
        (beijing(9, 18, 16), None, None),
    ],
)
def test_the_session_that_is_sat_comes_before_the_next(
    exam: Exam, at: dt.datetime, current: str | None, coming: str | None
) -> None:
    now_sat, then = current_session(exam.pk, at), next_session(exam.pk, at)

    assert (now_sat and now_sat.code, then and then.code) == (current, coming)


def test_two_sessions_are_in_hand_when_one_ends_and_the_next_prepares(exam: Exam) -> None:
    assert [session.code for session in sessions_in_hand(exam.pk, beijing(9, 10))] == ["C1", "C2"]


def test_the_moments_before_a_start_are_told_in_order(exam: Exam) -> None:
    moments = key_moments(exam.pk, after=beijing(7, 8, 44), until=beijing(7, 9))

    assert [(moment.code, moment.at) for moment in moments] == [
        ("cards_given_out", beijing(7, 8, 45)),
        ("papers_opened", beijing(7, 8, 50)),
        ("papers_distributed", beijing(7, 8, 55)),
        ("start_bell", beijing(7, 9)),
    ]


def test_the_quiet_window_is_a_moment_of_its_own(exam: Exam) -> None:
    coming = next_key_moment(exam.pk, beijing(8, 14, 29))

    assert coming is not None
    assert (coming.code, coming.at, coming.name) == ("quiet_from", beijing(8, 14, 30), "静音开始")


def test_nothing_comes_after_the_last_day(exam: Exam) -> None:
    assert next_key_moment(exam.pk, beijing(20, 0)) is None


def test_late_and_very_late_follow_from_the_tolerance(exam: Exam) -> None:
    bell = milestone_called(session_called(exam.pk, "A1"), "start_bell")

    assert (bell.late_at, bell.very_late_at) == (beijing(7, 9, 0, 5), beijing(7, 9, 0, 10))


def test_only_numbered_lines_and_reports_are_demanded(exam: Exam) -> None:
    demanded = demanded_of(session_called(exam.pk, "C2"))

    assert not demanded.filter(quiet=True).exists()
    # C2's papers came with C1's, so that nobody is asked for them again.
    assert set(range(1, 17)) - {line.number for line in demanded} == {1, 2, 3}


def sit_within(exam: Exam, *, days: int) -> None:
    """Let every session be sat so many days from now."""
    starts_at = now() + dt.timedelta(days=days)
    Session.objects.filter(exam=exam).update(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2))


def test_weeks_before_a_page_shows_the_drill_that_runs_and_in_the_last_days_never(world: World, exam: Exam) -> None:
    drill = make_drill(world, exam)
    world.client_of("kong").post(f"/api/exams/{drill.pk}/timeline/start/", {"rate": 1})
    sit_within(exam, days=30)
    assert current_exam(LINHE) == drill

    sit_within(exam, days=2)
    assert current_exam(LINHE) == exam


def test_a_page_shows_the_real_exam_before_a_drill(world: World, exam: Exam) -> None:
    drill = make_drill(world, exam)

    assert current_exam(LINHE) == exam
    assert current_exam(HAIBOWAN) is None

    world.client_of("kong").post(f"/api/exams/{exam.pk}/close/", content_type="application/json")
    assert current_exam(LINHE) == drill
