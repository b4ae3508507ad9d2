"""Rooms are accepted by the checklist in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.act import Asked, act
from organisation.states import Capability
from venues.errors import ChecklistIncomplete, RoomTaken, RoomUnknown
from venues.events import RoomsAccepted
from venues.gateways import Checklist, checklists
from venues.models import Room, RoomAcceptance, RoomPlan, Venue
from venues.policies import check_reason, check_venue, in_exam


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point of the checklist that is not in order in a room."""

    room: str
    point: str
    note: str


def move_room(asked: Asked, *, venue: Venue, session: str, old: str, new: str) -> None:
    """Part: what is sat in ``old`` in a session is sat in ``new`` from now on; the old room stands empty.

    Refuses rooms that the venue does not have in the session, an old one in which nobody sits, and a new one
    that is in use or has too few seats. Bags packed for the old room keep its number: they are opened in the new one.
    """
    plans = RoomPlan.objects.select_for_update(of=("self",)).select_related("room").order_by("pk")
    found = {
        plan.room.number: plan
        for plan in plans.filter(
            exam_id=in_exam(asked), venue=venue, session__code=session, room__number__in=[old, new]
        )
    }
    if unknown := sorted({old, new} - set(found)):
        raise RoomUnknown(rooms=unknown)
    left, taken = found[old], found[new]
    if left is taken or not left.seats_assigned:
        raise RoomUnknown(rooms=[old])
    if taken.seats_assigned or taken.room.seats < left.seats_assigned:
        raise RoomTaken(room=new, seats=taken.room.seats, needed=left.seats_assigned)

    for field in ("kind", "seats_assigned", "extra_minutes"):
        mine, others = getattr(left, field), getattr(taken, field)
        setattr(left, field, others)
        setattr(taken, field, mine)
    RoomPlan.objects.bulk_update([left, taken], ["kind", "seats_assigned", "extra_minutes"])


@act
def accept_rooms(
    asked: Asked,
    *,
    venue: str,
    checklist: str,
    version: int,
    rooms: Sequence[str],
    open_points: Sequence[OpenPoint] = (),
) -> RoomsAccepted:
    """Tell that rooms were gone through point by point: in order except the points named.

    A room with an open point is not accepted. Refuses another version than the one in force, and rooms
    that another checklist is for.
    """
    place = check_venue(asked, venue, capabilities=[Capability.ACCEPT_ROOMS])
    listed = _in_force(checklist, version, {one.point for one in open_points})
    known = {room.number: room for room in Room.objects.filter(venue=place, number__in=rooms, kind__in=listed.kinds)}
    if unknown := sorted({*rooms, *(one.room for one in open_points)} - set(known)):
        raise RoomUnknown(rooms=unknown)
    refused = sorted({one.room for one in open_points})
    for one in open_points:
        check_reason(one.note)

    RoomAcceptance.objects.bulk_create(
        _gone_through(asked, room, listed, [one for one in open_points if one.room == number])
        for number, room in known.items()
    )

    return RoomsAccepted(
        venue=place.code,
        checklist=listed.code,
        checklist_version=listed.version,
        rooms=tuple(sorted(set(known) - set(refused))),
        refused=tuple(refused),
    )


def _gone_through(asked: Asked, room: Room, listed: Checklist, points: Sequence[OpenPoint]) -> RoomAcceptance:
    return RoomAcceptance(
        exam_id=in_exam(asked),
        scope=room.scope,
        room=room,
        checklist=listed.code,
        checklist_version=listed.version,
        open_points=[{"point": one.point, "note": one.note} for one in points],
        inspected_by_id=asked.actor.person_id,
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )


def _in_force(code: str, version: int, points: set[str]) -> Checklist:
    listed = checklists().get(code)
    if listed is None or listed.version != version:
        raise ChecklistIncomplete(checklist=code, version=version)
    if unknown := sorted(points - {point.code for point in listed.points}):
        raise ChecklistIncomplete(points=unknown)
    return listed
