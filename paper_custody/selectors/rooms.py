"""A venue's papers of one session, room by room: what is ready for which step, and what was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from paper_custody.models import AcceptedCount, Bag, RoomCount
from paper_custody.states import MATERIAL_OF, BagStatus, Material
from venues.models import RoomPlan, Venue


@dataclass(slots=True)
class RoomTold:
    """A room's papers. ``counts`` says of each material whether its last count balanced; no number is told."""

    number: str
    seats: int = 0
    bags: list[Bag] = field(default_factory=list)
    counts: dict[str, bool] = field(default_factory=dict)
    accepted: bool = False

    @property
    def statuses(self) -> list[str]:
        """The states of its bags, each once, in the order of a bag's life."""
        found = {bag.status for bag in self.bags}
        return [status.value for status in BagStatus if status in found]

    @property
    def differs(self) -> bool:
        """Whether its last count of something does not balance."""
        return not all(self.counts.values())

    @property
    def counted(self) -> bool:
        """Whether all that is counted of it was counted."""
        wanted = {MATERIAL_OF[bag.kind].value for bag in self.bags if bag.kind in MATERIAL_OF}
        return wanted <= set(self.counts)

    @property
    def to_count(self) -> list[tuple[str, str]]:
        """What is counted of it: material and subject."""
        found = {(MATERIAL_OF[bag.kind].value, bag.subject.code) for bag in self.bags if bag.kind in MATERIAL_OF}
        return sorted(found, key=lambda what: (list(Material).index(Material(what[0])), what[1]))


@dataclass(frozen=True, slots=True)
class VenuePapers:
    """All papers of a session at a venue: its rooms, and what belongs to no room (spare bags, media)."""

    rooms: Sequence[RoomTold]
    others: Sequence[Bag]

    @property
    def states(self) -> Mapping[str, int]:
        """How many bags are in each state, in the order of a bag's life."""
        bags = [bag for room in self.rooms for bag in room.bags] + list(self.others)
        statuses = [bag.status for bag in bags]
        return {status.value: statuses.count(status.value) for status in BagStatus if status.value in statuses}

    @property
    def to_count(self) -> Sequence[tuple[RoomTold, str, str]]:
        """What waits to be counted: room, material and subject."""
        rooms = [room for room in self.rooms if BagStatus.COLLECTED in room.statuses and not room.accepted]
        return [(room, *what) for room in rooms for what in room.to_count]


def papers_told(exam_id: UUID, venue: Venue, session: str) -> VenuePapers:
    """The papers of this session at this venue, in four reads."""
    bags = Bag.objects.filter(exam_id=exam_id, venue=venue, session__code=session).exclude(status=BagStatus.VOIDED)
    rooms: dict[str, RoomTold] = {}
    others = []
    for bag in bags.select_related("room", "subject", "container").order_by("room__number", "code"):
        if bag.room is None:
            others.append(bag)
        else:
            rooms.setdefault(bag.room.number, RoomTold(bag.room.number)).bags.append(bag)
    for number, seats in _seats(exam_id, venue, session).items():
        if number in rooms:
            rooms[number].seats = seats
    for number, counts in _counted(venue, session, exam_id).items():
        rooms[number].counts = counts
    for number in _accepted(venue, session, exam_id):
        rooms[number].accepted = True
    return VenuePapers(rooms=list(rooms.values()), others=others)


def _seats(exam_id: UUID, venue: Venue, session: str) -> dict[str, int]:
    plans = RoomPlan.objects.filter(exam_id=exam_id, venue=venue, session__code=session)
    return dict(plans.values_list("room__number", "seats_assigned"))


def _counted(venue: Venue, session: str, exam_id: UUID) -> dict[str, dict[str, bool]]:
    """Of each room, whether the last count of each material balanced (of every subject, where it has several)."""
    what = ("room", "subject", "material")
    latest = RoomCount.objects.filter(exam_id=exam_id, venue=venue, session__code=session)
    rows = latest.order_by(*what, "-at").distinct(*what).values_list("room__number", "material", "balanced")
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for number, material, balanced in rows:
        found[number][material] = balanced and found[number].get(material, True)
    return found


def _accepted(venue: Venue, session: str, exam_id: UUID) -> set[str]:
    rows = AcceptedCount.objects.filter(exam_id=exam_id, count__venue=venue, count__session__code=session)
    return set(rows.values_list("count__room__number", flat=True))
