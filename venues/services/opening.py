"""The opening of a session's day at its venues: their milestones, the reports they owe, and a clock for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Min

from clocks.services import Deadline, Rung, cancel, meet, start
from exams.models import Exam, MilestonePlan, Session
from exams.policies import check_may_run
from exams.selectors.sessions import demanded_of, exam_of, session_called, sessions_of
from exams.states import Reach
from kernel.act import Asked, act
from venues.events import RoomPlansCopied, VenuesOpened
from venues.models import Milestone, ReportDue, RoomPlan, Venue, VenueSession
from venues.selectors.places import venues_of
from venues.services.loading import RoomPlanGiven, load_room_plans
from venues.states import BELL_RINGER, ISSUED, LATE_START_BEFORE, OPEN_BEFORE, TOLD_WITHIN, Purpose

CLERK, OFFICER = "duty_clerk", "duty_officer"


def prepare_venues(asked: Asked, *, exam: Exam) -> None:
    """Part: let each session that is not over open at its venues by itself, shortly before its first line.

    The clock's warning opens the day; if nothing has opened it when the first line comes, the clock runs
    out and somebody hears of it. Called again after a change of the sessions, it sets the clocks anew.
    """
    asked = replace(asked, exam_id=exam.pk)
    coming = {
        session.pk: session for session in sessions_of(exam.pk).filter(ends_at__gt=asked.exam_at, venue_sessions=None)
    }
    lines = MilestonePlan.objects.filter(session__in=coming).values_list("session")
    first_lines = dict(lines.annotate(first=Min("planned_at")))
    cancel(asked, purpose=Purpose.OPEN_SESSION, subjects=list(coming))
    start(
        asked,
        scope=exam.scope,
        deadlines=[
            Deadline(purpose=Purpose.OPEN_SESSION, subject=pk, due_at=first, warn_at=first - OPEN_BEFORE,
                     rungs=[Rung(OFFICER, dt.timedelta(0))])
            for pk, first in first_lines.items()
        ],
    )  # fmt: skip


@act
def open_session(asked: Asked, *, session: str) -> VenuesOpened | None:
    """Open a session's day at the venues that have rooms in it (all of them, where no seat plan is known).

    Called again it opens the venues that have come since. Each milestone of the session's frozen minute
    table and each report gets its row and its clock: warning at the plan, due at the tolerance, red at twice that.
    """
    exam = exam_of(asked.exam_id)
    check_may_run(exam, asked.actor)
    return _open(asked, exam, session_called(exam.pk, session))


@act
def open_due_session(asked: Asked, *, session_id: UUID) -> VenuesOpened | None:
    """The same, by the session's clock."""
    exam = exam_of(asked.exam_id)
    check_may_run(exam, asked.actor)
    return _open(asked, exam, Session.objects.get(pk=session_id, exam=exam))


@dataclass(frozen=True, slots=True)
class _Rows:
    milestones: list[Milestone]
    reports: list[ReportDue]


def _open(asked: Asked, exam: Exam, session: Session) -> VenuesOpened | None:
    extra = _venues_with_rooms(session)
    venues = [
        venue
        for venue in venues_of(exam.scope).exclude(venue_sessions__session=session)
        if not extra or venue.pk in extra
    ]
    if not venues:
        return None

    VenueSession.objects.bulk_create(
        VenueSession(
            exam=exam, scope=venue.scope, session=session, venue=venue, opened_at=asked.exam_at, entry_id=asked.act_id
        )
        for venue in venues
    )
    lines = list(demanded_of(session).exclude(reach=Reach.COUNTY))
    for venue in venues:
        rows = _rows_of(venue, session, lines, extra=dt.timedelta(minutes=extra.get(venue.pk, 0)))
        start(asked, scope=venue.scope, deadlines=_deadlines(rows, session))
    meet(asked, purpose=Purpose.OPEN_SESSION, subjects=[session.pk])

    return VenuesOpened(session=session.code, venues=tuple(venue.code for venue in venues))


