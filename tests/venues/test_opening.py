"""A session's day opens at its venues by itself, with a clock for every line that somebody has to tell."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from clocks.models import Clock
from exams.models import MilestonePlan
from exams.selectors.plans import reference_of
from exams.services import make_drill, opening
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.venues.builders import at, in_act, load_standing, open_day, plans_of, post
from tests.world import World
from venues import services
from venues.models import Milestone, ReportDue, RoomPlan, VenueSession
from venues.states import Purpose


def prepared(world: World, *sessions: str) -> World:
    load_standing(world)
    asked = in_act(world, world.exam)
    services.load_room_plans(asked, exam=world.exam, rows=plans_of(*sessions))
    services.prepare_venues(asked, exam=world.exam)
    return world


def test_the_day_opens_half_an_hour_before_its_first_line(world: World) -> None:
    prepared(world, "A1", "A2")

    world.move_to(at(-271))
    assert not VenueSession.objects.exists()

    world.move_to(at(-270))
    assert {(one.session.code, one.venue.code) for one in VenueSession.objects.all()} == {("A1", "v01"), ("A1", "v02")}
    assert world.history() == ["clocks.clock_warned", "venues.venues_opened"]


def test_every_line_that_is_demanded_has_a_row_and_a_clock(world: World) -> None:
    open_day(world)

    lines = MilestonePlan.objects.filter(session=world.session("A1"), quiet=False)
    numbered = set(lines.exclude(number=None).values_list("code", flat=True))
    v01 = Milestone.objects.filter(venue__code="v01")
    assert set(v01.values_list("code", flat=True)) == numbered
    assert set(ReportDue.objects.filter(venue__code="v01").values_list("kind", flat=True)) == {"R0", "R1", "R2"}
    clocks = Clock.objects.filter(exam_id=world.exam.pk, purpose=Purpose.MILESTONE, subject__in=v01)
    assert {clock.subject: clock.due_at for clock in clocks} == {line.pk: line.late_at for line in v01}


def test_a_session_that_comes_with_anothers_papers_has_fewer_lines(world: World) -> None:
    prepared(world, "C1", "C2")
    for session in ("C1", "C2"):
        post(world, "kong", f"sessions/{session}/open-venues/")

    def codes(session: str) -> set[str]:
        return set(Milestone.objects.filter(session__code=session).values_list("code", flat=True))

    assert codes("C1") - codes("C2") == {"papers_collected", "papers_at_venue", "staff_on_post"}
    assert codes("C2") - codes("C1") == {"convoy_left", "answers_stored"}


def test_only_venues_with_rooms_in_the_session_open(world: World) -> None:
    load_standing(world)
    rows = [plan for plan in plans_of("A1") if plan.venue == "v02"]
    services.load_room_plans(in_act(world, world.exam), exam=world.exam, rows=rows)

    fact = post(world, "kong", "sessions/A1/open-venues/").json()["fact"]

    assert fact["venues"] == ["v02"]


def test_where_no_seat_plan_is_known_yet_every_venue_opens(world: World) -> None:
    load_standing(world)

    fact = post(world, "kong", "sessions/A1/open-venues/").json()["fact"]

    assert fact["venues"] == ["v01", "v02"]


def test_opened_again_nothing_happens(world: World) -> None:
    prepared(world, "A1")
    post(world, "kong", "sessions/A1/open-venues/")

    again = post(world, "kong", "sessions/A1/open-venues/")

    assert (again.status_code, again.json()["fact"]) == (200, None)
    world.move_to(at(-180))
    assert world.history().count("venues.venues_opened") == 1


@pytest.mark.parametrize(("who", "status"), [("kong", 200), ("bai", 200), ("chen", 403), ("sun", 403), ("hu", 404)])
def test_who_runs_drills_may_open_one_earlier(world: World, who: str, status: int) -> None:
    prepared(world, "A1")

    assert post(world, who, "sessions/A1/open-venues/").status_code == status


def test_a_changed_session_opens_at_its_new_time(world: World) -> None:
    prepared(world, "A1")
    asked = in_act(world, world.exam)
    later = dt.timedelta(minutes=30)
    for line in MilestonePlan.objects.filter(session=world.session("A1")):
        line.planned_at += later
        line.save(update_fields=["planned_at"])

    services.prepare_venues(asked, exam=world.exam)

    world.move_to(at(-241))
    assert not VenueSession.objects.exists()
    world.move_to(at(-240))
    assert VenueSession.objects.exists()


def test_a_drill_takes_over_the_seat_plans_and_opens_by_itself(world: World) -> None:
    load_standing(world)
    services.load_room_plans(in_act(world, world.real), exam=world.real, rows=plans_of("A1"))

    with reading(SYSTEM):
        reference = reference_of(world.real.pk)
    drill = make_drill(opening(world.asked("bai")), reference=reference, name="第二轮")
    world.settle()

    def plan(exam: UUID) -> set[tuple[str, str, int]]:
        plans = RoomPlan.objects.filter(exam_id=exam)
        return {(one.session.code, one.room.number, one.seats_assigned) for one in plans}

    assert plan(drill.exam) == plan(world.real.pk) != set()
    assert VenueSession.objects.filter(exam_id=drill.exam, session__code="A1").count() == 2
