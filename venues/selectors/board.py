"""What a board shows of venues: one value a venue, in a number of queries that does not grow with the county."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from exams.models import Exam, Session
from venues.models import Milestone, ReadinessGate, ReportDue, SessionReport, Venue, VenueSession
from venues.selectors.places import seats_of, venues_of
from venues.selectors.progress import milestones_of, reports_due, sessions_shown, state_of
from venues.selectors.readiness import Readiness, gates_of, readiness_of
from venues.states import PAPER_KEEPERS, MilestoneState, ReportSource, ReportStatus, Timing

WORST = {
    MilestoneState.SILENT: "red",
    MilestoneState.VERY_LATE: "red",
    MilestoneState.LATE: "amber",
}


@dataclass(frozen=True, slots=True)
class MilestoneTold:
    """A milestone of a venue. ``of_papers``: it tells where papers are, and is not for the wall (limits.md 4)."""

    code: str
    number: int
    name: str
    name_en: str
    session: str
    who: str
    reach: str
    planned_at: dt.datetime
    tolerance: dt.timedelta
    state: MilestoneState
    done_at: dt.datetime | None
    seconds_off: int | None
    timing: str
    of_papers: bool


@dataclass(frozen=True, slots=True)
class ReportTold:
    """A report that a venue owes or has sent. ``unconfirmed``: keyed after a call, and nobody has confirmed it."""

    kind: str
    session: str
    state: ReportStatus
    planned_at: dt.datetime
    nil: bool
    unconfirmed: bool
    present: int | None
    absent: int | None


@dataclass(frozen=True, slots=True)
class VenueTold:
    """A venue at a moment of exam time. ``report`` is the one to look at: overdue, else coming, else the last."""

    code: str
    name: str
    township: str
    scope: str
    milestones: tuple[MilestoneTold, ...]
    reports: tuple[ReportTold, ...]
    report: ReportTold | None
    present: int | None
    absent: int | None
    seats: int
    silent: bool
    worst: str
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class _Rows:
    """All that is read, by venue. ``current`` is the session whose presence is shown."""

    current: Session | None
    days: Mapping[UUID, list[VenueSession]]
    lines: Mapping[UUID, list[Milestone]]
    owed: Mapping[UUID, list[ReportDue]]
    gates: Mapping[UUID, list[ReadinessGate]]
    seats: Mapping[UUID, int]


def venues_told(exam: Exam, *, exam_at: dt.datetime, codes: Sequence[str] = ()) -> list[VenueTold]:
    """Every venue of the exam's county (or those of these codes) in the sessions shown now."""
    venues = venues_of(exam.scope)
    return told_of(exam, venues.filter(code__in=codes) if codes else venues, exam_at=exam_at)


def told_of(exam: Exam, venues: Iterable[Venue], *, exam_at: dt.datetime) -> list[VenueTold]:
    """These venues in the sessions shown now, in as many queries for sixty as for one."""
    wanted = list(venues)
    rows = _read(exam, wanted, sessions_shown(exam.pk, exam_at), exam_at)
    return [_told(venue, rows, exam_at) for venue in wanted]


def _read(exam: Exam, venues: Sequence[Venue], shown: Sequence[Session], exam_at: dt.datetime) -> _Rows:
    of_venues = {"venue__in": [venue.pk for venue in venues]}
    of_sessions = {**of_venues, "session__in": [session.pk for session in shown]}
    current = next((one for one in shown if one.ends_at > exam_at), shown[-1] if shown else None)
    return _Rows(
        current=current,
        days=_by_venue(VenueSession.objects.filter(exam=exam, **of_sessions)),
        lines=_by_venue(milestones_of(exam.pk).filter(**of_sessions)),
        owed=_by_venue(reports_due(exam.pk).filter(**of_sessions)),
        gates=_by_venue(gates_of(exam.pk).filter(**of_venues)),
        seats=seats_of(current.pk, of_venues["venue__in"]) if current else {},
    )


V = TypeVar("V", VenueSession, Milestone, ReportDue, ReadinessGate)


def _by_venue(rows: Iterable[V]) -> Mapping[UUID, list[V]]:
    found: dict[UUID, list[V]] = defaultdict(list)
    for row in rows:
        found[row.venue_id].append(row)
    return found


def _told(venue: Venue, rows: _Rows, exam_at: dt.datetime) -> VenueTold:
    days = {day.session_id: day for day in rows.days.get(venue.pk, ())}
    milestones = tuple(
        milestone_told(line, exam_at=exam_at, day=days.get(line.session_id)) for line in rows.lines.get(venue.pk, ())
    )
    reports = tuple(report_told(owed) for owed in rows.owed.get(venue.pk, ()))
    counted = [one for one in reports if rows.current and one.session == rows.current.code and one.present is not None]
    return VenueTold(
        code=venue.code,
        name=venue.name,
        township=venue.township,
        scope=venue.scope,
        milestones=milestones,
        reports=reports,
        report=_report_to_look_at(reports),
        present=counted[-1].present if counted else None,
        absent=counted[-1].absent if counted else None,
        seats=rows.seats.get(venue.pk, 0),
        silent=any(day.silent_since for day in days.values()),
        worst=_worst(milestones, reports),
        readiness=readiness_of(rows.gates.get(venue.pk, ()), exam_at=exam_at),
    )


def milestone_told(line: Milestone, *, exam_at: dt.datetime, day: VenueSession | None) -> MilestoneTold:
    """A milestone as a board shows it, on its session's ``day`` at the venue."""
    return MilestoneTold(
        code=line.code,
        number=line.number,
        name=line.name,
        name_en=line.name_en,
        session=line.session.code,
        who=line.who,
        reach=line.reach,
        planned_at=line.planned_at,
        tolerance=line.tolerance,
        state=state_of(line, exam_at=exam_at, day=day),
        done_at=line.reached_at,
        seconds_off=line.seconds_off,
        timing=line.timing,
        of_papers=line.who in PAPER_KEEPERS,
    )


def report_told(owed: ReportDue) -> ReportTold:
    """A report as a board shows it."""
    latest = owed.latest
    return ReportTold(
        kind=owed.kind,
        session=owed.session.code,
        state=ReportStatus(owed.status),
        planned_at=owed.planned_at,
        nil=latest is not None and latest.nil,
        unconfirmed=latest is not None and is_unconfirmed(latest),
        present=None if latest is None else latest.present,
        absent=None if latest is None else latest.absent,
    )


def is_unconfirmed(report: SessionReport) -> bool:
    """Whether it was keyed after a call and nobody has confirmed it."""
    return report.source == ReportSource.KEYED and not hasattr(report, "confirmation")


def _report_to_look_at(reports: Sequence[ReportTold]) -> ReportTold | None:
    """Overdue first, else the next to come, else the last received."""
    for state in (ReportStatus.OVERDUE, ReportStatus.WAITING):
        for report in reports:
            if report.state == state:
                return report
    return reports[-1] if reports else None


def _worst(milestones: Iterable[MilestoneTold], reports: Iterable[ReportTold]) -> str:
    """The worst of a venue without its incidents: red, amber or ok. What lies on the papers' way is left out."""
    colours = {WORST.get(one.state, "ok") for one in milestones if not one.of_papers}
    colours |= {"amber" for one in milestones if not one.of_papers and one.timing not in {"", Timing.ON_TIME}}
    colours |= {"red" for one in reports if one.state == ReportStatus.OVERDUE}
    return next((colour for colour in ("red", "amber") if colour in colours), "ok")
