"""The venue's day as its tablet reads it: what each app tells this person of it, and nothing to anybody else."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.paper_custody.builders import Papers, with_bags
from tests.stages import stage
from tests.tablet.simulated import Tablet
from tests.venues.builders import at, in_act, nil_report, reach
from tests.world import LINHE, World
from venues import services
from venues.services import RoomGiven

STRANGERS = ("tao", "hu", "zhao", "jin", "chen")


@stage
def school_day(world: World) -> World:
    """v01 and v02 in A1, with the bags of the list."""
    call_command("load_catalogue", verbosity=0)
    with_bags(world, "A1")
    services.prepare_venues(in_act(world, world.exam), exam=world.exam)
    world.move_to(at(-270))
    return world


@pytest.fixture
def day(school_day: World) -> World:
    return school_day


def ask(world: World, who: str, *, venue: str = "v01", etag: str = "", **asked: Any) -> Any:
    query = {"venue": venue, "exam": str(world.exam.pk), **asked}
    headers = {"if-none-match": etag} if etag else {}
    return world.client_of(who).get("/api/tablet/day/", query, headers=headers)


def codes(rows: list[dict[str, Any]], name: str = "code") -> list[Any]:
    return [row[name] for row in rows]


def test_the_head_reads_all_that_the_venue_needs(day: World) -> None:
    tablet = Tablet.enrolled(day, "sun", "ma")
    day.move_to(at(-10))
    assert reach(day, "sun", "papers_opened").status_code == 200
    day.settle()

    told = ask(day, "sun", device=tablet.id).json()

    assert told["exam"]["id"] == str(day.exam.pk)
    assert (told["venue"]["code"], told["exam"]["kind"], told["clock"]) == ("v01", "drill", "stepped")
    assert (told["me"]["person"], told["me"]["name"]) == (str(day.sun.pk), "孙主考")
    assert dt.datetime.fromisoformat(told["exam_time"]) == at(-10)
    a1 = next(one for one in told["sessions"] if one["code"] == "A1")
    assert dt.datetime.fromisoformat(a1["starts_at"]) == at(0)

    lines = {one["code"]: one for one in told["milestones"]}
    assert lines["papers_opened"]["status"] == "reached"
    assert lines["start_bell"] == lines["start_bell"] | {"session": "A1", "who": "bell_ringer", "status": "waiting"}
    reports = {one["kind"]: one for one in told["reports"]}
    assert dt.datetime.fromisoformat(reports["R1"]["known_from"]) == at(15)
    seats = sum(one["seats_assigned"] for one in told["room_plans"] if one["session"] == "A1")
    assert {one["seats"] for one in reports.values()} == {seats}
    assert set(codes(told["room_plans"], "room")) <= set(codes(told["rooms"], "number"))

    assert {one["kind"] for one in told["equipment"]} <= set(codes(told["equipment_kinds"], "kind"))
    clock = next(one for one in told["equipment_kinds"] if one["kind"] == "clock")
    assert (clock["zh"], clock["en"]) == ("时钟", "Clock")
    assert (len(told["plans"]), len(told["procedures"])) == (47, 18)
    assert told["procedures"][0]["code"] == "S01"
    assert "3m" in codes(told["procedures"][0]["steps"], "within")
    assert [one["name"] for one in told["device"]["keys"]] == ["孙主考", "马副主考"]
    assert told["device"]["confirm"] == 0
    assert {"孙主考", "马副主考"} <= set(codes(told["people"], "name"))
    assert "陶主考" not in codes(told["people"], "name")
    assert "seal" not in told["bags"][0]
    # Without a named exam it is the one in hand; a tablet of another venue is nobody's here.
    assert ask(day, "tao", venue="v02", device=tablet.id).json()["device"] is None


def test_an_unchanged_day_is_not_sent_again(day: World) -> None:
    first = ask(day, "sun")
    mark = first["ETag"]

    same = ask(day, "sun", etag=mark)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", mark)
    assert ask(day, "sun", etag=f"W/{mark}").status_code == 304
    assert ask(day, "ma", etag=mark).status_code == 200

    day.fast_forward(minutes=1)
    stepped = ask(day, "sun", etag=mark)
    assert stepped.status_code == 200
    day.move_to(at(-60))
    before = ask(day, "sun")["ETag"]
    assert nil_report(day, "sun", "R0").status_code == 200
    assert ask(day, "sun", etag=before).status_code == 200


def test_another_venue_is_as_if_it_were_not_there(day: World) -> None:
    missing = ask(day, "sun", venue="v77")
    assert missing.status_code == 404
    for stranger in STRANGERS:
        foreign = ask(day, stranger)
        assert (foreign.status_code, foreign.json()) == (404, missing.json()), stranger
    assert ask(day, "sun", exam=uuid4()).json() == missing.json()
    assert ask(day, "sun", exam="x").status_code == 400
    assert day.client_of("sun").get("/api/tablet/day/").status_code == 400
    assert type(day.client_of("sun"))().get("/api/tablet/day/", {"venue": "v01"}).status_code in {401, 403}


def test_bags_lines_and_numbers_are_for_those_who_see_them_elsewhere(day: World) -> None:
    head, escort = ask(day, "sun").json(), ask(day, "he").json()
    listed = codes(day.client_of("sun").get(f"{day.api}/papers/bags/?venue=v01").json()["bags"])
    assert codes(head["bags"]) == listed != []
    # He works at the gate of any venue: he sees what he holds, and rings nobody.
    assert (escort["bags"], escort["phones"]) == ([], [])
    assert head["phones"] != []
    assert codes(ask(day, "tao", venue="v02").json()["bags"]) != listed

    Papers(day).on_the_road()
    day.settle()
    assert {one["status"] for one in ask(day, "sun").json()["bags"]} == {"in_transit"}
    assert codes(ask(day, "li").json()["bags"]) != []
    assert ask(day, "he").json()["bags"] == []


def test_thirty_rooms_are_read_in_as_many_queries_as_one(day: World) -> None:
    client = day.client_of("sun")

    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/api/tablet/day/", {"venue": "v01", "exam": str(day.exam.pk)}).status_code == 200
        return len(taken)

    few = queries()
    rooms = [RoomGiven("v01", f"9{number:02}", "standard", 30) for number in range(30)]
    services.load_rooms(in_act(day, day.exam), county=LINHE, rows=rooms)
    assert queries() == few == QUERIES


# The session, the login and its posts, the sight set and put back, and one or two for each list.
QUERIES = 27
