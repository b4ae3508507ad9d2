"""The county's map, and where its venues are. Where papers are is on no map (limits.md 4)."""

from __future__ import annotations

from typing import TypedDict

from board.models import CountyMap
from board.policies import Shape
from venues.selectors.places import venues_of

__all__ = ["Place", "Shape", "county_map", "places_of"]


class Place(TypedDict):
    """Where a venue is, in the datum in which the county told it."""

    code: str
    longitude: float
    latitude: float
    datum: str


def county_map(county: str) -> CountyMap | None:
    """The map handed in last. None where the county has none: then there is the scheme."""
    return CountyMap.objects.filter(scope=county).order_by("-at").first()


def places_of(county: str) -> list[Place]:
    """The venues of which the county told where they are."""
    placed = venues_of(county).filter(latitude__isnull=False, longitude__isnull=False).order_by("code")
    return [
        Place(code=code, longitude=longitude or 0.0, latitude=latitude or 0.0, datum=datum)
        for code, longitude, latitude, datum in placed.values_list("code", "longitude", "latitude", "datum")
    ]
