"""What is still out of a venue's papers, and by when it is due."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from exams.models import Exam, MilestonePlan, Session
from exams.selectors.sessions import rules_of, session_called
from kernel.actors import Actor
from paper_custody.models import Bag
from paper_custody.models.returns import ReturnDue
from paper_custody.policies import follows_escorts
from paper_custody.states import EXPECTED_BY, BagStatus, Direction
from paper_custody.states.returns import NOT_BACK, ReturnStatus


def still_out(row: ReturnDue) -> QuerySet[Bag]:
    """The bags that left the secure room and are not back, in order. One declared void is waited for no more."""
    bags = Bag.objects.filter(exam_id=row.exam_id, venue_id=row.venue_id, session_id=row.session_id)
    return bags.filter(node__in=NOT_BACK).exclude(status=BagStatus.VOIDED).order_by("code")


def planned_return(exam: Exam, session: Session) -> dt.datetime:
    """When the minute table has the session's answers in the secure room, with those that they go back with."""
    goes_with = session_called(exam.pk, session.returned_with) if session.returned_with else session
    line = MilestonePlan.objects.filter(session=goes_with, code=EXPECTED_BY[Direction.RETURN]).first()
    return goes_with.ends_at if line is None else line.planned_at


def due_back(exam: Exam, session: Session) -> dt.datetime:
    """From when on what is not back is late: the preset's number after the minute table's."""
    return planned_return(exam, session) + rules_of(exam).returns.late_after


def returns_missed(exam_id: UUID, actor: Actor) -> set[tuple[str, str]]:
    """Returns that were not in time and are still not whole, by venue and session, where the actor may know of them."""
    rows = ReturnDue.objects.filter(exam_id=exam_id, status=ReturnStatus.MISSED)
    told = rows.values_list("scope", "venue__code", "session__code")
    return {(venue, session) for scope, venue, session in told if follows_escorts(actor, scope)}
