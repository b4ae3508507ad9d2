"""A venue's papers of one session, room by room: what is ready for which step, and what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from paper_custody.models import AcceptedCount, Bag
from paper_custody.selectors.counts import CountsOf, Difference, What, counts_of, differences_of, state_of
from paper_custody.states import MATERIAL_OF, BagStatus, CountState, Material
from venues.models import RoomPlan, Venue


@dataclass(slots=True)
class RoomTold:
    """A room's papers. ``count`` says how far its count is; no number is told."""

    number: str
    seats: int = 0
    bags: list[Bag] = field(default_factory=list)
    count: CountState = CountState.NONE
    counters: frozenset[UUID] = frozenset()
    accepted: bool = False

    @property
    def statuses(self) -> list[str]:
        """The states of its bags, each once, in the order of a bag's life."""
        found = {bag.status for bag in self.bags}
        return [status.value for status in BagStatus if status in found]

    @property
    def differs(self) -> bool:
        """Whether two have counted it, and differ or do not balance."""
        return self.count == CountState.DIFFERING

    @property
    def counted_things(self) -> set[tuple[UUID, str]]:
        """The keys of what is counted of it: subject and material."""
        return {(bag.subject_id, MATERIAL_OF[bag.kind].value) for bag in self.bags if bag.kind in MATERIAL_OF}

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
    differences: Sequence[Difference] = ()

    @property
    def states(self) -> Mapping[str, int]:
        """How many bags are in each state, in the order of a bag's life."""
        bags = [bag for room in self.rooms for bag in room.bags] + list(self.others)
        statuses = [bag.status for bag in bags]
        return {status.value: statuses.count(status.value) for status in BagStatus if status.value in statuses}

    def to_count_by(self, person: UUID | None) -> Sequence[RoomTold]:
        """The rooms that wait to be counted by this person, or by anybody (None)."""
        return [room for room in self._open if room.count != CountState.AGREED and person not in room.counters]

    @property
    def differing(self) -> Sequence[RoomTold]:
        """The rooms whose counts differ: they may be counted by two together too."""
        return [room for room in self._open if room.differs]

    @property
    def _open(self) -> Sequence[RoomTold]:
        return [room for room in self.rooms if BagStatus.COLLECTED in room.statuses and not room.accepted]


def papers_told(exam_id: UUID, venue: Venue, session: str) -> VenuePapers:
    """The papers of this session at this venue, in a fixed number of reads."""
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
    counts = _counts(rooms.values())
    for number in _accepted(venue, session, exam_id):
        rooms[number].accepted = True
    return VenuePapers(rooms=list(rooms.values()), others=others, differences=differences_of(counts))


def _seats(exam_id: UUID, venue: Venue, session: str) -> dict[str, int]:
    plans = RoomPlan.objects.filter(exam_id=exam_id, venue=venue, session__code=session)
    return dict(plans.values_list("room__number", "seats_assigned"))


def _counts(rooms: Iterable[RoomTold]) -> dict[What, CountsOf]:
    """How far the count of each room is, and who has counted it."""
    told = {room.bags[0].room_id: room for room in rooms}
    sessions = {room.bags[0].session_id for room in told.values()}
    found: dict[What, CountsOf] = {}
    for session in sessions:
        found |= counts_of(session, [room for room in told if room is not None])
    for key, room in told.items():
        of = [found.get((key, *what), CountsOf()) for what in room.counted_things if key is not None]
        room.count = state_of([one.state for one in of])
        room.counters = frozenset(count.counter_id for one in of for count in one.alone)
    return found


def _accepted(venue: Venue, session: str, exam_id: UUID) -> set[str]:
    found: set[str] = set()
    for result in ("count", "agreement"):
        asked = {f"{result}__venue": venue, f"{result}__session__code": session}
        rows = AcceptedCount.objects.filter(exam_id=exam_id, **asked)
        found |= set(rows.values_list(f"{result}__room__number", flat=True))
    return found
