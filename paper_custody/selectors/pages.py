"""What the custody pages show: where the bags are, a list to search, and one bag's way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kernel.actors import Actor
from paper_custody.models import Bag, BagStep, Handover
from paper_custody.policies import visible_to
from paper_custody.states import BagStatus

MOST = 200
# Worst first: what is locked, then what is on the road.
FIRST = (BagStatus.LOCKED, BagStatus.IN_TRANSIT, BagStatus.CHECKED_OUT, BagStatus.RETURNING)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many bags of a venue stand in which state."""

    venue: str
    name: str
    states: tuple[tuple[str, int], ...]
    locked: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that happened to a bag, and the two who signed for it."""

    at: dt.datetime
    step: str
    node: str
    first: str
    second: str
    reason: str


def tallies(exam_id: UUID, actor: Actor) -> list[Tally]:
    """The bags in sight by venue and state, venues with locked bags first."""
    seen = visible_to(Bag.objects.filter(exam_id=exam_id), actor)
    rows = seen.values("venue__code", "venue__name", "status").annotate(bags=Count("pk")).order_by("venue__code")
    by_venue: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        by_venue.setdefault((row["venue__code"], row["venue__name"]), {})[row["status"]] = row["bags"]
    order = [status.value for status in BagStatus]
    told = [
        Tally(
            venue=code,
            name=name,
            states=tuple(sorted(states.items(), key=lambda one: order.index(one[0]))),
            locked=states.get(BagStatus.LOCKED, 0),
        )
        for (code, name), states in by_venue.items()
    ]
    return sorted(told, key=lambda one: (-one.locked, one.venue))


def bags_found(exam_id: UUID, actor: Actor, *, search: str, venue: str, session: str, status: str) -> QuerySet[Bag]:
    """The bags in sight that fit, by code, room or box; at most ``MOST`` are shown."""
    bags = visible_to(Bag.objects.filter(exam_id=exam_id), actor)
    if search:
        fits = Q(code__icontains=search) | Q(room__number__iexact=search) | Q(container__code__icontains=search)
        bags = bags.filter(fits)
    for name, value in (("venue__code", venue), ("session__code", session), ("status", status)):
        if value:
            bags = bags.filter(**{name: value})
    return bags.select_related("venue", "session", "room", "container", "holder").order_by("code")


def bag_seen(exam_id: UUID, actor: Actor, code: str) -> Bag:
    """One bag by its code. Raises ``DoesNotExist`` where it is not in sight."""
    bags = visible_to(Bag.objects.filter(exam_id=exam_id), actor)
    return bags.select_related("venue", "session", "room", "container", "holder", "subject").get(code=code)


def way_of(bag: Bag) -> list[Passage]:
    """Everything that two people signed for about this bag, in order."""
    passed = [
        Passage(row.exam_at, row.step, row.node, row.giver.name, row.receiver.name, "")
        for row in Handover.objects.filter(bag=bag).select_related("giver", "receiver")
    ]
    done = [
        Passage(row.exam_at, row.step, row.node, row.first.name, row.second.name, row.reason)
        for row in BagStep.objects.filter(bag=bag).select_related("first", "second")
    ]
    return sorted([*passed, *done], key=lambda one: one.at)
