"""A route to v01, straight to the east on a parallel, so that a metre of longitude is easily reckoned."""

from __future__ import annotations

import math
from typing import Any

from paper_custody.models import Route
from tests.paper_custody.builders import Papers

LATITUDE, WEST = 40.75, 107.30
LENGTH_M = 10_000
METRES_OF_LATITUDE = 111_195.0


def place(east: float, north: float = 0) -> list[float]:
    """A point so many metres along the way, and so many beside it."""
    metres_of_longitude = METRES_OF_LATITUDE * math.cos(math.radians(LATITUDE))
    return [WEST + east / metres_of_longitude, LATITUDE + north / METRES_OF_LATITUDE]


def point(kind: str, name: str, east: float, **told: Any) -> dict[str, Any]:
    """A stop or a gate of the drawing."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": place(east)},
        "properties": {"kind": kind, "name": name, "radius_m": 150, **told},
    }


def drawing(*, gates: bool = True) -> dict[str, Any]:
    """Ten kilometres with a filling station half way, a bridge as a time gate, and the window of the arrival."""
    line = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [place(0), place(5_000), place(LENGTH_M)]},
        "properties": {},
    }
    stops = [point("stop", "加油站", 5_000), point("stop", "考点门前", LENGTH_M)]
    windows = [
        point("gate", "黄河桥", 3_000, not_before="T0-145", not_after="T0-140"),
        point("gate", "一中", LENGTH_M, not_before="T0-135", not_after="T0-110", arrival=True),
    ]
    return {"type": "FeatureCollection", "features": [line, *stops, *(windows if gates else [])]}


def draw(papers: Papers, who: str = "wang", **given: Any) -> Any:
    """Wang draws the way to v01."""
    asked = {"venue": "v01", "direction": "outward", "geojson": drawing(), **given}
    return papers.post(who, "routes/draw", **asked)


def approve(papers: Papers, who: str = "bai", second: str = "guo", route: Route | None = None) -> Any:
    """Bai and Guo approve it."""
    route = route or Route.objects.latest("drawn_at")
    return papers.post(who, f"routes/{route.pk}/approve", second=second)
