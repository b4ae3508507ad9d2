"""Reads of irregularity records: the list of a session, one with all versions, and counts against the reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Q, QuerySet

from exams.models import Exam, Session
from exams.states import ReportKind
from incidents.gateways.irregularities import IrregularityCode, order_33
from integrity.models import IrregularityRecord, SeizedItem
from integrity.policies import enters, sees, visible_to
from integrity.states import COUNTED
from kernel.actors import Actor
from venues.models import ReportDue, Room, Venue

MOST = 500
KINDS = (ReportKind.R1, ReportKind.R2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to. Empty: all sessions and venues."""

    session: str = ""
    venue: str = ""
    status: str = ""
    search: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(Wanted)]


@dataclass(frozen=True, slots=True)
class RecordTold:
    """A record with its code as Order 33 has it, and its receipt."""

    row: IrregularityRecord
    code: IrregularityCode
    items: Sequence[SeizedItem]


@dataclass(frozen=True, slots=True)
class RecordWhole:
    """One record: the latest version, the older ones after it, and whether the reader enters there."""

    latest: RecordTold
    older: Sequence[RecordTold]
    enters: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One count of a venue: records on file, and what R1 and R2 said. None: not reported, or nothing was said."""

    group: str
    records: int
    reported: dict[str, int | None]

    @property
    def difference(self) -> int:
        """Records less the last count that was reported; 0 where no report came in."""
        told = [self.reported[kind] for kind in KINDS if self.reported[kind] is not None]
        return self.records - told[-1] if told else 0  # type: ignore[operator]  # the Nones are left out


@dataclass(frozen=True, slots=True)
class VenueHeld:
    """A venue's four counts in a session, held against its reports."""

    venue: Venue
    counts: Sequence[Held]

    @property
    def reported(self) -> bool:
        """Whether one of the two reports came in."""
        return any(value is not None for one in self.counts for value in one.reported.values())

    @property
    def differs(self) -> bool:
        """Whether a count is not what was reported last."""
        return any(one.difference for one in self.counts)


def records_seen(exam_id: UUID, actor: Actor) -> QuerySet[IrregularityRecord]:
    """Every version of every record that the actor may see."""
    rows = IrregularityRecord.objects.filter(exam=exam_id)
    return visible_to(rows, actor).select_related("venue", "session", "room", "entered_by", "chief", "proposed_by")


def records_listed(exam_id: UUID, actor: Actor, wanted: Wanted) -> list[RecordTold]:
    """The latest version of each, the newest first, at most ``MOST``."""
    rows = records_seen(exam_id, actor).filter(corrected_by=None)
    if wanted.session:
        rows = rows.filter(session__code=wanted.session)
    if wanted.venue:
        rows = rows.filter(venue__code=wanted.venue)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.search:
        rows = rows.filter(_said(wanted.search))
    return _told(rows.order_by("-seen_at", "venue__code", "-number")[:MOST])


def _said(text: str) -> Q:
    found = Q(words__icontains=text) | Q(code__iexact=text) | Q(form__icontains=text) | Q(ticket__icontains=text)
    return found | Q(room__number=text) | Q(seat=text) | Q(badge__iexact=text) | Q(venue__name__icontains=text)


def _told(rows: QuerySet[IrregularityRecord]) -> list[RecordTold]:
    codes = order_33().codes
    return [RecordTold(row, codes[row.code], list(row.items.all())) for row in rows.prefetch_related("items")]


def record_whole(exam_id: UUID, actor: Actor, *, venue: str, number: int) -> RecordWhole:
    """One record whole. Raises ``DoesNotExist`` where the actor may not see it."""
    told = _told(records_seen(exam_id, actor).filter(venue__code=venue, number=number).order_by("-version"))
    if not told:
        raise IrregularityRecord.DoesNotExist
    return RecordWhole(latest=told[0], older=told[1:], enters=enters(actor, told[0].row.scope))


def venues_seen(exam: Exam, actor: Actor) -> list[Venue]:
    """The venues whose records the actor may see."""
    venues = Venue.objects.filter(scope__startswith=exam.scope).order_by("code")
    return [venue for venue in venues if sees(actor, venue.scope)]


def venues_entered(exam: Exam, actor: Actor) -> list[Venue]:
    """The venues for which the actor enters forms."""
    return [venue for venue in venues_seen(exam, actor) if enters(actor, venue.scope)]


def rooms_of(venue: Venue) -> list[str]:
    """The numbers of a venue's rooms."""
    return list(Room.objects.filter(venue=venue).order_by("number").values_list("number", flat=True))


def held_against_reports(session: Session, venues: Sequence[Venue], actor: Actor) -> list[VenueHeld]:
    """Per venue: the records of each kind against what its R1 and R2 counted. Those that differ come first."""
    ids = [venue.pk for venue in venues]
    latest = records_seen(session.exam_id, actor).filter(session=session, venue__in=ids, corrected_by=None)
    counts = Counter((venue, _group(code)) for venue, code in latest.values_list("venue", "code"))
    reported = _reported(session, ids)
    told = [
        VenueHeld(
            venue,
            [
                Held(
                    group=group,
                    records=counts[venue.pk, group],
                    reported={kind: reported[venue.pk].get(kind, {}).get(group) for kind in KINDS},
                )
                for group in COUNTED
            ],
        )
        for venue in venues
    ]
    return sorted(told, key=lambda one: (not one.differs, one.venue.code))


def _group(code: str) -> str:
    article = order_33().codes[code].article.code
    return next((group for group, articles in COUNTED.items() if article in articles), "")


def _reported(session: Session, venues: Sequence[UUID]) -> dict[UUID, dict[str, dict[str, int | None]]]:
    found: dict[UUID, dict[str, dict[str, int | None]]] = defaultdict(dict)
    due = ReportDue.objects.filter(session=session, venue__in=venues, kind__in=KINDS, latest__isnull=False)
    for venue, kind, figures in due.values_list("venue", "kind", "latest__figures"):
        found[venue][kind] = figures
    return found
