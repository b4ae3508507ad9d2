"""Heads, rooms and answer sheets held against each other (E9): the one that is off is named.

Nothing is told of a session before every room of it has both its counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from exams.states import ReportKind
from paper_custody.models import Bag, BlindCount, RoomCount
from paper_custody.selectors.counts import CountsOf, counts_in
from paper_custody.states import NUMBERS, BagKind, BagStatus, Material
from venues.models import ReportDue

# Venue and session, by their codes.
Place = tuple[str, str]
COUNTED_IN = (ReportKind.R2, ReportKind.R1)


class Source(StrEnum):
    """Where a number of people comes from: a report, the gate, the counts of the rooms, the answer sheets."""

    REPORT = "report"
    GATE = "gate"
    ROOMS = "rooms"
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What each source says of a venue's session. ``off``: those that say something else than most of the others."""

    told: Mapping[Source, int]

    @property
    def complete(self) -> bool:
        """Whether a report, the rooms and the sheets have all been told."""
        return {Source.REPORT, Source.ROOMS, Source.SHEETS} <= set(self.told)

    @property
    def off(self) -> tuple[Source, ...]:
        """The wrong one, where the others agree; all of them, where no two do."""
        if not self.complete:
            return ()
        [(most, times), *_others] = Counter(self.told.values()).most_common()
        return tuple(one for one in Source if one in self.told and (times == 1 or self.told[one] != most))


def cross_checks(exam_id: UUID, *, venue: str = "", session: str = "") -> dict[Place, CrossCheck]:
    """Every venue's session of which anything was told, in a fixed number of reads."""
    narrowed: dict[str, Any] = {"exam_id": exam_id}
    narrowed |= {"venue__code": venue} if venue else {}
    narrowed |= {"session__code": session} if session else {}
    told: dict[Place, dict[Source, int]] = defaultdict(dict)
    for place, sums in _counted(narrowed).items():
        told[place] |= sums
    for place, heads in _reported(narrowed).items():
        told[place] |= heads
    return {place: CrossCheck(sources) for place, sources in told.items()}


def _counted(narrowed: Mapping[str, Any]) -> dict[Place, dict[Source, int]]:
    """Present and sheets of every session all of whose rooms have been counted by two who found the same."""
    cards = Bag.objects.filter(**narrowed, kind=BagKind.CARD, room__isnull=False).exclude(status=BagStatus.VOIDED)
    wanted: dict[Place, set[tuple[UUID | None, UUID]]] = defaultdict(set)
    for place_of, in_session, room, subject in cards.values_list(
        "venue__code", "session__code", "room", "subject"
    ).distinct():
        wanted[place_of, in_session].add((room, subject))
    found: dict[Place, dict[tuple[UUID | None, UUID], BlindCount | RoomCount]] = defaultdict(dict)
    for (_session, room_id, subject_id, _material), of in counts_in(**narrowed, material=Material.CARDS).items():
        if (one := _said(of)) is not None:
            found[one.venue.code, one.session.code][room_id, subject_id] = one
    return {place: _sums(found[place].values()) for place, what in wanted.items() if what <= found[place].keys()}


def _said(of: CountsOf) -> BlindCount | RoomCount | None:
    """What two people say of it: a count of both together, or the last two alone where they are the same."""
    last = of.in_order[-1]
    if isinstance(last, RoomCount):
        return last
    numbers = [tuple(getattr(one, name) for name in NUMBERS) for one in of.in_order]
    return last if numbers.count(numbers[-1]) > 1 else None


def _sums(counts: Iterable[BlindCount | RoomCount]) -> dict[Source, int]:
    found = list(counts)
    return {
        Source.ROOMS: sum(one.present for one in found),
        Source.SHEETS: sum(one.used_by_present for one in found),
    }


def _reported(narrowed: Mapping[str, Any]) -> dict[Place, dict[Source, int]]:
    """The heads of the latest report that tells them, and of the gate where it was told."""
    due = ReportDue.objects.filter(**narrowed, kind__in=COUNTED_IN, latest__isnull=False)
    found: dict[Place, dict[Source, int]] = defaultdict(dict)
    for one in due.select_related("venue", "session", "latest").order_by("kind"):
        place = one.venue.code, one.session.code
        if one.latest is None:
            continue
        heads = {Source.REPORT: one.latest.present, Source.GATE: one.latest.figures.get("entered")}
        found[place] |= {source: number for source, number in heads.items() if number is not None}
    return dict(found)
