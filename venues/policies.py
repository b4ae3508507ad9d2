"""Who may tell of a venue, and what may be told when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from exams.models import Exam
from exams.selectors.sessions import exam_of
from exams.states import ExamStatus, Reach, ReportKind
from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import NotNow, NotPermitted, NotThere
from kernel.words import check_words
from organisation.states import Capability
from venues.errors import (
    BellNeedsItsSecond,
    CallMissing,
    FiguresDoNotAddUp,
    FiguresDoNotBelong,
    FiguresMissing,
    MomentDoesNotFit,
    NilWithEntries,
    ReasonNeeded,
    ReportTooEarly,
    RoomsNotAsked,
)
from venues.gateways import FieldKind, ReportField, report_form
from venues.models import Milestone, ReportDue, Venue
from venues.states import BELL_RINGER, MOST_OFF, PAPER_KEEPERS, Call, Figures

R = TypeVar("R", bound=Model)

# A venue tells of itself; the county's duty desk keys in for any of its venues (代录).
OF_ITSELF = (Capability.REPORT_VENUE, Capability.RUN_VENUE)
FOLLOWS_PAPERS = (*OF_ITSELF, Capability.SEE_ESCORTS, Capability.CARRY_PAPERS)
TELLS = (*OF_ITSELF, Capability.KEY_FOR_VENUE)


def visible_to(rows: QuerySet[R], actor: Actor) -> QuerySet[R]:
    """The rows of venues at or below a unit where the actor holds a post. No post, nothing seen."""
    if actor.is_system:
        return rows
    paths = {path for _capability, path in actor.grants}
    seen = Q(pk__in=[])
    for path in sorted(paths):
        seen |= Q(scope__startswith=path)
    return rows.filter(seen)


def follows_papers(actor: Actor, scope: str) -> bool:
    """Whether the actor may see when papers move there: the few named roles, and the venue itself (limits.md 4)."""
    return any(actor.may(one, scope) for one in FOLLOWS_PAPERS)


def without_papers(lines: QuerySet[Milestone], actor: Actor) -> QuerySet[Milestone]:
    """The milestones without those that tell where papers are, except where the actor may see them."""
    if actor.is_system:
        return lines
    seen = ~Q(who__in=PAPER_KEEPERS)
    for path in sorted({path for held, path in actor.grants if held in FOLLOWS_PAPERS}):
        seen |= Q(scope__startswith=path)
    return lines.filter(seen)


def sees_county(actor: Actor, exam: Exam) -> bool:
    """Whether a post at the county (or above) lets the actor see what its venues add up to."""
    return actor.may(Capability.SEE_BOARD, exam.scope)


def check_venue(asked: Asked, code: str, *, capabilities: Sequence[Capability] = TELLS) -> Venue:
    """The venue of this code, for an actor entitled there. Another's and one that is not there look alike."""
    exam = check_open(asked)
    venue = Venue.objects.filter(scope__startswith=exam.scope, code=code).first()
    if venue is None or not any(asked.actor.may(one, venue.scope) for one in capabilities):
        raise NotPermitted
    return venue


def check_open(asked: Asked) -> Exam:
    """The exam in hand, refused once it is closed."""
    exam = exam_of(asked.exam_id)
    if exam.status != ExamStatus.OPEN:
        raise NotNow(state=exam.status)
    return exam


def in_exam(asked: Asked) -> UUID:
    """The id of the exam in hand. Nothing of a venue's day is there outside an exam."""
    if asked.exam_id is None:
        raise NotThere
    return asked.exam_id


def tells_of_itself(actor: Actor, venue: Venue) -> bool:
    """Whether the actor speaks for the venue from within; otherwise he keys in what he was told."""
    return any(actor.may(one, venue.scope) for one in OF_ITSELF)


def check_moment(line: Milestone, reached_at: dt.datetime | None, *, exam_at: dt.datetime) -> dt.datetime:
    """When the milestone was reached: now, unless told. A bell is always told, to the second."""
    if reached_at is None:
        if line.who == BELL_RINGER:
            raise BellNeedsItsSecond
        return exam_at
    if reached_at > exam_at or abs(reached_at - line.planned_at) > MOST_OFF:
        raise MomentDoesNotFit(milestone=line.code)
    return reached_at


