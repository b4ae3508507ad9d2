"""What the ten points of a handover refuse (handbook 2.5, 2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from kernel.words import check_words
from paper_custody.errors import ReasonMissing
from paper_custody.errors.points import (
    HandoverCountsAmiss,
    HandoverPointAmiss,
    HandoverPointsUnknown,
    HandoverSealsAmiss,
    PointAmiss,
)
from paper_custody.gateways.points import handover_points
from paper_custody.models import Bag
from paper_custody.states import Node, Step
from paper_custody.states.points import Amiss, PointsTold

# The gravest first: a broken seal before a count, a count before what can be put right on the spot.
STOPS: tuple[tuple[Amiss, type[PointAmiss]], ...] = (
    (Amiss.SEALS, HandoverSealsAmiss),
    (Amiss.COUNTS, HandoverCountsAmiss),
    (Amiss.REFUSES, HandoverPointAmiss),
)


def check_points_told(told: PointsTold) -> None:
    """Refuse another version of the list, a strange point, and one that is not in order without a word."""
    points = handover_points()
    strange = sorted(set(told.amiss) - {point.code for point in points.points})
    if told.version != points.version or strange:
        raise HandoverPointsUnknown(points=strange, version=points.version)
    if silent := sorted(code for code, words in told.amiss.items() if not words.strip()):
        raise ReasonMissing(about=silent)
    check_words(*told.amiss.values())


def check_points(told: PointsTold, *, step: Step, node: Node, bags: Sequence[Bag]) -> None:
    """Refuse a handover at which a point is not in order, unless it goes on all the same."""
    check_points_told(told)
    venues = {bag.venue.code for bag in bags}
    for amiss, refusal in STOPS:
        found = [point.code for point in handover_points().points if point.code in told.amiss and point.amiss == amiss]
        if found:
            venue = venues.pop() if len(venues) == 1 else ""
            raise refusal(step=step.value, node=node.value, venue=venue, points=tuple(found))
