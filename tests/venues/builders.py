"""Two venues of Linhe with rooms, equipment and seat plans: v01 of three rooms and a spare one, v02 of two."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from clocks.services import cancel
from exams.models import Exam
from kernel.act import Asked
from tests.world import HOUR, LINHE, T0, World
from venues import services
from venues.models import Milestone, ReportDue
from venues.services import EquipmentGiven, RoomGiven, RoomPlanGiven, VenueGiven
from venues.states import Purpose

SEATS = {"v01": {"001": 30, "002": 30, "003": 28}, "v02": {"001": 30, "002": 17}}
PRESENT = {"present": 85, "absent": 3}
VENUES = [
    VenueGiven("v01", "临河一中", f"{LINHE}v01/", "城关镇", "新华街12号", "0478-5550101", 107.3887, 40.7432, "wgs84"),
    VenueGiven("v02", "临河二中", f"{LINHE}v02/", "隆兴镇", "胜利路88号", "0478-5550102"),
]
ROOMS = [
    *(RoomGiven(venue, number, "standard", 30, "教学楼1层") for venue, rooms in SEATS.items() for number in rooms),
    RoomGiven("v01", "099", "spare", 30),
    RoomGiven("v01", "090", "holding", 60),
]
EQUIPMENT = [
    EquipmentGiven("v01", "v01-CLK-1", "clock"),
    EquipmentGiven("v01", "v01-CLK-2", "clock"),
    EquipmentGiven("v01", "v01-CLK-9", "clock", spare=True),
    EquipmentGiven("v01", "v01-CAM-1", "camera"),
    EquipmentGiven("v01", "v01-BRO-1", "broadcast"),
    EquipmentGiven("v01", "v01-PLY-1", "player"),
    EquipmentGiven("v01", "v01-GATE-1", "gate"),
    EquipmentGiven("v02", "v02-CAM-1", "camera"),
]


def plans_of(*sessions: str) -> list[RoomPlanGiven]:
    """The seat plans of these sessions, the spare room without seats."""
    plans = [
        RoomPlanGiven(session, venue, number, seats)
        for session in sessions
        for venue, rooms in SEATS.items()
        for number, seats in rooms.items()
    ]
    return plans + [RoomPlanGiven(session, "v01", "099", 0) for session in sessions]


def in_act(world: World, exam: Exam) -> Asked:
    """What a part gets from the act that calls it."""
    return replace(world.asked(exam_id=exam.pk), at=world.exam_now, exam_at=world.exam_now)


def load_standing(world: World) -> None:
    """Venues, rooms and equipment, as the workbook brings them."""
    asked = in_act(world, world.exam)
    services.load_venues(asked, county=LINHE, rows=VENUES)
    services.load_rooms(asked, county=LINHE, rows=ROOMS)
    services.load_equipment(asked, county=LINHE, rows=EQUIPMENT)


def open_day(world: World, *sessions: str) -> None:
    """The drill's sessions (A1, unless others are named) with their seat plans; the first opens by its clock."""
    asked = in_act(world, world.exam)
    load_standing(world)
    services.load_room_plans(asked, exam=world.exam, rows=plans_of(*(sessions or ("A1",))))
    services.prepare_venues(asked, exam=world.exam)
    world.move_to(T0 - 4 * HOUR - dt.timedelta(minutes=30))
    world.forget()


def open_quiet_day(world: World, *watched: str) -> None:
    """The same, for a story about the lines of these codes (milestones or reports) alone: no other clock runs."""
    open_day(world)
    lines = Milestone.objects.exclude(code__in=watched).values_list("pk", flat=True)
    reports = ReportDue.objects.exclude(kind__in=watched).values_list("pk", flat=True)
    asked = in_act(world, world.exam)
    cancel(asked, purpose=Purpose.MILESTONE, subjects=list(lines))
    cancel(asked, purpose=Purpose.REPORT, subjects=list(reports))
    world.forget()


def at(minutes: float, seconds: float = 0) -> dt.datetime:
    """So long after the start of A1 (before it: negative)."""
    return T0 + dt.timedelta(minutes=minutes, seconds=seconds)


def post(world: World, who: str, path: str, **given: Any) -> Any:
    """An act by this person."""
    return world.client_of(who).post(f"{world.api}/{path}", given, content_type="application/json")


def reach(world: World, who: str, milestone: str, *, venue: str = "v01", **given: Any) -> Any:
    """Tell of a milestone of A1."""
    return post(world, who, f"venues/{venue}/milestones/reach/", session="A1", milestone=milestone, **given)


def nil_report(world: World, who: str, kind: str, *, venue: str = "v01") -> Any:
    """Send a nil report of A1."""
    return post(world, who, f"venues/{venue}/reports/", session="A1", kind=kind, nil=True)


def kinds_of(world: World, venue: str) -> list[tuple[Any, ...]]:
    """What was told of a venue, in order: the fact's name with milestone or report, clocks left out."""
    told = []
    for fact in world.facts():
        if fact.kind.startswith("venues.") and getattr(fact, "venue", "") == venue:
            about = getattr(fact, "milestone", "") or getattr(fact, "report_kind", "") or getattr(fact, "gate", "")
            told.append((fact.kind.removeprefix("venues."), about))
    return told
