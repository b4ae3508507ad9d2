"""A drill's time is started, stopped, sped up and stepped; a real exam's never."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from exams.errors import RateUnknown
from exams.models import Exam, Timeline, TimelineSegment
from exams.selectors.sessions import exams_seen
from exams.selectors.timelines import exam_clock
from exams.services import start_timeline
from exams.states import ExamKind
from kernel.time import exam_now, now
from tests.exams.builders import beijing, make_drill, open_exam
from tests.stages import stage
from tests.world import World

NOON = beijing(6, 12)


def post(world: World, exam: Exam, what: str, who: str = "bai", **told: Any) -> Any:
    address = f"/api/exams/{exam.pk}/timeline/{what}/"
    return world.client_of(who).post(address, told, content_type="application/json")


@stage
def real(world: World) -> Exam:
    return open_exam(world)


@pytest.fixture
def drill(world: World, real: Exam) -> Exam:
    return make_drill(world, real, starts_from=NOON)


def test_a_real_exam_has_real_time(real: Exam) -> None:
    at = now()

    assert exam_now(real.pk, at) == at
    assert exam_now(real.pk, at - dt.timedelta(days=3)) == at - dt.timedelta(days=3)


@pytest.mark.parametrize("what", ["start", "pause", "resume", "step"])
def test_nobody_changes_the_time_of_a_real_exam(world: World, real: Exam, what: str) -> None:
    refused = post(world, real, what, to="2025-06-07T09:00:00+08:00")

    assert refused.status_code == 409
    assert refused.json()["code"] == "real_time_stands"
    assert TimelineSegment.objects.filter(exam=real).count() == 1


def test_a_drills_time_stands_until_it_is_started(drill: Exam) -> None:
    at = now()

    assert exam_now(drill.pk, at) == exam_now(drill.pk, at + dt.timedelta(hours=1)) == NOON


def test_a_drill_begins_shortly_before_its_first_line_when_nobody_says(world: World, real: Exam) -> None:
    drill = make_drill(world, real)

    assert exam_now(drill.pk, now()) == beijing(7, 4, 30)


def test_a_started_drill_runs_at_its_rate(world: World, drill: Exam) -> None:
    assert post(world, drill, "start", rate=60).json()["fact"] == {
        "kind": "exams.timeline_started",
        "exam": str(drill.pk),
        "rate": 60,
    }

    at = TimelineSegment.objects.get(exam=drill, number=1).real_from
    assert exam_now(drill.pk, at) == NOON
    assert exam_now(drill.pk, at + dt.timedelta(minutes=1)) == NOON + dt.timedelta(hours=1)


def test_a_paused_drill_goes_on_where_it_stood(world: World, drill: Exam) -> None:
    post(world, drill, "start", rate=10)
    post(world, drill, "pause")
    stood = exam_now(drill.pk, now())

    resumed = post(world, drill, "resume")

    assert resumed.json()["fact"]["rate"] == 10
    segment = TimelineSegment.objects.filter(exam=drill).latest("number")
    assert (segment.exam_from, segment.rate) == (stood, 10)
    assert world.history(drill.pk) == [
        "exams.drill_made",
        "exams.timeline_started",
        "exams.timeline_paused",
        "exams.timeline_resumed",
    ]


def test_a_stepped_drill_stands_at_the_moment_asked_for(world: World, drill: Exam) -> None:
    client = world.client_of("bai")

    post(world, drill, "step", to="2025-06-07T08:50:00+08:00")

    told = client.get(f"/api/exams/{drill.pk}/timeline/").json()
    assert told["state"] == "stepped"
    assert dt.datetime.fromisoformat(told["exam_time"]) == beijing(7, 8, 50)


def test_time_never_goes_back(world: World, drill: Exam) -> None:
    post(world, drill, "step", to="2025-06-07T08:50:00+08:00")

    refused = post(world, drill, "step", to="2025-06-07T08:49:59+08:00")

    assert refused.json()["code"] == "step_backwards"
    assert exam_now(drill.pk, now()) == beijing(7, 8, 50)


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ([], "pause"),
        ([], "resume"),
        (["start"], "start"),
        (["start"], "step"),
        (["start"], "resume"),
        (["start", "pause"], "pause"),
    ],
)
def test_a_step_that_does_not_follow_is_refused(world: World, drill: Exam, before: list[str], what: str) -> None:
    for done in before:
        assert post(world, drill, done).status_code == 200

    refused = post(world, drill, what, to="2025-06-08T09:00:00+08:00")

    assert refused.json()["code"] == "not_now"


@pytest.mark.parametrize("rate", [0, 61, -1])
def test_a_rate_out_of_reach_is_refused(world: World, drill: Exam, rate: int) -> None:
    assert post(world, drill, "start", rate=rate).status_code == 400


@pytest.mark.parametrize("rate", [0, 61])
def test_a_rehearsals_own_call_is_refused_too(world: World, drill: Exam, rate: int) -> None:
    with pytest.raises(RateUnknown):
        start_timeline(world.asked("bai", exam_id=drill.pk), rate=rate)


@pytest.mark.parametrize("who", ["chen", "sun", "zhao"])
def test_who_runs_no_drills_moves_no_time(world: World, drill: Exam, who: str) -> None:
    assert post(world, drill, "start", who).json()["code"] == "not_permitted"


def test_a_closed_drill_stands(world: World, drill: Exam) -> None:
    world.client_of("bai").post(f"/api/exams/{drill.pk}/close/", content_type="application/json")

    assert post(world, drill, "start").json()["code"] == "not_now"


def test_a_drill_has_the_same_codes_and_other_rows(world: World, real: Exam, drill: Exam) -> None:
    def codes(exam: Exam) -> list[tuple[str, dt.datetime, dt.timedelta, str]]:
        lines = exam.plan.order_by("session__code", "planned_at", "code")
        return [(line.code, line.planned_at, line.tolerance, line.session.code) for line in lines]

    assert codes(drill) == codes(real)
    assert not set(drill.sessions.values_list("pk")) & set(real.sessions.values_list("pk"))
    assert (drill.rules, drill.code, drill.drilled_from_id) == (real.rules, real.code, real.pk)
    assert drill.subjects.count() == real.subjects.count() == 9
    assert exams_seen().filter(kind=ExamKind.DRILL).get() == drill


def test_a_drill_is_not_drilled(world: World, drill: Exam) -> None:
    refused = world.client_of("bai").post(f"/api/exams/{drill.pk}/drills/", {}, content_type="application/json")

    assert refused.json()["code"] == "not_a_drills_origin"


def test_the_drill_office_makes_a_drill_of_an_exam(world: World, real: Exam) -> None:
    made = world.client_of("bai").post(
        f"/api/exams/{real.pk}/drills/", {"name": "第二轮"}, content_type="application/json"
    )

    fact = made.json()["fact"]
    assert (fact["kind"], fact["real"], fact["name"]) == ("exams.drill_made", str(real.pk), "第二轮")
    assert world.history(real.pk) == ["exams.exam_opened"]


def test_postgresql_keeps_a_real_exam_on_real_time(world: World, real: Exam) -> None:
    with pytest.raises(IntegrityError, match="real_exam_runs_with_the_wall_clock"), transaction.atomic():
        Timeline.objects.filter(exam=real).update(rate=2)


def test_a_stretch_of_time_that_was_is_never_changed(world: World, drill: Exam) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        TimelineSegment.objects.filter(exam=drill).update(rate=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        TimelineSegment.objects.filter(exam=drill).delete()


def test_an_exams_time_is_told_even_where_its_rows_are_not_seen(world: World, drill: Exam) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('examops.scope', '', true), set_config('examops.exam', '', true)")

    assert not Exam.objects.exists()
    assert exam_now(drill.pk, now()) == NOON


STEP = st.tuples(
    st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(hours=3)),
    st.one_of(
        st.tuples(st.just("rate"), st.integers(0, 60)),
        st.tuples(st.just("step"), st.integers(0, 86_400)),
    ),
)


@given(
    st.lists(STEP, max_size=12),
    st.lists(st.timedeltas(min_value=-dt.timedelta(hours=1), max_value=dt.timedelta(days=2)), min_size=2, max_size=12),
)
def test_exam_time_never_goes_back_and_jumps_at_steps_only(
    steps: list[tuple[dt.timedelta, tuple[str, int]]], asked: list[dt.timedelta]
) -> None:
    segments, jumps = _timeline(steps)

    readings = sorted(now_at + START for now_at in asked)
    shown = [_shown(segments, at) for at in readings]

    assert shown == sorted(shown)
    for segment, after in pairwise(segments):
        until = segment.exam_time(after.real_from)
        assert until == after.exam_from or (after.number in jumps and until <= after.exam_from)


START = beijing(1, 0)


def _timeline(steps: list[tuple[dt.timedelta, tuple[str, int]]]) -> tuple[list[TimelineSegment], set[int]]:
    """Stretches as the acts write them: each begins where the last one led, and a step only leads forward."""
    segments = [TimelineSegment(number=0, real_from=START, exam_from=NOON, rate=0)]
    jumps = set()
    for number, (wait, (what, amount)) in enumerate(steps, start=1):
        last = segments[-1]
        at = last.real_from + wait
        exam_from, rate = last.exam_time(at), 0
        if what == "rate":
            rate = amount
        else:
            jumps.add(number)
            exam_from += dt.timedelta(seconds=amount)
        segments.append(TimelineSegment(number=number, real_from=at, exam_from=exam_from, rate=rate))
    return segments, jumps


def _shown(segments: list[TimelineSegment], at: dt.datetime) -> dt.datetime:
    begun = [segment for segment in segments if segment.real_from <= at]
    return (begun[-1] if begun else segments[0]).exam_time(at)


def test_the_clock_reads_the_stretch_that_an_instant_lies_in(world: World, drill: Exam) -> None:
    first = TimelineSegment.objects.get(exam=drill)
    stretches = [(10, NOON, 2), (20, NOON + dt.timedelta(seconds=20), 0), (20, NOON + dt.timedelta(hours=1), 0)]
    for number, (seconds, exam_from, rate) in enumerate(stretches, start=1):
        real_from = first.real_from + dt.timedelta(seconds=seconds)
        TimelineSegment.objects.create(exam=drill, number=number, real_from=real_from, exam_from=exam_from, rate=rate)

    def shown(seconds: int) -> dt.timedelta:
        return exam_clock(drill.pk, first.real_from + dt.timedelta(seconds=seconds)) - NOON

    assert [shown(at).total_seconds() for at in (-60, 0, 10, 15, 19, 20, 99)] == [0, 0, 0, 10, 18, 3600, 3600]


def test_a_change_that_waited_for_another_follows_at_its_instant(world: World, drill: Exam) -> None:
    # The other change took the lock first, though it was asked for later.
    later = now() + dt.timedelta(seconds=5)
    TimelineSegment.objects.create(exam=drill, number=1, real_from=later, exam_from=beijing(7, 9), rate=0)

    assert post(world, drill, "start", rate=2).status_code == 200

    segment = TimelineSegment.objects.get(exam=drill, number=2)
    assert (segment.real_from, segment.exam_from) == (later, beijing(7, 9))
