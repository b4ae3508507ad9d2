"""What is read of venues: by whom, narrowed how, and in as many queries for sixty venues as for two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Unit
from organisation.services import UnitGiven, load_units
from tests.stages import stage
from tests.venues.builders import at, in_act, load_standing, nil_report, open_day, plans_of, post, reach
from tests.world import HOUR, LINHE, T0, World
from venues import services
from venues.models import Milestone
from venues.selectors.board import venues_told
from venues.services import RoomGiven, RoomPlanGiven, VenueGiven

MANY = [f"w{number:02}" for number in range(58)]


@stage
def day(world: World) -> World:
    open_day(world)
    return world


def read(world: World, who: str, path: str) -> Any:
    return world.client_of(who).get(f"{world.api}/{path}").json()


def codes(rows: list[dict[str, Any]], name: str = "code") -> list[str]:
    return [row[name] for row in rows]


def test_each_sees_the_venues_of_his_posts(day: World) -> None:
    assert codes(read(day, "chen", "venues/")) == ["v01", "v02"]
    assert codes(read(day, "sun", "venues/")) == ["v01"]
    assert codes(read(day, "tao", "venues/")) == ["v02"]
    assert read(day, "zhao", "venues/") == []
    assert read(day, "hu", "venues/")["code"] == "not_there"
    assert day.client_of("hu").get("/api/venues/").json() == []


@pytest.mark.parametrize("path", ["venues/v01/", "venues/v01/rooms/", "venues/v01/equipment/"])
def test_another_venue_and_one_that_is_not_there_look_alike(day: World, path: str) -> None:
    client = day.client_of("tao")

    foreign = client.get(f"{day.api}/{path}")
    missing = client.get(f"{day.api}/{path.replace('v01', 'v77')}")

    assert (foreign.status_code, foreign.json()) == (missing.status_code, missing.json())
    assert foreign.status_code == 404


def test_lists_are_narrowed(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened")
    client = day.client_of("chen")

    def told(path: str) -> Any:
        return client.get(path).json()

    assert codes(told("/api/venues/?q=隆兴")) == ["v02"]
    assert codes(told("/api/venues/?township=城关镇")) == ["v01"]
    assert codes(told("/api/rooms/?venue=v01&kind=spare"), "number") == ["099"]
    assert len(told("/api/rooms/?limit=2")) == 2
    assert codes(told("/api/equipment/?kind=camera"), "asset_code") == ["v01-CAM-1", "v02-CAM-1"]
    assert codes(told(f"{day.api}/venues/?worst=red")) == ["v01", "v02"]
    assert codes(told(f"{day.api}/venues/?worst=ok")) == []
    reached = told(f"{day.api}/milestones/?session=A1&status=reached")
    assert [(one["venue"], one["told"]["code"]) for one in reached] == [("v01", "papers_opened")]
    assert codes(told(f"{day.api}/reports/?kind=R0&status=overdue"), "venue") == ["v01", "v02"]
    assert codes(told(f"{day.api}/room-plans/?session=A1&venue=v02"), "room") == ["001", "002"]


def test_the_papers_way_is_for_the_few_and_for_the_venue_itself(day: World) -> None:
    def sees(who: str, venue: str) -> set[bool]:
        lists = read(day, who, f"milestones/?venue={venue}")
        page = read(day, who, f"venues/{venue}/")
        return {
            any(one["told"]["of_papers"] for one in lists),
            any(one["of_papers"] for one in page["milestones"]),
        }

    assert sees("bai", "v01") == {True}  # the duty officer follows the convoys
    assert sees("sun", "v01") == {True}
    assert sees("chen", "v01") == {False}
    assert sees("kong", "v01") == {False}


def test_a_venue_is_told_as_it_stands(day: World) -> None:
    day.move_to(at(-90))
    reach(day, "sun", "staff_on_post")
    day.move_to(at(-10, 30))
    reach(day, "sun", "papers_opened")
    day.move_to(at(31))
    nil_report(day, "sun", "R1")

    told = read(day, "sun", "venues/v01/")

    states = {one["code"]: (one["state"], one["timing"]) for one in told["milestones"]}
    assert states["staff_on_post"] == ("done", "on_time")
    assert states["papers_opened"] == ("done", "on_time")
    assert states["bags_issued"] == ("very_late", "")
    assert states["absent_papers_bagged"] == ("due", "")
    assert states["end_bell"] == ("waiting", "")
    assert (told["present"], told["absent"], told["seats"]) == (88, 0, 88)
    assert {one["kind"]: one["state"] for one in told["reports"]} == {
        "R0": "overdue",
        "R1": "received",
        "R2": "waiting",
    }


def test_in_a_morning_of_two_papers_both_are_shown_and_then_the_later_one(world: World) -> None:
    load_standing(world)
    asked = in_act(world, world.exam)
    services.load_room_plans(asked, exam=world.exam, rows=plans_of("C1", "C2"))
    c1 = world.session("C1")

    def shown() -> set[str]:
        return {one["session"] for one in read(world, "chen", "venues/v01/")["milestones"]}

    world.move_to(c1.starts_at)
    post(world, "kong", "sessions/C1/open-venues/")
    assert shown() == {"C1"}
    post(world, "kong", "sessions/C2/open-venues/")
    assert shown() == {"C1", "C2"}
    for kind in ("R0", "R1", "R2"):
        world.move_to(max(world.exam_now, c1.ends_at))
        post(world, "sun", "venues/v01/reports/", session="C1", kind=kind, nil=True)
        post(world, "tao", "venues/v02/reports/", session="C1", kind=kind, nil=True)
    world.move_to(c1.ends_at + dt.timedelta(minutes=121))
    assert shown() == {"C2"}


# As many queries for sixty venues as for two


def sixty(world: World) -> None:
    """Fifty-eight more venues, each with a room in A1, opened with the rest."""
    asked = in_act(world, world.exam)
    load_standing(world)
    units = [UnitGiven(code, code, "unit", "venue", f"{LINHE}{code}/") for code in MANY]
    load_units(asked, rows=units)
    venues = [VenueGiven(code, f"第{code}中学", f"{LINHE}{code}/") for code in MANY]
    services.load_venues(asked, county=LINHE, rows=venues)
    services.load_rooms(asked, county=LINHE, rows=[RoomGiven(code, "001", "standard", 30) for code in MANY])
    plans = plans_of("A1") + [RoomPlanGiven("A1", code, "001", 30) for code in MANY]
    services.load_room_plans(asked, exam=world.exam, rows=plans)
    services.prepare_venues(asked, exam=world.exam)
    world.move_to(T0 - 4 * HOUR - dt.timedelta(minutes=30))


def queries(world: World, who: str, path: str) -> int:
    client = world.client_of(who)
    client.get(path)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(path).status_code == 200
    return sum('"venues_' in one["sql"] or '"exams_' in one["sql"] for one in taken)


# Only queries on our own tables: who asks, and of which exam at what time, is found out before at a price of its own.
LISTS = {
    "/api/venues/": 1,
    "/api/rooms/": 1,
    "{api}/venues/": 9,
    "{api}/milestones/": 2,
    "{api}/reports/": 1,
    "{api}/room-plans/": 1,
    "{api}/sessions/A1/roll-up/R0/": 2,
    "/desk/reports/?exam={exam}": 12,
}


def test_the_board_of_sixty_venues_takes_as_many_queries_as_that_of_two(world: World) -> None:
    sixty(world)
    exam_at = world.exam_now
    two, all_of_them = ["v01", "v02"], ["v01", "v02", *MANY]

    def taken(venues: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries_taken:
            assert len(venues_told(world.exam, exam_at=exam_at, codes=venues)) == len(venues)
        return len(queries_taken)

    assert taken(two) == taken(all_of_them) == 9
    assert Milestone.objects.filter(exam=world.exam).count() == 60 * 16
    assert Unit.objects.filter(kind="venue").count() == 60


def test_every_list_has_its_number_of_queries(world: World) -> None:
    sixty(world)

    taken = {path: queries(world, "chen", path.format(api=world.api, exam=world.exam.pk)) for path in LISTS}

    assert taken == LISTS
