"""The county's own map: handed in with its approval number, shown to those who see the board, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from board.models import CountyMap
from tests.incidents.builders import done
from tests.venues.builders import load_standing
from tests.world import World

SQUARE = [[107.3, 40.7], [107.5, 40.7], [107.5, 40.8], [107.3, 40.8], [107.3, 40.7]]
ADDRESS = "/api/county-map/"


def drawing(*rings: Any, kind: str = "Polygon") -> dict[str, Any]:
    """A county of one shape."""
    geometry = {"type": kind, "coordinates": list(rings)}
    feature = {"type": "Feature", "properties": {"name": "城关镇", "owner": "某单位"}, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


def handed_in(world: World, person: str, **changes: Any) -> Any:
    """Hand a map in."""
    given = {"geojson": drawing(SQUARE), "datum": "gcj02", "approval": "蒙S(2027)012号", **changes}
    return world.client_of(person).post(ADDRESS, given)


def test_a_county_hands_in_its_map_and_the_board_shows_it_with_its_number(world: World) -> None:
    load_standing(world)
    page = world.client_of("chen").get(f"/?exam={world.exam.pk}").content.decode()
    assert 'data-view="map"' not in page
    for person in ("chen", "zhao", "sun"):
        assert handed_in(world, person).status_code == 403, person

    done(handed_in(world, "kong"))
    done(handed_in(world, "kong", approval="蒙S(2027)013号"))

    page = world.client_of("chen").get(f"/?exam={world.exam.pk}").content.decode()
    assert page.count("蒙S(2027)013号") == 2
    assert "蒙S(2027)012号" not in page
    told = world.client_of("chen").get(ADDRESS).json()
    assert told["shapes"] == [{"name": "城关镇", "rings": [SQUARE]}]
    assert {one["code"] for one in told["places"]} <= {"v01", "v02"}
    for person in ("zhao", "li", "sun"):
        assert world.client_of(person).get(ADDRESS).status_code == 403, person
    # Entitled to everything elsewhere: his county has no map, and ours is not there for him.
    assert world.client_of("hu").get(ADDRESS).json() == {"approval": "", "shapes": [], "places": []}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"geojson": drawing(SQUARE[:3])}, "map_unfit"),
        ({"geojson": drawing([[1000.0, 40.7]] * 4)}, "map_unfit"),
        ({"geojson": drawing([107.3, 40.7], kind="Point")}, "map_unfit"),
        ({"geojson": drawing(*[SQUARE] * 13_000)}, "map_unfit"),
        ({"geojson": {"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon"}}]}}, "bad_input"),
        ({"geojson": {"type": "Topology"}}, "bad_input"),
        ({"geojson": drawing([["NaN", 40.7]] * 4)}, "bad_input"),
        ({"approval": " "}, "bad_input"),
        ({"datum": "moon"}, "bad_input"),
    ],
)
def test_what_is_no_map_is_refused(world: World, changes: dict[str, Any], code: str) -> None:
    assert handed_in(world, "kong", **changes).json()["code"] == code
    assert not CountyMap.objects.exists()


def test_a_map_without_its_number_cannot_be_stored(world: World) -> None:
    done(handed_in(world, "kong"))
    drawn = CountyMap.objects.get()
    drawn.pk, drawn.approval = None, ""
    drawn._state.adding = True
    with pytest.raises(IntegrityError, match="map_has_an_approval_number"), transaction.atomic():
        drawn.save()
