"""What positions show of a run: where it is, what is wrong, which gates it has passed; and who may look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from exams.gateways.escort_rules import WatchRule
from exams.models import Exam
from exams.selectors.timelines import exam_clock, timeline_told
from exams.states import ExamStatus, TimelineState
from paper_custody.models import (
    Container,
    Escort,
    GateDue,
    Position,
    PositionApproval,
    PositionDevice,
    RoadAlarm,
    Route,
)
from paper_custody.policies.roads import is_on_the_road
from paper_custody.selectors.corridor import metres, on_line
from paper_custody.states import EscortStatus
from paper_custody.states.positions import AlarmKind, Standing
from paper_custody.states.roads import STILL_WAITING, Point, RouteStatus

# How far back a stop is looked for. Source: ours; at one fix a second it is a quarter of an hour.
MOST_FIXES = 900


@dataclass(frozen=True, slots=True)
class Sight:
    """What the newest live fix of a run shows. None: it says nothing about it, and what was told of it stays told."""

    is_outside: bool | None
    has_stopped: bool | None
    gates: Sequence[UUID]


def approval_in_force(exam_id: UUID, at: dt.datetime) -> PositionApproval | None:
    """The approval of the secrecy office that holds at a real moment."""
    return PositionApproval.objects.filter(exam_id=exam_id, withdrawn_at=None, valid_until__gt=at).first()


def moment_of(exam: Exam, fix_at: dt.datetime) -> dt.datetime:
    """A fix on the exam's clock. In a drill that goes in steps the devices are played too, and tell its own time."""
    if timeline_told(exam.pk).state == TimelineState.STEPPED:
        return fix_at
    return exam_clock(exam.pk, fix_at)


def standing_of(moment: dt.datetime, exam_at: dt.datetime, watch: WatchRule) -> Standing:
    """How a fix stands to the present of the exam."""
    if moment > exam_at + watch.future_after:
        return Standing.FUTURE
    return Standing.LATE if moment < exam_at - watch.late_after else Standing.LIVE


def run_with(vehicle: Container, moment: dt.datetime) -> Escort | None:
    """The run whose papers rode in this vehicle then."""
    then = Q(vehicles__began_at__lte=moment) & (Q(vehicles__ended_at=None) | Q(vehicles__ended_at__gte=moment))
    runs = Escort.objects.filter(then, exam_id=vehicle.exam_id, vehicles__vehicle=vehicle)
    return runs.select_related("venue").order_by("expected_at", "pk").first()


def route_of(escort: Escort) -> Route | None:
    """The approved route of the run's venue and direction."""
    routes = Route.objects.filter(exam_id=escort.exam_id, venue=escort.venue_id, direction=escort.direction)
    return routes.filter(status=RouteStatus.APPROVED).first()


def fixes_of(escort: Escort) -> QuerySet[Position]:
    """The run's fixes in the order of their own time, the newest first; not those that are ahead of the clock."""
    fixes = Position.objects.filter(escort=escort, is_valid=True).exclude(standing=Standing.FUTURE)
    return fixes.order_by("-exam_at", "-received_at")


def sight_of(escort: Escort, newest: Position, watch: WatchRule) -> Sight:
    """What the newest fix shows. Without an approved route nobody can say where a vehicle may be or stand."""
    route = route_of(escort)
    if route is None:
        return Sight(None, None, ())
    along = on_line(_place(newest), _line(route)).along_m
    gates = GateDue.objects.filter(escort=escort, is_arrival=False, status__in=STILL_WAITING).order_by("number")
    passed = [] if newest.is_outside else [gate.pk for gate in gates if _is_past(gate, newest, route, along)]
    return Sight(newest.is_outside, _stands(escort, newest, route, watch), passed)


def _is_past(gate: GateDue, newest: Position, route: Route, along_m: float) -> bool:
    """At the gate, or beyond it on the line: a vehicle may pass a gate between two fixes."""
    place = (gate.longitude, gate.latitude)
    return metres(_place(newest), place) <= gate.radius_m or along_m > on_line(place, _line(route)).along_m


def _stands(escort: Escort, newest: Position, route: Route, watch: WatchRule) -> bool:
    """Whether it has stood for longer than it may, outside the places where it may."""
    here = _place(newest)
    if any(metres(here, (stop["at"][0], stop["at"][1])) <= stop["radius_m"] for stop in route.stops):
        return False
    since = newest.exam_at
    for longitude, latitude, moment in fixes_of(escort).values_list("longitude", "latitude", "exam_at")[:MOST_FIXES]:
        if metres(here, (longitude, latitude)) > watch.stop_radius:
            break
        since = moment
    return newest.exam_at - since > watch.stop_after


def open_alarms(escort: Escort) -> dict[AlarmKind, RoadAlarm]:
    """What was told of the run and is not over."""
    return {AlarmKind(one.kind): one for one in RoadAlarm.objects.filter(escort=escort, ended_at=None)}


def silent_runs(exam: Exam, exam_at: dt.datetime, watch: WatchRule) -> list[UUID]:
    """Runs under way with a device aboard, of which no fix has come for too long, and it was not told yet."""
    aboard = PositionDevice.objects.filter(exam=exam, unbound_at=None, source__closed_at=None).values("vehicle")
    runs = Escort.objects.filter(exam=exam, vehicle__in=aboard).exclude(status=EscortStatus.ARRIVED)
    told = RoadAlarm.objects.filter(exam=exam, kind=AlarmKind.SILENT, ended_at=None).values("escort")
    found = []
    for escort in runs.exclude(pk__in=told):
        heard = fixes_of(escort).values_list("exam_at", flat=True).first()
        since = heard or escort.departed_at or escort.begun_at
        if is_on_the_road(escort) and exam_at - since > watch.silent_after:
            found.append(escort.pk)
    return found


def exams_watched(at: dt.datetime) -> list[Exam]:
    """Open exams with an approval in force."""
    approved = PositionApproval.objects.filter(withdrawn_at=None, valid_until__gt=at).values("exam")
    return list(Exam.objects.filter(pk__in=approved, status=ExamStatus.OPEN).order_by("pk"))


def _place(fix: Position) -> Point:
    return fix.longitude, fix.latitude


def _line(route: Route) -> list[Point]:
    return [(longitude, latitude) for longitude, latitude in route.line]
