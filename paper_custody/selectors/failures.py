"""Locks that did not open, how far each procedure is, who was warned, and what time it cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.models.failures import ForcedOpening, LockFailure, LockWarning, OpeningDecision, TimeLost
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
    forced: ForcedOpening | None = None

    @property
    def under_way(self) -> bool:
        """Whether its procedure still goes on."""
        return self.status in UNDER_WAY


def failures_told(exam: Exam, actor: Actor, venue: Venue | None = None) -> list[FailureLine]:
    """The failures in sight (of one venue), those under way first, in four reads."""
    rows = failures_seen(exam, actor).select_related(
        "lock", "venue", "session", "forced__first", "forced__second", "forced__decision"
    )
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
        forced=getattr(row, "forced", None),
    )


def failures_forced(
    exam: Exam, actor: Actor, venue: Venue | None = None, session: str = "", *, failure: UUID | None = None
) -> Sequence[ForcedOpening]:
    """The openings by force in sight, with all that their record tells: of a venue's session, or one by its failure."""
    rows = ForcedOpening.objects.filter(exam=exam, failure__in=failures_seen(exam, actor))
    if failure is not None:
        rows = rows.filter(failure=failure)
    if venue is not None:
        rows = rows.filter(failure__venue=venue)
    if session:
        rows = rows.filter(Q(failure__session__code=session) | Q(failure__session=None))
    return list(
        rows.select_related(
            "failure__lock", "failure__venue", "failure__session", "failure__reported_by", "first", "second", "decision"
        )
        .prefetch_related(
            Prefetch("failure__decisions", OpeningDecision.objects.order_by("at")),
            Prefetch("failure__lost", TimeLost.objects.select_related("first", "second").order_by("lost_from")),
        )
        .order_by("exam_at")
    )


def reported_under(failure_id: UUID) -> UUID:
    """The entry under which a failure was reported: what an incident that it opened names as its cause."""
    return LockFailure.objects.values_list("entry_id", flat=True).get(pk=failure_id)


def force_in_words(failure_id: UUID) -> str:
    """What an incident is told of an opening by force: by whom, on whose word, where the recording is, who watched."""
    one = ForcedOpening.objects.select_related("first", "second", "decision").get(failure=failure_id)
    watched = "、".join(f"{who['post']} {who['name']}" for who in one.witnesses)
    with override(settings.LANGUAGE_CODE):
        return _(
            "Opened by %(first)s and %(second)s; allowed by %(by)s, %(number)s; recording %(video)s; old seal"
            " %(seal)s; witnesses %(watched)s"
        ) % {
            "first": one.first.name,
            "second": one.second.name,
            "by": one.decision.decided_by,
            "number": one.decision.document or "–",
            "video": one.video,
            "seal": one.old_seal,
            "watched": watched or "–",
        }


def warnings_open(exam: Exam, venue: Venue) -> QuerySet[LockWarning]:
    """The warnings that nobody of the venue has taken note of yet."""
    rows = LockWarning.objects.filter(exam=exam, venue=venue, acknowledged_at=None)
    return rows.select_related("failure__lock").order_by("warned_at")
