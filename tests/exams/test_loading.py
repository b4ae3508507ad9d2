"""A county's own list of sessions becomes its exam, and a later list changes what is still to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from exams.errors import PresetUnknown, SessionsDoNotFit
from exams.models import Exam, MilestonePlan, Session, Subject
from exams.selectors.plans import sessions_as_planned
from exams.selectors.sessions import real_exam, session_called
from exams.services import exam_id_of, load_exam, load_sessions
from kernel.act import Asked
from organisation.services import Loaded
from tests.exams.builders import beijing, open_exam
from tests.world import LINHE, World


@dataclass(frozen=True)
class Row:
    """A line of the county's list."""

    code: str
    subjects: tuple[str, ...]
    date: dt.date
    starts: dt.time
    ends: dt.time


JUNE = dt.date(2025, 6, 7)
ROWS = [
    Row("A1", ("语文",), JUNE, dt.time(9), dt.time(11, 30)),
    Row("A2", ("数学",), JUNE, dt.time(15), dt.time(17)),
    Row("B1", ("物理", "历史"), JUNE + dt.timedelta(1), dt.time(9), dt.time(10, 15)),
    Row("B2", ("外语",), JUNE + dt.timedelta(1), dt.time(15), dt.time(17)),
    Row("C1", ("化学",), JUNE + dt.timedelta(2), dt.time(8, 30), dt.time(9, 45)),
    Row("C2", ("地理",), JUNE + dt.timedelta(2), dt.time(11), dt.time(12, 15)),
    Row("C3", ("思想政治",), JUNE + dt.timedelta(2), dt.time(14, 30), dt.time(15, 45)),
    Row("C4", ("生物学",), JUNE + dt.timedelta(2), dt.time(17), dt.time(18, 15)),
]


def before(world: World) -> Asked:
    """A list that arrives in May."""
    return replace(world.asked(), at=beijing(1, 8), exam_at=beijing(1, 8) - dt.timedelta(days=20))


def load(world: World, rows: list[Row], *, preset: str = "ministry", asked: Asked | None = None) -> Loaded:
    asked = asked or before(world)
    exam = load_exam(asked, scope=LINHE, code="gk2025", name="高考", preset_code=preset)
    return load_sessions(asked, exam=exam, rows=rows)


def test_a_countys_list_makes_the_same_sessions_as_the_shipped_table(world: World) -> None:
    shipped = open_exam(world, code="shipped")

    assert load(world, ROWS) == Loaded(new=8)

    own = real_exam(LINHE, "gk2025")
    assert own is not None
    assert sessions_as_planned(Session.objects.filter(exam=own).order_by("starts_at")) == sessions_as_planned(
        Session.objects.filter(exam=shipped).order_by("starts_at")
    )


def test_the_exams_id_follows_from_the_act(world: World) -> None:
    asked = before(world)
    load(world, ROWS, asked=asked)

    assert Exam.objects.get().pk == exam_id_of(asked.act_id)


def test_the_same_list_again_changes_nothing(world: World) -> None:
    load(world, ROWS)

    assert load(world, ROWS) == Loaded(same=8)


def test_a_moved_session_moves_its_minute_table_and_keeps_its_rows(world: World) -> None:
    load(world, ROWS)
    exam = Exam.objects.get()
    kept = session_called(exam.pk, "A1")
    lines = dict(MilestonePlan.objects.filter(session=kept).values_list("code", "pk"))

    later = replace(ROWS[0], starts=dt.time(9, 30), ends=dt.time(12))
    assert load(world, [later, *ROWS[1:]]) == Loaded(changed=1, same=7)

    moved = session_called(exam.pk, "A1")
    assert (moved.pk, moved.starts_at, moved.latest_entry_at) == (kept.pk, beijing(7, 9, 30), beijing(7, 9, 45))
    assert dict(MilestonePlan.objects.filter(session=moved).values_list("code", "pk")) == lines
    assert MilestonePlan.objects.get(session=moved, code="start_bell").planned_at == beijing(7, 9, 30)


def test_another_preset_changes_every_session(world: World) -> None:
    load(world, ROWS)

    assert load(world, ROWS, preset="jiangsu") == Loaded(changed=8)
    assert Exam.objects.get().preset_code == "jiangsu"
    assert not Session.objects.exclude(earliest_leave_at=None).exists()


def test_a_subject_may_move_to_another_session(world: World) -> None:
    load(world, ROWS)
    rows = [*ROWS]
    rows[6], rows[7] = replace(rows[6], subjects=("生物学",)), replace(rows[7], subjects=("思想政治",))

    assert load(world, rows) == Loaded(changed=2, same=6)
    assert Subject.objects.get(code="biology").session.code == "C3"
    assert Subject.objects.count() == 9


def test_a_session_that_is_no_longer_listed_stays(world: World) -> None:
    load(world, ROWS)

    assert load(world, ROWS[:-1]).new == 0
    assert Session.objects.filter(code="C4").exists()


def test_a_session_whose_minute_table_has_begun_refuses_a_change(world: World) -> None:
    load(world, ROWS)
    late = replace(world.asked(), at=beijing(7, 6), exam_at=beijing(7, 6))
    moved = replace(ROWS[0], starts=dt.time(9, 30))

    with pytest.raises(SessionsDoNotFit) as refusal:
        load(world, [moved, *ROWS[1:]], asked=late)

    assert refusal.value.detail == {"sessions": ["A1"]}


def test_a_session_that_has_begun_may_stand_in_the_list_unchanged(world: World) -> None:
    load(world, ROWS)
    late = replace(world.asked(), at=beijing(7, 6), exam_at=beijing(7, 6))
    moved = replace(ROWS[-1], ends=dt.time(18, 30))

    assert load(world, [*ROWS[:-1], moved], asked=late) == Loaded(changed=1, same=7)


def test_a_preset_that_is_not_shipped_is_refused_with_those_that_are(world: World) -> None:
    with pytest.raises(PresetUnknown) as refusal:
        load(world, ROWS, preset="atlantis")

    assert refusal.value.detail["known"] == ["hainan", "hubei", "jiangsu", "ministry"]


@pytest.mark.parametrize(
    "rows",
    [
        [ROWS[0], ROWS[0]],
        [replace(ROWS[0], ends=dt.time(9))],
        [replace(ROWS[0], subjects=())],
        [replace(ROWS[3], starts=dt.time(9), ends=dt.time(11))],
        [],
    ],
)
def test_sessions_that_cannot_be_sat_are_refused(world: World, rows: list[Row]) -> None:
    with pytest.raises(SessionsDoNotFit):
        load(world, rows)
