"""Who has reported and who has not, and a session's figures over all venues."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from exams.models import Session
from exams.states import ReportKind
from organisation.models import Person
from organisation.selectors import posts_held
from venues.gateways import FieldKind, report_form
from venues.models import ReportDue, SessionReport, Venue
from venues.selectors.board import ReportTold, is_unconfirmed, report_told
from venues.selectors.progress import reports_due
from venues.states import ReportStatus

# Whom the duty desk rings, in this order.
MOST_RUNG = 3
CALLED = ("venue_head", "venue_deputy", "venue_office")


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody of a venue who may be rung."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class OwedTold:
    """A report owed in a session, with whom to ring about it."""

    owed: ReportDue
    told: ReportTold
    venue: Venue
    latest: SessionReport | None
    unconfirmed: bool
    reachable: tuple[Reachable, ...]


@dataclass(frozen=True, slots=True)
class RollUp:
    """A session's reports of one kind added up: how many venues, who is missing, and each count's total."""

    kind: ReportKind
    venues: int
    received: int
    missing: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    totals: dict[str, int]


def owed_in(session: Session, kind: str) -> QuerySet[ReportDue]:
    """The reports of one kind owed in a session: the missing ones first, by venue."""
    owed = reports_due(session.exam_id).filter(session=session, kind=kind)
    return owed.select_related("latest__told_by").order_by("venue__code")


def desk_told(session: Session, kind: str, *, at: dt.datetime) -> list[OwedTold]:
    """What the duty desk works through: the missing first, then the unconfirmed, then the rest.

    ``at`` is real time: who may be rung depends on who holds a post now.
    """
    owed = list(owed_in(session, kind))
    reachable = reachable_at([one.venue for one in owed], at)
    told = [
        OwedTold(
            owed=one,
            told=report_told(one),
            venue=one.venue,
            latest=one.latest,
            unconfirmed=one.latest is not None and is_unconfirmed(one.latest),
            reachable=tuple(reachable.get(one.venue.scope, ())),
        )
        for one in owed
    ]
    return sorted(told, key=lambda one: (_rank(one), one.venue.code))


def _rank(one: OwedTold) -> int:
    if one.owed.status == ReportStatus.RECEIVED:
        return 2 if one.unconfirmed else 3
    return 0 if one.owed.status == ReportStatus.OVERDUE else 1


def reachable_at(venues: Iterable[Venue], at: dt.datetime) -> dict[str, list[Reachable]]:
    """Whom to ring at each venue, by its path: the head first."""
    paths = [venue.scope for venue in venues]
    held = posts_held(at).filter(unit__path__in=paths, role__in=CALLED).select_related("person", "unit")
    found: dict[str, list[Reachable]] = defaultdict(list)
    for post in sorted(held, key=lambda post: (CALLED.index(post.role), post.person.name)):
        person: Person = post.person
        if len(found[post.unit.path]) < MOST_RUNG:
            found[post.unit.path].append(Reachable(name=person.name, role=post.role, phone=person.phone))
    return found


def roll_up(session: Session, kind: ReportKind) -> RollUp:
    """A session's reports of one kind added up, with the missing venues named. What nobody said is not a zero."""
    owed = list(owed_in(session, kind))
    came = [one.latest for one in owed if one.latest is not None]
    counts = [field.code for field in report_form().of(kind) if field.kind == FieldKind.COUNT]
    return RollUp(
        kind=kind,
        venues=len(owed),
        received=len(came),
        missing=tuple(one.venue.code for one in owed if one.latest is None),
        unconfirmed=tuple(one.venue.code for one in owed if one.latest is not None and is_unconfirmed(one.latest)),
        totals={code: sum(report.figures.get(code) or 0 for report in came) for code in counts},
    )


def versions_of(owed: Sequence[UUID]) -> dict[UUID, list[SessionReport]]:
    """All reports kept for these owed ones, the first first: what was corrected stands beside its correction."""
    found: dict[UUID, list[SessionReport]] = defaultdict(list)
    for report in SessionReport.objects.filter(due__in=owed).select_related("told_by").order_by("at"):
        found[report.due_id].append(report)
    return found


def report_seen(exam_id: UUID, report: UUID) -> SessionReport:
    """One report with what surrounds it. Raises ``DoesNotExist``."""
    rows = SessionReport.objects.select_related("due__venue", "due__session", "told_by", "confirmation__confirmed_by")
    return rows.get(Q(pk=report), exam_id=exam_id)
