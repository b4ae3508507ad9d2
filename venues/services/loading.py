"""Parts of the county workbook's one act: venues, rooms, equipment, seat plans. Re-import updates what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from kernel.act import Asked
from organisation.models import Unit
from organisation.services import Loaded
from venues.models import Equipment, Room, RoomPlan, Venue
from venues.selectors.places import equipment_of, rooms_of, venues_of

M = TypeVar("M", bound=Model)
K = TypeVar("K")
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class VenueGiven:
    """A venue as the workbook gives it; its unit has been loaded before. ``datum`` says where the position is from."""

    code: str
    name: str
    unit_path: str
    township: str = ""
    address: str = ""
    phone: str = ""
    longitude: float | None = None
    latitude: float | None = None
    datum: str = ""


@dataclass(frozen=True, slots=True)
class RoomGiven:
    """A room as the workbook gives it."""

    venue: str
    number: str
    kind: str
    seats: int
    floor: str = ""


@dataclass(frozen=True, slots=True)
class EquipmentGiven:
    """An asset as the workbook gives it."""

    venue: str
    asset_code: str
    kind: str
    spare: bool = False


@dataclass(frozen=True, slots=True)
class RoomPlanGiven:
    """A room in a session. Without ``kind`` it serves for what it is; ``extra_minutes`` is its longest extension."""

    session: str
    venue: str
    room: str
    seats_assigned: int
    kind: str = ""
    extra_minutes: int = 0


def load_venues(asked: Asked, *, county: str, rows: Sequence[VenueGiven]) -> Loaded:
    """Part: venues. One that the list no longer has stays: an exam may hold rows of it."""
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=[row.unit_path for row in rows])}
    wanted: dict[str, dict[str, Any]] = {
        row.unit_path: {
            "unit": units[row.unit_path],
            "code": row.code,
            "name": row.name,
            "township": row.township,
            "address": row.address,
            "phone": row.phone,
            "longitude": row.longitude,
            "latitude": row.latitude,
            "datum": row.datum,
        }
        for row in rows
    }
    known = {venue.scope: venue for venue in venues_of(county)}
    return _merge(Venue, known, wanted, lambda path: {"scope": path})


def load_rooms(asked: Asked, *, county: str, rows: Sequence[RoomGiven]) -> Loaded:
    """Part: rooms of venues that are there."""
    venues = {venue.code: venue for venue in venues_of(county)}
    wanted: dict[tuple[str, str], dict[str, Any]] = {
        (row.venue, row.number): {"kind": row.kind, "seats": row.seats, "floor": row.floor} for row in rows
    }
    known = {(room.venue.code, room.number): room for room in rooms_of(county)}

    def keys(key: tuple[str, str]) -> dict[str, Any]:
        return {"scope": venues[key[0]].scope, "venue": venues[key[0]], "number": key[1]}

    return _merge(Room, known, wanted, keys)


def load_equipment(asked: Asked, *, county: str, rows: Sequence[EquipmentGiven]) -> Loaded:
    """Part: assets of venues that are there."""
    venues = {venue.code: venue for venue in venues_of(county)}
    wanted: dict[tuple[str, str], dict[str, Any]] = {
        (row.venue, row.asset_code): {"kind": row.kind, "spare": row.spare} for row in rows
    }
    known = {(asset.venue.code, asset.asset_code): asset for asset in equipment_of(county)}

    def keys(key: tuple[str, str]) -> dict[str, Any]:
        return {"scope": venues[key[0]].scope, "venue": venues[key[0]], "asset_code": key[1]}

    return _merge(Equipment, known, wanted, keys)


def load_room_plans(asked: Asked, *, exam: Exam, rows: Sequence[RoomPlanGiven]) -> Loaded:
    """Part: what each room is for in each session.

    A room that a newer list of the same session and venue leaves out keeps its row with no seats given
    out: papers may already be packed for it.
    """
    sessions = {session.code: session for session in sessions_of(exam.pk)}
    rooms = {(room.venue.code, room.number): room for room in rooms_of(exam.scope)}
    wanted: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    for row in rows:
        room = rooms[row.venue, row.room]
        wanted[sessions[row.session].pk, room.pk] = {
            "kind": row.kind or room.kind,
            "seats_assigned": row.seats_assigned,
            "extra_minutes": row.extra_minutes,
        }
    known = {(plan.session_id, plan.room_id): plan for plan in RoomPlan.objects.filter(exam=exam)}
    by_pk = {room.pk: room for room in rooms.values()}
    for key, plan in _left_out(known, wanted, by_pk):
        wanted[key] = {"kind": plan.kind, "seats_assigned": 0, "extra_minutes": 0}

    def keys(key: tuple[UUID, UUID]) -> dict[str, Any]:
        room = by_pk[key[1]]
        return {"exam": exam, "scope": room.scope, "session_id": key[0], "venue_id": room.venue_id, "room": room}

    return _merge(RoomPlan, known, wanted, keys)


def _left_out(
    known: Mapping[tuple[UUID, UUID], RoomPlan],
    wanted: Mapping[tuple[UUID, UUID], object],
    rooms: Mapping[UUID, Room],
) -> Iterable[tuple[tuple[UUID, UUID], RoomPlan]]:
    listed = {(session, rooms[room].venue_id) for session, room in wanted}
    return [
        (key, plan) for key, plan in known.items() if key not in wanted and (plan.session_id, plan.venue_id) in listed
    ]


def _merge(
    model: type[M], known: Mapping[K, M], wanted: Mapping[K, dict[str, Any]], keys: Callable[[K], dict[str, Any]]
) -> Loaded:
    """Create what is new and update what differs, in a few statements whatever the number of rows."""
    new, changed = [], []
    for key, fields in wanted.items():
        row = known.get(key)
        if row is None:
            new.append(model(**keys(key), **fields))
        elif _change(row, fields):
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        names = list(next(iter(wanted.values())))
        model._default_manager.bulk_update(changed, names, batch_size=BATCH)
    return Loaded(new=len(new), changed=len(changed), same=len(wanted) - len(new) - len(changed))


def _change(row: Model, fields: dict[str, Any]) -> bool:
    changed = any(getattr(row, name) != value for name, value in fields.items())
    for name, value in fields.items():
        setattr(row, name, value)
    return changed
