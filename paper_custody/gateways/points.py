"""Reads the points of a handover from their file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError
from paper_custody.gateways import CATALOGUE
from paper_custody.states.points import Amiss

KEYS = ("code", "number", "amiss", "zh", "en", "source")


@dataclass(frozen=True, slots=True)
class HandoverPoint:
    """A point that both sides look at. ``number`` is the handbook's letter."""

    code: str
    number: str
    amiss: Amiss
    zh: str
    en: str
    source: str


@dataclass(frozen=True, slots=True)
class HandoverPoints:
    """The whole list, as of a version."""

    version: int
    source: str
    points: tuple[HandoverPoint, ...]

    def named(self, code: str) -> HandoverPoint:
        """The point of this code. Raises ``KeyError``."""
        return {point.code: point for point in self.points}[code]


@cache
def handover_points() -> HandoverPoints:
    """The list as shipped. A point that stands twice, or without a source, fails loudly."""
    whole = read_yaml(CATALOGUE / "handover_points.yaml").only("version", "source", "points")
    points = tuple(_point(node) for node in whole.nodes("points"))
    if len({point.code for point in points}) != len(points) or len({point.number for point in points}) != len(points):
        raise CatalogueError(whole.at("points"), "a code or a number stands twice")
    return HandoverPoints(version=whole.number("version"), source=whole.text("source"), points=points)


def _point(node: Node) -> HandoverPoint:
    node.only(*KEYS)
    return HandoverPoint(
        code=node.text("code"),
        number=node.text("number"),
        amiss=node.word("amiss", Amiss),
        zh=node.text("zh"),
        en=node.text("en"),
        source=node.text("source"),
    )
