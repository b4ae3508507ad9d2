"""The county's custody at a glance: every venue's session in one line, the worst first, in a fixed number of reads."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kernel.actors import Actor
from paper_custody.models import Bag, Escort
from paper_custody.policies import follows_escorts, visible_to
from paper_custody.selectors.counts import differing_rooms
from paper_custody.selectors.crosscheck import CrossCheck, cross_checks
from paper_custody.selectors.returns import returns_missed
from paper_custody.states import AT_THE_VENUE, BagStatus, EscortStatus, Node

# Where a bag can be, in the order of its way: the columns of the page, and the nodes that each stands for.
PLACES: dict[str, Collection[Node]] = {
    "coming": {Node.N1_PROVINCE},
    "vault": {Node.N3_RECEIPT, Node.N4_VAULT},
    "outward": {Node.N5_ISSUE, Node.N6_ROAD},
    "venue": AT_THE_VENUE,
    "returning": {Node.N12_RETURN},
    "answers": {Node.N13_ANSWER_STORE},
    "handed_on": {Node.N14_HANDED_ON},
    "kept": {Node.N15_KEPT},
}
# Of what is not back when it is due: where it may be.
OUT = ("outward", "venue", "returning")
COLOURS = ("red", "amber", "ok")


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """A venue's papers of one session: how many are where, and what is wrong with them."""

    venue: str
    venue_name: str
    session: str
    starts_at: dt.datetime
    total: int
    places: Mapping[str, int]
    locked: int
    overdue: int
    missed: bool
    differing: int
    check: CrossCheck

    @property
    def not_back(self) -> int:
        """How many bags are still out, where the return was missed."""
        return sum(self.places[place] for place in OUT) if self.missed else 0

    @property
    def worst(self) -> str:
        """Red where an escort or a return is late, a bag locked, a count off; amber where a lot is torn apart."""
        if self.overdue or self.missed or self.locked or self.differing or self.check.off:
            return "red"
        return "amber" if self.is_split else "ok"

    @property
    def is_split(self) -> bool:
        """Whether some bags have left the secure room, and others still lie in it or have not even come."""
        stays, gone = ("coming", "vault"), ("outward", "venue")
        return any(self.places[place] for place in stays) and any(self.places[place] for place in gone)

    @property
    def order(self) -> tuple[object, ...]:
        """The worst first, then by session and venue."""
        return COLOURS.index(self.worst), self.starts_at, self.venue


@dataclass(frozen=True, slots=True)
class CustodyWanted:
    """What the page is narrowed to."""

    venue: str = ""
    session: str = ""
    worst: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(CustodyWanted)]


def custody_lines(exam_id: UUID, actor: Actor, wanted: CustodyWanted) -> list[CustodyLine]:
    """Every venue's sessions that the actor may see bags of."""
    bags = visible_to(Bag.objects.filter(exam_id=exam_id), actor).exclude(status=BagStatus.VOIDED)
    if wanted.venue:
        bags = bags.filter(venue__code=wanted.venue)
    if wanted.session:
        bags = bags.filter(session__code=wanted.session)
    checks = cross_checks(exam_id, venue=wanted.venue, session=wanted.session)
    overdue, differing = _overdue(exam_id, actor), differing_rooms(exam_id)
    missed = returns_missed(exam_id, actor)
    lines = [
        CustodyLine(
            venue=row["venue__code"],
            venue_name=row["venue__name"],
            session=row["session__code"],
            starts_at=row["session__starts_at"],
            total=row["total"],
            places={place: row[f"at_{place}"] for place in PLACES},
            locked=row["locked"],
            overdue=overdue[row["venue__code"], row["session__code"]],
            missed=(row["venue__code"], row["session__code"]) in missed,
            differing=differing[row["venue__code"], row["session__code"]],
            check=checks.get((row["venue__code"], row["session__code"]), CrossCheck({})),
        )
        for row in _counted(bags)
    ]
    return sorted((one for one in lines if wanted.worst in {"", one.worst}), key=lambda line: line.order)


def _counted(bags: QuerySet[Bag]) -> Iterable[Mapping[str, Any]]:
    columns = {f"at_{place}": Count("pk", filter=Q(node__in=nodes)) for place, nodes in PLACES.items()}
    rows = bags.values("venue__code", "venue__name", "session__code", "session__starts_at")
    found: Iterable[Any] = rows.annotate(
        total=Count("pk"), **columns, locked=Count("pk", filter=Q(status=BagStatus.LOCKED))
    )
    return found


def _overdue(exam_id: UUID, actor: Actor) -> Counter[tuple[str, str]]:
    """Escorts that are missed, by venue and session, where the actor may know of them."""
    found: Counter[tuple[str, str]] = Counter()
    runs = Escort.objects.filter(exam_id=exam_id, status=EscortStatus.OVERDUE)
    for scope, venue, sessions in runs.values_list("scope", "venue__code", "sessions"):
        if follows_escorts(actor, scope):
            found.update((venue, session) for session in sessions)
    return found
