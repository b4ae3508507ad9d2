"""Distances on a route: how far a place lies off its line, and how far along it. Pure; metres; good for a county."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from paper_custody.states.roads import Point

EARTH_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class OnLine:
    """The nearest place on a line: how far off it lies, and how far along."""

    off_m: float
    along_m: float


def metres(one: Point, other: Point) -> float:
    """The way between two places as a bird flies it."""
    east, north = _flat(other, around=one)
    return math.hypot(east, north)


def on_line(place: Point, line: Sequence[Point]) -> OnLine:
    """The nearest place on the line. A line that comes by twice is passed where it is nearest."""
    best, gone = OnLine(math.inf, 0), 0.0
    for begin, end in pairwise(line):
        from_x, from_y = _flat(begin, around=place)
        to_x, to_y = _flat(end, around=place)
        across, up = to_x - from_x, to_y - from_y
        length = math.hypot(across, up)
        share = 0.0 if length == 0 else max(0.0, min(1.0, -(from_x * across + from_y * up) / length**2))
        off = math.hypot(from_x + share * across, from_y + share * up)
        if off < best.off_m:
            best = OnLine(off, gone + share * length)
        gone += length
    return best


def length_of(line: Sequence[Point]) -> float:
    """How long the line is."""
    return sum(metres(begin, end) for begin, end in pairwise(line))


def _flat(place: Point, *, around: Point) -> tuple[float, float]:
    """Metres east and north. Across the date line the short way round."""
    degrees = (place[0] - around[0] + 180) % 360 - 180
    east = math.radians(degrees) * math.cos(math.radians((place[1] + around[1]) / 2)) * EARTH_M
    return east, math.radians(place[1] - around[1]) * EARTH_M
