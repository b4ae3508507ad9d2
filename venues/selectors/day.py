"""A venue's day as its page shows it: what is next, what is missing, what was done, who has to look at what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from exams.models import Exam
from exams.states import Reach
from venues.models import Equipment, Room, RoomException, Venue
from venues.selectors.board import MilestoneTold, VenueTold, told_of
from venues.selectors.places import (
    equipment_of,
    equipment_with_tests,
    room_plans_of,
    rooms_of,
    rooms_with_acceptance,
)
from venues.selectors.progress import sessions_shown
from venues.states import BELL_RINGER, EquipmentKind, MilestoneState, Outcome, RoomKind

# Told late, these lines still have to be told.
UNTOLD = (
    MilestoneState.WAITING,
    MilestoneState.DUE,
    MilestoneState.LATE,
    MilestoneState.VERY_LATE,
    MilestoneState.SILENT,
)


@dataclass(frozen=True, slots=True)
class LineShown:
    """A milestone with what the page needs to tell of it. ``waiting_rooms`` were excepted and have not caught up."""

    told: MilestoneTold
    is_bell: bool
    rooms: tuple[str, ...]
    waiting_rooms: tuple[RoomException, ...]

    @property
    def untold(self) -> bool:
        """Whether it still has to be told."""
        return self.told.state in UNTOLD


@dataclass(frozen=True, slots=True)
class KindShown:
    """All assets of a kind: how many work, how many are in use, and those that do not work."""

    kind: EquipmentKind
    total: int
    used: int
    passed: int
    wrong: tuple[Equipment, ...]
    untested: int


@dataclass(frozen=True, slots=True)
class RoomsShown:
    """Rooms of one kind: how many are accepted, and those that are not yet."""

    kind: RoomKind
    total: int
    accepted: int
    open: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class DayShown:
    """All of it. ``next``: the line whose time it is, else the first to come; ``missing``: older ones untold."""

    venue: VenueTold
    next: LineShown | None
    missing: tuple[LineShown, ...]
    lines: tuple[LineShown, ...]
    equipment: tuple[KindShown, ...]
    rooms: tuple[RoomsShown, ...]


def day_shown(exam: Exam, venue: Venue, *, exam_at: dt.datetime) -> DayShown:
    """The page of a venue at a moment of exam time."""
    (told,) = told_of(exam, [venue], exam_at=exam_at)
    lines = _lines(exam, venue, told, exam_at)
    following, missing = _next_and_missing(lines, exam_at)
    return DayShown(
        venue=told,
        next=following,
        missing=missing,
        lines=lines,
        equipment=_equipment(exam, venue),
        rooms=_rooms(exam, venue),
    )


def _lines(exam: Exam, venue: Venue, told: VenueTold, exam_at: dt.datetime) -> tuple[LineShown, ...]:
    waiting: dict[tuple[str, str], list[RoomException]] = defaultdict(list)
    excepted = RoomException.objects.filter(exam=exam, milestone__venue=venue, caught_up_at=None)
    for one in excepted.select_related("milestone__session", "room").order_by("room__number"):
        waiting[one.milestone.session.code, one.milestone.code].append(one)
    rooms: dict[str, list[str]] = defaultdict(list)
    shown = sessions_shown(exam.pk, exam_at)
    for plan in room_plans_of(exam.pk, venue=venue.code).filter(session__in=shown):
        rooms[plan.session.code].append(plan.room.number)
    return tuple(
        LineShown(
            told=line,
            is_bell=line.who == BELL_RINGER,
            rooms=tuple(rooms[line.session]) if line.reach == Reach.ROOM else (),
            waiting_rooms=tuple(waiting[line.session, line.code]),
        )
        for line in told.milestones
    )


def _next_and_missing(
    lines: Sequence[LineShown], exam_at: dt.datetime
) -> tuple[LineShown | None, tuple[LineShown, ...]]:
    """The latest untold line whose window has opened, or else the first to come; and the untold ones before it."""
    untold = [line for line in lines if line.untold]
    begun = [line for line in untold if line.told.planned_at - line.told.tolerance <= exam_at]
    if not begun:
        return (untold[0] if untold else None), ()
    still = [line for line in begun if line.told.state == MilestoneState.DUE]
    following = still[-1] if still else next((line for line in untold if line not in begun), begun[-1])
    return following, tuple(line for line in begun if line is not following)


def _equipment(exam: Exam, venue: Venue) -> tuple[KindShown, ...]:
    by_kind: dict[str, list[Equipment]] = defaultdict(list)
    for asset in equipment_with_tests(equipment_of(venue.scope), exam.pk):
        by_kind[asset.kind].append(asset)
    return tuple(_kind(EquipmentKind(kind), assets) for kind, assets in by_kind.items())


def _kind(kind: EquipmentKind, assets: Sequence[Equipment]) -> KindShown:
    outcomes = {asset.pk: getattr(asset, "outcome", None) for asset in assets}
    return KindShown(
        kind=kind,
        total=len(assets),
        used=sum(1 for asset in assets if not asset.spare),
        passed=sum(1 for outcome in outcomes.values() if outcome == Outcome.PASSED),
        wrong=tuple(asset for asset in assets if outcomes[asset.pk] in {Outcome.FAILED, Outcome.SILENT}),
        untested=sum(1 for outcome in outcomes.values() if outcome is None),
    )


def _rooms(exam: Exam, venue: Venue) -> tuple[RoomsShown, ...]:
    by_kind: dict[str, list[Room]] = defaultdict(list)
    for room in rooms_with_acceptance(rooms_of(venue.scope), exam.pk):
        by_kind[room.kind].append(room)
    return tuple(
        RoomsShown(
            kind=kind,
            total=len(by_kind[kind]),
            accepted=sum(1 for room in by_kind[kind] if getattr(room, "open_points", None) == []),
            open=tuple(room for room in by_kind[kind] if getattr(room, "open_points", None) != []),
        )
        for kind in RoomKind
        if by_kind[kind]
    )
