"""Whether a venue is heard. One line untold is late; several in a row are a silent venue."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from kernel.act import Asked, act
from venues.events import VenueSilent
from venues.models import Milestone, ReportDue, VenueSession
from venues.policies import check_venue, in_exam
from venues.states import PAPER_KEEPERS, SILENT_LINES, MilestoneStatus, ReportStatus


def heard(asked: Asked, *, session_id: UUID, venue_id: UUID) -> None:
    """Part: something was told of the venue in this session, by itself or by a call."""
    VenueSession.objects.filter(session_id=session_id, venue_id=venue_id).update(
        last_heard_at=asked.exam_at, silent_since=None
    )


@act
def call_silence(asked: Asked, *, venue: str, session: str) -> VenueSilent | None:
    """Declare the venue silent when several lines went unanswered since it was last heard. None otherwise.

    Lines that tell where papers are do not count: custody answers for them, not the venue.
    """
    place = check_venue(asked, venue)
    day = VenueSession.objects.select_for_update().get(exam_id=in_exam(asked), session__code=session, venue=place)
    if day.silent_since is not None or _unanswered(asked, day) < SILENT_LINES:
        return None

    day.silent_since = asked.exam_at
    day.save(update_fields=["silent_since"])

    return VenueSilent(venue=place.code, session=session)


def _unanswered(asked: Asked, day: VenueSession) -> int:
    since = Q() if day.last_heard_at is None else Q(planned_at__gt=day.last_heard_at)
    of_day = Q(session_id=day.session_id, venue_id=day.venue_id)
    lines: QuerySet[Milestone] = Milestone.objects.filter(of_day, since, status=MilestoneStatus.VERY_LATE)
    reports = ReportDue.objects.filter(of_day, since, status=ReportStatus.OVERDUE, very_late_at__lte=asked.exam_at)
    return lines.exclude(who__in=PAPER_KEEPERS).count() + reports.count()