def check_exceptions(line: Milestone, reasons: Sequence[str]) -> None:
    """Rooms may be excepted from a milestone of rooms only, each with a reason."""
    if reasons and line.reach != Reach.ROOM:
        raise RoomsNotAsked(milestone=line.code)
    for reason in reasons:
        check_reason(reason)


def check_reason(reason: str) -> None:
    """Refuse a blank reason, and one with an ID number in it."""
    if not reason.strip():
        raise ReasonNeeded
    check_words(reason)


def check_may_be_known(owed: ReportDue, *, exam_at: dt.datetime, rooms_end_at: dt.datetime) -> None:
    """Refuse a flash report before the last entry, and a session report while somebody still writes.

    A room with an extension ends later than its session, and the report waits for it.
    """
    earliest = known_from(owed, rooms_end_at=rooms_end_at)
    if exam_at < earliest:
        raise ReportTooEarly(report=owed.kind, known_from=earliest.isoformat())


def known_from(owed: ReportDue, *, rooms_end_at: dt.datetime) -> dt.datetime:
    """From when what a report asks can be known."""
    session = owed.session
    return {
        ReportKind.R0: owed.planned_at - MOST_OFF,
        ReportKind.R1: max(session.starts_at, session.latest_entry_at),
        ReportKind.R2: rooms_end_at,
    }[ReportKind(owed.kind)]


def check_call(call: Call, *, exam_at: dt.datetime) -> None:
    """Refuse what is keyed in without a caller and a number, or of a call still to come."""
    if not call.caller.strip() or not call.number.strip():
        raise CallMissing
    check_words(call.caller)
    if call.at > exam_at or exam_at - call.at > MOST_OFF:
        raise MomentDoesNotFit(field="called_at")


def check_figures(kind: ReportKind, figures: Figures, *, seats: int | None) -> dict[str, Any]:
    """The report's fields as they are kept, every one of them: what a nil report does not say is None.

    Refuses fields of another report, empty ones that must be filled in, a nil report that tells something,
    and a presence that is not the seats planned while nobody says why. Nothing is set right by itself.
    """
    fields = report_form().of(kind)
    known = {field.code: field for field in fields}
    wrong = [code for code, value in figures.entered.items() if code not in known or not _fits(known[code], value)]
    if wrong:
        raise FiguresDoNotBelong(fields=sorted(wrong))
    check_words(figures.difference_reason, *(value for value in figures.entered.values() if isinstance(value, str)))
    if figures.nil:
        kept = _nil(fields, figures, seats)
    else:
        if missing := [field.code for field in fields if field.must and figures.entered.get(field.code) is None]:
            raise FiguresMissing(fields=missing)
        kept = {field.code: figures.entered.get(field.code) for field in fields}
    present, absent = kept.get("present"), kept.get("absent")
    counted = kind != ReportKind.R0 and seats is not None
    if counted and (present or 0) + (absent or 0) != seats and not figures.difference_reason.strip():
        raise FiguresDoNotAddUp(seats=seats, present=present, absent=absent)
    return kept


def _nil(fields: Sequence[ReportField], figures: Figures, seats: int | None) -> dict[str, Any]:
    """A nil report: everybody there unless presence is entered, and nothing to tell."""
    if told := [
        field.code for field in fields if field.tells and figures.entered.get(field.code, field.nil) != field.nil
    ]:
        raise NilWithEntries(fields=told)
    kept = {field.code: figures.entered.get(field.code, field.nil) for field in fields}
    if "present" in kept and kept["present"] is None and kept["absent"] is None and seats is not None:
        kept["present"], kept["absent"] = seats, 0
    return kept


def _fits(field: ReportField, value: object) -> bool:
    if value is None:
        return True
    if field.kind == FieldKind.COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, bool if field.kind == FieldKind.YES_NO else str)
