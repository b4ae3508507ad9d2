"""Locks that did not open, how far each procedure is, who was warned, and what time it cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.models.failures import LockFailure, LockWarning, OpeningDecision
from paper_custody.policies.failures import failures_seen
from paper_custody.states.failures import UNDER_WAY
from venues.models import Venue


@dataclass(frozen=True, slots=True)
class Warned:
    """A venue that was warned, and when it took note."""

    venue: str
    name: str
    acknowledged_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class FailureLine:
    """A lock that did not open, as a list shows it."""

    failure: UUID
    lock: str
    place: str
    batch: str
    venue: str
    session: str
    cause: str
    status: str
    planned_at: dt.datetime | None
    noticed_at: dt.datetime
    seconds_lost: int
    decisions: Sequence[OpeningDecision]
    warned: Sequence[Warned]

    @property
    def under_way(self) -> bool:
        """Whether its procedure still goes on."""
        return self.status in UNDER_WAY


def failures_told(exam: Exam, actor: Actor, venue: Venue | None = None) -> list[FailureLine]:
    """The failures in sight (of one venue), those under way first, in four reads."""
    rows = failures_seen(exam, actor).select_related("lock", "venue", "session")
    if venue is not None:
        rows = rows.filter(venue=venue)
    rows = rows.prefetch_related(
        "lost",
        Prefetch("decisions", OpeningDecision.objects.order_by("at")),
        Prefetch("warnings", LockWarning.objects.select_related("venue").order_by("venue__code")),
    )
    lines = [_line(row) for row in rows.order_by("-noticed_at")]
    return sorted(lines, key=lambda line: not line.under_way)


def _line(row: LockFailure) -> FailureLine:
    return FailureLine(
        failure=row.pk,
        lock=row.lock.code,
        place=row.lock.place,
        batch=row.lock.batch,
        venue="" if row.venue is None else row.venue.code,
        session="" if row.session is None else row.session.code,
        cause=row.cause,
        status=row.status,
        planned_at=row.planned_at,
        noticed_at=row.noticed_at,
        seconds_lost=max([int((one.lost_until - one.lost_from).total_seconds()) for one in row.lost.all()], default=0),
        decisions=list(row.decisions.all()),
        warned=[Warned(one.venue.code, one.venue.name, one.acknowledged_at) for one in row.warnings.all()],
    )


def warnings_open(exam: Exam, venue: Venue) -> QuerySet[LockWarning]:
    """The warnings that nobody of the venue has taken note of yet."""
    rows = LockWarning.objects.filter(exam=exam, venue=venue, acknowledged_at=None)
    return rows.select_related("failure__lock").order_by("warned_at")
