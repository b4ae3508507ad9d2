"""The duty desk's lines for keying in by phone (代录): what each venue has still to tell, and whom to ring."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pypinyin import Style, lazy_pinyin

from exams.models import Session
from exams.states import ReportKind
from kernel.actors import Actor
from venues.gateways import report_form
from venues.models import Milestone, ReportDue, SessionReport, Venue
from venues.policies import visible_to, without_papers
from venues.selectors.board import is_unconfirmed
from venues.selectors.places import seats_of, venues_of
from venues.selectors.progress import milestones_of, reports_due
from venues.selectors.reports import Reachable, reachable_at
from venues.states import BELL_RINGER, MilestoneStatus, ReportStatus


@dataclass(frozen=True, slots=True)
class ToTell:
    """Something that a venue has still to tell: a milestone, or a report. ``pressing``: its time has come."""

    code: str
    zh: str
    en: str
    planned_at: dt.datetime
    pressing: bool
    late: bool
    is_report: bool = False
    is_bell: bool = False


@dataclass(frozen=True, slots=True)
class KeyingLine:
    """One venue in one session. ``chosen`` is what its next call is most likely about."""

    venue: Venue
    initials: str
    seats: int | None
    reachable: Sequence[Reachable]
    to_tell: Sequence[ToTell]
    chosen: ToTell | None
    unconfirmed: Sequence[SessionReport] = field(default=())

    @property
    def late(self) -> bool:
        """Whether something of it is overdue."""
        return any(one.late for one in self.to_tell)

    @property
    def number(self) -> str:
        """The number to ring first."""
        return self.venue.phone or next((who.phone for who in self.reachable if who.phone), "")


def keying_lines(session: Session, actor: Actor, *, exam_at: dt.datetime, at: dt.datetime) -> list[KeyingLine]:
    """A line per venue in sight, by code, in as many queries for sixty venues as for one. ``at`` is real time."""
    venues = list(visible_to(venues_of(session.scope), actor))
    lines, reports = _untold(session, actor, exam_at), _owed(session, exam_at)
    reachable, unconfirmed = reachable_at(venues, at), _unconfirmed(session)
    seats = seats_of(session.pk, [venue.pk for venue in venues])
    return [
        _line(
            venue,
            sorted([*lines.get(venue.pk, ()), *reports.get(venue.pk, ())], key=lambda one: one.planned_at),
            {
                "seats": seats.get(venue.pk),
                "reachable": reachable.get(venue.scope, ()),
                "unconfirmed": unconfirmed.get(venue.pk, ()),
            },
        )
        for venue in venues
    ]


def _line(venue: Venue, to_tell: list[ToTell], rest: dict[str, Any]) -> KeyingLine:
    begun = [one for one in to_tell if one.pressing]
    chosen = begun[-1] if begun else (to_tell[0] if to_tell else None)
    return KeyingLine(venue=venue, initials=initials_of(venue.name), to_tell=to_tell, chosen=chosen, **rest)


def initials_of(name: str) -> str:
    """The first letters of a name's pinyin, by which it is typed."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def _untold(session: Session, actor: Actor, exam_at: dt.datetime) -> Mapping[UUID, list[ToTell]]:
    found: dict[UUID, list[ToTell]] = defaultdict(list)
    lines = without_papers(milestones_of(session.exam_id).filter(session=session), actor)
    for line in lines.exclude(status=MilestoneStatus.REACHED):
        found[line.venue_id].append(_milestone(line, exam_at))
    return found


def _milestone(line: Milestone, exam_at: dt.datetime) -> ToTell:
    return ToTell(
        code=line.code,
        zh=line.name,
        en=line.name_en,
        planned_at=line.planned_at,
        pressing=exam_at >= line.planned_at - line.tolerance,
        late=line.status != MilestoneStatus.EXPECTED,
        is_bell=line.who == BELL_RINGER,
    )


def _owed(session: Session, exam_at: dt.datetime) -> Mapping[UUID, list[ToTell]]:
    found: dict[UUID, list[ToTell]] = defaultdict(list)
    for owed in reports_due(session.exam_id).filter(session=session, latest=None):
        found[owed.venue_id].append(_report(owed, exam_at))
    return found


def _report(owed: ReportDue, exam_at: dt.datetime) -> ToTell:
    return ToTell(
        code=owed.kind,
        zh=owed.kind,
        en=owed.kind,
        planned_at=owed.planned_at,
        pressing=exam_at >= owed.planned_at,
        late=owed.status == ReportStatus.OVERDUE,
        is_report=True,
    )


def _unconfirmed(session: Session) -> Mapping[UUID, list[SessionReport]]:
    found: dict[UUID, list[SessionReport]] = defaultdict(list)
    owed = reports_due(session.exam_id).filter(session=session).exclude(latest=None)
    for one in owed.select_related("latest__told_by"):
        if one.latest is not None and is_unconfirmed(one.latest):
            one.latest.due = one
            found[one.venue_id].append(one.latest)
    return found


def zeros_of(kind: ReportKind) -> dict[str, Any]:
    """What a report says of every field about which there is nothing to tell."""
    return {field.code: field.nil for field in report_form().of(kind) if field.nil is not None}
