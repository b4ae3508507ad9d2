"""Runs as those see them who follow the convoys: crew, gates, calls, alarms, and the last position, if there is one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from clocks.models import Clock
from clocks.states import ClockStatus
from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotThere
from paper_custody.models import (
    CrewMember,
    Escort,
    GateDue,
    Position,
    PositionSource,
    RoadAlarm,
    Route,
    SetAside,
    VoiceCheck,
)
from paper_custody.policies.roads import follows_now, is_on_the_road
from paper_custody.selectors.corridor import length_of, on_line
from paper_custody.selectors.positions import route_of
from paper_custody.selectors.runs import runs_seen
from paper_custody.states import EscortStatus, Purpose
from paper_custody.states.positions import Aside, Standing
from paper_custody.states.roads import STILL_WAITING, Point

MOST_ASIDE, MOST_FIXES_SHOWN = 50, 200


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run with everything that is known of it."""

    escort: Any
    gates: Sequence[GateDue] = ()
    alarms: Sequence[RoadAlarm] = ()
    call_due_at: dt.datetime | None = None
    call_missed_at: dt.datetime | None = None
    last_call: VoiceCheck | None = None
    fix: Position | None = None
    crew: Sequence[CrewMember] = field(default_factory=list)

    @property
    def is_under_way(self) -> bool:
        """Whether it can be called."""
        return is_on_the_road(self.escort)

    @property
    def next_gate(self) -> GateDue | None:
        """The time gate that it is to pass next."""
        return next((gate for gate in self.gates if gate.status in STILL_WAITING), None)

    @property
    def gates_to_tell(self) -> list[GateDue]:
        """The gates that a call may tell of; the arrival is signed for."""
        return [gate for gate in self.gates if gate.status in STILL_WAITING and not gate.is_arrival]

    @property
    def is_wrong(self) -> bool:
        """Whether somebody must look at it: overdue, off its way, or not heard."""
        return self.escort.status == EscortStatus.OVERDUE or bool(self.alarms) or self.is_unheard

    @property
    def is_unheard(self) -> bool:
        """Whether it was to be called, and nobody heard it in time."""
        return self.is_under_way and self.call_due_at is None


def runs_told(exam: Exam, actor: Actor) -> list[RunTold]:
    """The runs that the actor may follow, what is wrong first, in a fixed number of reads."""
    runs = list(runs_seen(exam, actor))
    keys = [run.pk for run in runs]
    gates = _by_run(GateDue.objects.filter(escort__in=keys).order_by("number"))
    alarms = _by_run(RoadAlarm.objects.filter(escort__in=keys, ended_at=None).order_by("began_at"))
    crew = _by_run(
        CrewMember.objects.filter(escort__in=keys, aboard_until=None).select_related("person", "vehicle").order_by("pk")
    )
    due = _calls_due(keys)
    calls = _latest(VoiceCheck.objects.filter(escort__in=keys).select_related("spoke_with"), "-exam_at")
    shown = Position.objects.filter(escort__in=keys, is_valid=True).exclude(standing=Standing.FUTURE)
    fixes = _latest(shown.defer("body"), "-exam_at")
    told = [
        RunTold(
            escort=run,
            gates=gates[run.pk],
            alarms=alarms[run.pk],
            call_due_at=due.get(run.pk, (None, None))[0],
            call_missed_at=due.get(run.pk, (None, None))[1],
            last_call=calls.get(run.pk),
            fix=fixes.get(run.pk),
            crew=crew[run.pk],
        )
        for run in runs
    ]
    return sorted(told, key=lambda one: (not one.is_wrong, not one.is_under_way))


def run_told(exam: Exam, actor: Actor, escort_id: UUID) -> RunTold:
    """One of them. Refuses (``not_there``) one that the actor may not follow."""
    found = next((one for one in runs_told(exam, actor) if one.escort.pk == escort_id), None)
    if found is None:
        raise NotThere
    return found


def strip_of(told: RunTold) -> dict[str, Any] | None:
    """The run along its route, in metres: stops, gates and the last fix. None where no route is approved."""
    route = route_of(told.escort)
    if route is None:
        return None
    line: list[Point] = [(longitude, latitude) for longitude, latitude in route.line]
    stops = [
        {"kind": "stop", "name": stop["name"], "along": _along(line, stop["at"][0], stop["at"][1])}
        for stop in route.stops
    ]
    gates = [
        {
            "kind": "gate",
            "name": gate.name,
            "along": _along(line, gate.longitude, gate.latitude),
            "status": gate.status,
            "from": gate.not_before.isoformat(),
            "until": gate.not_after.isoformat(),
        }
        for gate in told.gates
    ]
    fix = None
    if told.fix is not None:
        here = on_line((told.fix.longitude, told.fix.latitude), line)
        fix = {"along": round(here.along_m), "off": round(here.off_m), "outside": told.fix.is_outside}
    return {"length": round(length_of(line)), "width": route.width_m, "stations": [*stops, *gates], "fix": fix}


def calls_of(escort: Escort) -> QuerySet[VoiceCheck]:
    """All calls to a run, the last first."""
    return VoiceCheck.objects.filter(escort=escort).select_related("keyed_by", "spoke_with").order_by("-exam_at")


def fixes_shown(escort: Escort) -> QuerySet[Position]:
    """The run's fixes in the order of their own time, late ones and those ahead of the clock among them."""
    return Position.objects.filter(escort=escort).defer("body").order_by("-exam_at")[:MOST_FIXES_SHOWN]


def routes_seen(exam: Exam, actor: Actor) -> list[Route]:
    """Routes drawn and approved, for those who follow the convoys."""
    if not follows_now(exam, actor):
        return []
    return list(Route.objects.filter(exam=exam).exclude(status="replaced").select_related("venue", "drawn_by"))


def sources_seen(exam: Exam, actor: Actor) -> list[PositionSource]:
    """Sources of positions with their devices, for the same."""
    if not follows_now(exam, actor):
        return []
    return list(PositionSource.objects.filter(exam=exam, closed_at=None).prefetch_related("devices__vehicle"))


def set_aside_seen(exam: Exam, actor: Actor) -> list[SetAside]:
    """What was sent and refused, the last first, for the same. Events of the tools are none."""
    if not follows_now(exam, actor):
        return []
    rows = SetAside.objects.filter(exam=exam).exclude(reason=Aside.EVENT).select_related("source").defer("body")
    return list(rows.order_by("-received_at")[:MOST_ASIDE])


def _along(line: Sequence[Point], longitude: float, latitude: float) -> int:
    return round(on_line((longitude, latitude), line).along_m)


def _by_run(rows: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.escort_id].append(row)
    return found


def _latest(rows: QuerySet[Any], order: str) -> dict[UUID, Any]:
    return {row.escort_id: row for row in rows.order_by("escort", order).distinct("escort")}


def _calls_due(keys: Sequence[UUID]) -> dict[UUID, tuple[dt.datetime | None, dt.datetime]]:
    """When each run is to be called, and from when it is missed."""
    clocks = Clock.objects.filter(purpose=Purpose.VOICE_CHECK, subject__in=keys, status=ClockStatus.RUNNING)
    return {
        subject: (warn_at, due_at) for subject, warn_at, due_at in clocks.values_list("subject", "warn_at", "due_at")
    }