def _venues_with_rooms(session: Session) -> dict[UUID, int]:
    """The venues with rooms in the session, each with the longest extension in one of them, in minutes."""
    longest: dict[UUID, int] = {}
    for venue, minutes in RoomPlan.objects.filter(session=session).values_list("venue_id", "extra_minutes"):
        longest[venue] = max(minutes, longest.get(venue, 0))
    return longest


def _rows_of(venue: Venue, session: Session, lines: Sequence[MilestonePlan], *, extra: dt.timedelta) -> _Rows:
    milestones = [_milestone(venue, session, line) for line in lines if not line.report]
    reports = [_report(venue, session, line, extra) for line in lines if line.report]
    return _Rows(Milestone.objects.bulk_create(milestones), ReportDue.objects.bulk_create(reports))


def _milestone(venue: Venue, session: Session, line: MilestonePlan) -> Milestone:
    grace = max(line.tolerance, TOLD_WITHIN) if line.who == BELL_RINGER else line.tolerance
    return Milestone(
        exam_id=session.exam_id,
        scope=venue.scope,
        session=session,
        venue=venue,
        code=line.code,
        number=line.number or 0,
        name=line.name,
        name_en=line.name_en,
        who=line.who,
        reach=line.reach,
        planned_at=line.planned_at,
        tolerance=line.tolerance,
        late_at=line.planned_at + grace,
        very_late_at=line.planned_at + 2 * grace,
    )


def _report(venue: Venue, session: Session, line: MilestonePlan, extra: dt.timedelta) -> ReportDue:
    # What is planned after the end waits for the rooms that end later.
    planned_at = line.planned_at + (extra if line.planned_at > session.ends_at else dt.timedelta(0))
    return ReportDue(
        exam_id=session.exam_id,
        scope=venue.scope,
        session=session,
        venue=venue,
        kind=line.report,
        planned_at=planned_at,
        late_at=planned_at + line.tolerance,
        very_late_at=planned_at + 2 * line.tolerance,
    )


def _deadlines(rows: _Rows, session: Session) -> list[Deadline]:
    lines = [milestone_deadline(line) for line in rows.milestones]
    reports = [
        Deadline(
            purpose=Purpose.REPORT,
            subject=owed.pk,
            due_at=owed.late_at,
            warn_at=owed.planned_at,
            rungs=_ladder(owed.very_late_at - owed.late_at),
        )
        for owed in rows.reports
    ]
    starts = [
        Deadline(purpose=Purpose.LATE_START, subject=line.pk, due_at=session.starts_at - LATE_START_BEFORE)
        for line in rows.milestones
        if line.code == ISSUED
    ]
    return [*lines, *reports, *starts]


def milestone_deadline(line: Milestone) -> Deadline:
    """The clock of a milestone: its warning when its window opens, due when silence about it counts as late."""
    return Deadline(
        purpose=Purpose.MILESTONE,
        subject=line.pk,
        due_at=line.late_at,
        warn_at=line.planned_at - line.tolerance,
        rungs=_ladder(line.very_late_at - line.late_at),
    )


def _ladder(again_after: dt.timedelta) -> list[Rung]:
    return [Rung(CLERK, dt.timedelta(0)), Rung(OFFICER, again_after)]


@act
def copy_room_plans(asked: Asked, *, real: UUID, rows: Sequence[RoomPlanGiven]) -> RoomPlansCopied | None:
    """Give a drill the seat plans of the exam that it was made from, and let its sessions open.

    ``rows`` were read in the real exam's own scope before: an act sees one exam only.
    """
    drill = exam_of(asked.exam_id)
    check_may_run(drill, asked.actor)
    if not venues_of(drill.scope).exists():
        return None

    load_room_plans(asked, exam=drill, rows=rows)
    prepare_venues(asked, exam=drill)

    return RoomPlansCopied(exam=drill.pk, real=real, rooms=len(rows))
