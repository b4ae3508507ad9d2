"""How sessions go at venues: milestones as a screen shows them at a moment of exam time."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from exams.models import Session
from exams.selectors.sessions import sessions_of
from venues.models import Milestone, ReportDue, RoomException, VenueSession
from venues.states import PAPER_KEEPERS, MilestoneState, MilestoneStatus, ReportStatus

# A session stays on the screens this long after its last line, so that what is missing of it is not lost sight of.
SHOWN_FOR = dt.timedelta(minutes=30)
# A report that has not come keeps its session there for longer.
MISSED_FOR = dt.timedelta(hours=3)


def state_of(line: Milestone, *, exam_at: dt.datetime, day: VenueSession | None) -> MilestoneState:
    """The state that a screen shows. What was planned since a silent venue was last heard is silent, not just late."""
    if line.status == MilestoneStatus.REACHED:
        return MilestoneState.DONE
    if line.status == MilestoneStatus.VERY_LATE:
        return MilestoneState.SILENT if _is_silent(line, day) else MilestoneState.VERY_LATE
    if line.status == MilestoneStatus.LATE:
        return MilestoneState.LATE
    return MilestoneState.DUE if exam_at >= line.planned_at - line.tolerance else MilestoneState.WAITING


def _is_silent(line: Milestone, day: VenueSession | None) -> bool:
    if day is None or day.silent_since is None or line.who in PAPER_KEEPERS:
        return False
    return day.last_heard_at is None or line.planned_at > day.last_heard_at


def milestones_of(exam_id: UUID) -> QuerySet[Milestone]:
    """All milestones of an exam's opened sessions, in the order in which they are planned."""
    lines = Milestone.objects.filter(exam_id=exam_id).select_related("session", "venue")
    return lines.order_by("planned_at", "number", "venue__code")


def silences_of(exam_id: UUID) -> dict[tuple[UUID, UUID], VenueSession]:
    """The sessions' days of venues that are silent, by (session, venue)."""
    silent = VenueSession.objects.filter(exam_id=exam_id).exclude(silent_since=None)
    return {(day.session_id, day.venue_id): day for day in silent}


def open_exceptions() -> Prefetch[str, QuerySet[RoomException], str]:
    """Rooms that have not caught up, as ``open_rooms`` of each milestone."""
    waiting = RoomException.objects.filter(caught_up_at=None).select_related("room").order_by("room__number")
    return Prefetch("exceptions", waiting, to_attr="open_rooms")


def reports_due(exam_id: UUID) -> QuerySet[ReportDue]:
    """All reports that an exam's venues owe or owed, in the order in which they are due."""
    owed = ReportDue.objects.filter(exam_id=exam_id).select_related("session", "venue", "latest__confirmation")
    return owed.order_by("planned_at", "venue__code")


def sessions_opened(exam_id: UUID) -> QuerySet[Session]:
    """The sessions whose day has begun at some venue."""
    return sessions_of(exam_id).filter(Exists(VenueSession.objects.filter(session=OuterRef("pk"))))


def sessions_shown(exam_id: UUID, exam_at: dt.datetime) -> list[Session]:
    """The sessions that a screen shows: opened, and with a line or a report still to come or lately come.

    In a morning of two papers these are two. Between sessions, the last one opened.
    """
    opened = list(sessions_opened(exam_id))
    still = exam_at - SHOWN_FOR
    lines = Milestone.objects.filter(exam_id=exam_id, planned_at__gte=still).values_list("session_id", flat=True)
    owed = ReportDue.objects.filter(exam_id=exam_id, planned_at__gte=exam_at - MISSED_FOR)
    waited_for = owed.exclude(status=ReportStatus.RECEIVED).values_list("session_id", flat=True)
    shown = {*lines, *waited_for}
    return [session for session in opened if session.pk in shown] or opened[-1:]
