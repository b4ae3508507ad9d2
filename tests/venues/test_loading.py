"""The workbook's venues, rooms, equipment and seat plans; loaded again, what differs is changed and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.venues.builders import EQUIPMENT, ROOMS, SEATS, VENUES, in_act, load_standing, plans_of
from tests.world import LINHE, World
from venues import services
from venues.models import Room, RoomPlan, Venue
from venues.services import RoomGiven


def counts(done: object) -> tuple[int, int, int]:
    return done.new, done.changed, done.same  # type: ignore[attr-defined]


def test_loaded_twice_nothing_is_changed(world: World) -> None:
    asked = in_act(world, world.exam)
    load_standing(world)

    assert counts(services.load_venues(asked, county=LINHE, rows=VENUES)) == (0, 0, 2)
    assert counts(services.load_rooms(asked, county=LINHE, rows=ROOMS)) == (0, 0, len(ROOMS))
    assert counts(services.load_equipment(asked, county=LINHE, rows=EQUIPMENT)) == (0, 0, len(EQUIPMENT))


def test_what_differs_is_changed_and_what_is_new_is_added(world: World) -> None:
    asked = in_act(world, world.exam)
    load_standing(world)
    rooms = [replace(ROOMS[0], seats=28), *ROOMS[1:], RoomGiven("v02", "003", "standard", 30)]

    done = services.load_rooms(asked, county=LINHE, rows=rooms)
    services.load_venues(asked, county=LINHE, rows=[replace(VENUES[0], phone="0478-5559999")])

    assert counts(done) == (1, 1, len(ROOMS) - 1)
    assert Room.objects.get(venue__code="v01", number="001").seats == 28
    assert Venue.objects.get(code="v01").phone == "0478-5559999"
    assert Venue.objects.count() == 2


def test_the_rooms_own_kind_serves_where_a_plan_names_none(world: World) -> None:
    load_standing(world)
    services.load_room_plans(in_act(world, world.exam), exam=world.exam, rows=plans_of("A1"))

    kinds = dict(RoomPlan.objects.filter(venue__code="v01").values_list("room__number", "kind"))
    assert kinds == {"001": "standard", "002": "standard", "003": "standard", "099": "spare"}


def test_a_room_that_a_newer_list_leaves_out_keeps_its_row_without_seats(world: World) -> None:
    asked = in_act(world, world.exam)
    load_standing(world)
    services.load_room_plans(asked, exam=world.exam, rows=plans_of("A1", "A2"))
    newer = [plan for plan in plans_of("A1") if (plan.venue, plan.room) != ("v01", "003")]

    done = services.load_room_plans(asked, exam=world.exam, rows=newer)

    assert counts(done)[:2] == (0, 1)
    left_out = RoomPlan.objects.filter(venue__code="v01", room__number="003")
    assert dict(left_out.values_list("session__code", "seats_assigned")) == {"A1": 0, "A2": SEATS["v01"]["003"]}


def test_more_rows_take_no_more_queries(world: World) -> None:
    asked = in_act(world, world.exam)
    load_standing(world)

    def queries(rooms: int) -> int:
        rows = [RoomGiven("v02", f"{number:03}", "standard", 30) for number in range(100, 100 + rooms)]
        with CaptureQueriesContext(
            connection,
        ) as taken:
            services.load_rooms(asked, county=LINHE, rows=rows)
        return len(taken)

    assert queries(300) == queries(3) + 1  # the first finds no row to add again


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "attic"}, "room_kind_is_known"),
        ({"number": "001"}, "room_numbers_are_unique_at_a_venue"),
    ],
)
def test_postgresql_refuses_rooms_that_cannot_be(world: World, fields: dict[str, str], constraint: str) -> None:
    load_standing(world)
    venue = Venue.objects.get(code="v01")
    row = {"scope": venue.scope, "venue": venue, "number": "555", "kind": "standard", "seats": 30, **fields}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Room.objects.create(**row)


def test_a_position_says_where_it_is_from(world: World) -> None:
    load_standing(world)

    with pytest.raises(IntegrityError, match="venue_position_says_its_datum"), transaction.atomic():
        Venue.objects.filter(code="v02").update(longitude=107.4, latitude=40.7)
