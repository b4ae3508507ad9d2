"""Papers by node, and who is on the road with them: for the few who follow the convoys (limits.md 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count

from board.selectors.venue_bodies import milestone_body
from paper_custody.models import Bag, Escort
from paper_custody.states import BagStatus
from venues.selectors.board import VenueTold

GONE = (BagStatus.VOIDED, BagStatus.DESTROYED)


def paper_bodies(exam_id: UUID, venues: Iterable[VenueTold]) -> dict[str, dict[str, Any]]:
    """The papers of these venues by the venue's code."""
    told = list(venues)
    if not told:
        return {}
    codes = [venue.code for venue in told]
    nodes, runs = _nodes(exam_id, codes), _runs(exam_id, codes)
    return {
        venue.code: {
            "venue": venue.code,
            "name": venue.name,
            "nodes": nodes[venue.code],
            "escorts": runs[venue.code],
            "milestones": [milestone_body(line) for line in venue.milestones if line.of_papers],
        }
        for venue in told
    }


def _nodes(exam_id: UUID, codes: Collection[str]) -> dict[str, dict[str, int]]:
    """How many bags of each venue stand at each node. What was declared void, or was destroyed, stands nowhere."""
    bags = Bag.objects.filter(exam_id=exam_id, venue__code__in=codes).exclude(status__in=GONE)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, node, count in bags.values_list("venue__code", "node").annotate(count=Count("pk")).order_by("node"):
        found[code][node] = count
    return found


def _runs(exam_id: UUID, codes: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """The runs of each venue, in the order in which they began."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    runs = Escort.objects.filter(exam_id=exam_id, venue__code__in=codes).select_related("vehicle", "venue")
    for run in runs.order_by("begun_at", "pk"):
        found[run.venue.code].append(
            {
                "direction": run.direction,
                "sessions": run.sessions,
                "vehicle": run.vehicle.code,
                "status": run.status,
                "begun_at": run.begun_at.isoformat(),
                "expected_at": run.expected_at.isoformat(),
                "departed_at": run.departed_at.isoformat() if run.departed_at else None,
                "arrived_at": run.arrived_at.isoformat() if run.arrived_at else None,
            }
        )
    return found
