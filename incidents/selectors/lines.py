"""Incidents as a list or a board shows them: a fixed number of reads, however many there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet

from clocks.models import Clock
from clocks.states import ClockStatus
from incidents.models import CallOut, Incident, IncidentStep
from incidents.policies import known_to, sees, visible_to
from incidents.states import OPEN, UNANSWERED, IncidentStatus, Level, Purpose, StepStatus
from kernel.actors import SYSTEM, Actor

MOST = 200
WORST_FIRST = {level: number for number, level in enumerate(Level)}
# What is promised, while the incident is in these states; a clock that ran out stays in sight until then. Reports
# are prompted again and again: which of them is missing, their own selector tells.
PROMISED = {
    Purpose.ACKNOWLEDGE: UNANSWERED,
    Purpose.FIRST_ACTION: (IncidentStatus.RESPONDING,),
    Purpose.REPORT_UPWARD: OPEN,
    Purpose.CLOSE: OPEN,
    Purpose.REVIEW: (IncidentStatus.CLOSED,),
}
STILL = (ClockStatus.RUNNING, ClockStatus.PAUSED, ClockStatus.RAN_OUT)


@dataclass(frozen=True, slots=True)
class ClockTold:
    """A deadline in exam time. ``overdue`` stays true while a climbing one counts to its next rung."""

    purpose: Purpose
    due_at: dt.datetime
    warn_at: dt.datetime | None = None
    step: int | None = None
    paused: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in one line. ``hidden``: it is restricted, and of it only number and time may be told.

    ``merged`` are the numbers of those that go on as this one.
    """

    incident: Incident
    hidden: bool
    clocks: tuple[ClockTold, ...]
    steps: int
    steps_open: int
    merged: tuple[int, ...] = ()
    calls: tuple[CallOut, ...] = ()

    @property
    def calls_open(self) -> int:
        """How many units have not confirmed."""
        return sum(call.is_awaited for call in self.calls)

    @property
    def calls_red(self) -> int:
        """How many of them are overdue, or cannot be reached."""
        return sum(call.is_red for call in self.calls)

    @property
    def nearest(self) -> ClockTold | None:
        """The deadline that comes first, or that passed first."""
        return min(self.clocks, key=lambda clock: clock.due_at, default=None)

    @property
    def steps_done(self) -> int:
        """How many steps are done or waived."""
        return self.steps - self.steps_open

    @property
    def overdue(self) -> bool:
        """Whether a promise is broken: an answer to which nothing followed is one until somebody answers again."""
        return self.lapsed or any(clock.overdue for clock in self.clocks)

    @property
    def lapsed(self) -> bool:
        """Whether it was acknowledged, nothing was done, and nobody has answered since."""
        return self.incident.lapsed_at is not None and self.incident.status in UNANSWERED

    @property
    def order(self) -> tuple[object, ...]:
        """Overdue first, then the worst, then by the nearest deadline. A hidden one tells nothing by its place."""
        if self.hidden:
            return (2, self.incident.number)
        nearest = self.nearest
        return (
            0 if self.incident.is_open else 1,
            not self.overdue,
            WORST_FIRST[self.incident.level],
            self.incident.opened_at if nearest is None else nearest.due_at,
            self.incident.number,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. Empty: everything that is open."""

    state: str = "open"
    level: str = ""
    venue: str = ""
    search: str = ""

    @staticmethod
    def names() -> list[str]:
        """What a list may be narrowed by."""
        return [field.name for field in fields(Wanted)]


def incident_lines(exam_id: UUID, actor: Actor, wanted: Wanted) -> list[Line]:
    """The incidents of which the actor may know, the most pressing first; restricted ones hidden from others.

    A search or a filter finds only what he may see: a hidden one must not be told apart by it.
    """
    rows = Incident.objects.filter(exam_id=exam_id)
    if wanted.state == "open":
        rows = rows.filter(status__in=OPEN, merged_into=None)
    elif wanted.state == "closed":
        rows = rows.exclude(status__in=OPEN)
    if wanted.level or wanted.venue or wanted.search:
        rows = _narrowed(visible_to(rows, actor), wanted)
    else:
        rows = known_to(rows, actor) | visible_to(rows, actor)
    return sorted(lines_of(rows.order_by("-opened_at")[:MOST], actor), key=lambda line: line.order)


def _narrowed(rows: QuerySet[Incident], wanted: Wanted) -> QuerySet[Incident]:
    if wanted.level:
        rows = rows.filter(Q(level_confirmed=wanted.level) | Q(level_confirmed="", level_initial=wanted.level))
    if wanted.venue:
        rows = rows.filter(venue__code=wanted.venue)
    if wanted.search:
        named = Q(run__plan__name__zh__icontains=wanted.search) | Q(plan_code__iexact=wanted.search)
        rows = rows.filter(named | Q(place__icontains=wanted.search) | Q(venue__name__icontains=wanted.search))
    return rows


def lines_of(incidents: Iterable[Incident], actor: Actor = SYSTEM) -> list[Line]:
    """Lines of these incidents, as the actor may see them."""
    if isinstance(incidents, QuerySet):
        incidents = incidents.select_related("venue", "commander", "exam", "merged_into")
    rows = list(incidents)
    steps = _steps_of(rows)
    clocks = _clocks_of(rows, [step for listed in steps.values() for step in listed])
    merged, calls = _merged_into(rows), _calls_of(rows)
    return [
        replace(
            _line(row, steps[row.pk], clocks, hidden=not sees(row, actor)),
            merged=tuple(merged[row.pk]),
            calls=tuple(calls[row.pk]),
        )
        for row in rows
    ]


def _merged_into(incidents: Sequence[Incident]) -> dict[UUID, list[int]]:
    found = defaultdict[UUID, list[int]](list)
    merged = Incident.objects.filter(merged_into__in=[row.pk for row in incidents]).order_by("number")
    for one in merged.only("merged_into", "number"):
        found[cast("UUID", one.merged_into_id)].append(one.number)
    return found


def _calls_of(incidents: Sequence[Incident]) -> dict[UUID, list[CallOut]]:
    found = defaultdict[UUID, list[CallOut]](list)
    for call in CallOut.objects.filter(incident__in=incidents).order_by("number"):
        found[call.incident_id].append(call)
    return found


def _steps_of(incidents: Sequence[Incident]) -> dict[UUID, list[IncidentStep]]:
    found = defaultdict[UUID, list[IncidentStep]](list)
    for step in IncidentStep.objects.filter(incident__in=incidents).order_by("number"):
        found[step.incident_id].append(step)
    return found


def _clocks_of(incidents: Sequence[Incident], steps: Sequence[IncidentStep]) -> dict[UUID, list[Clock]]:
    subjects = [row.pk for row in incidents] + [step.pk for step in steps if step.status == StepStatus.OPEN]
    found = defaultdict[UUID, list[Clock]](list)
    running = Clock.objects.filter(subject__in=subjects, purpose__in=list(Purpose), status__in=STILL)
    for clock in running.order_by("-started_at"):
        found[clock.subject].append(clock)
    return found


def _line(incident: Incident, steps: list[IncidentStep], clocks: dict[UUID, list[Clock]], *, hidden: bool) -> Line:
    promises = {clock.purpose: clock for clock in reversed(clocks[incident.pk])}
    # The top rung's time starts anew each time that everybody is told: what ran out before still did.
    unanswered = any(one.purpose == Purpose.ACKNOWLEDGE and one.ran_out_at for one in clocks[incident.pk])
    told = [
        _told(clock, ran_out=unanswered and purpose == Purpose.ACKNOWLEDGE)
        for purpose, clock in promises.items()
        if incident.status in PROMISED.get(Purpose(purpose), ()) and not _kept(incident, clock)
    ]
    left = [step for step in steps if step.status == StepStatus.OPEN]
    for step in left:
        told += [_told(clock, step=step.number) for clock in clocks[step.pk][:1] if incident.is_open]
    return Line(
        incident=incident,
        hidden=hidden,
        clocks=tuple(sorted(told, key=lambda clock: clock.due_at)),
        steps=len(steps),
        steps_open=len(left),
    )


def _kept(incident: Incident, clock: Clock) -> bool:
    return clock.purpose == Purpose.REPORT_UPWARD and incident.reported_at is not None


def _told(clock: Clock, *, step: int | None = None, ran_out: bool = False) -> ClockTold:
    return ClockTold(
        purpose=Purpose(clock.purpose),
        due_at=clock.due_at,
        warn_at=clock.warn_at,
        step=step,
        paused=clock.status == ClockStatus.PAUSED,
        # By what the sweep has told and not by the time of the day: a board's row changes with a fact only.
        overdue=ran_out or clock.ran_out_at is not None,
    )
