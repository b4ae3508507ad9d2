"""Reports of a venue in a session: nil is a report, silence is an alarm, a correction is a new row."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clocks.services import meet
from exams.states import ReportKind
from kernel.act import Asked, act
from kernel.errors import NotNow, NotPermitted, NotThere
from kernel.sealing import seal
from kernel.transitions import after
from organisation.errors import SamePerson
from organisation.states import Capability
from venues.errors import CallMissing, NotKeyed
from venues.events import ReportConfirmed, ReportCorrected, ReportOverdue, ReportReceived
from venues.gateways import report_form
from venues.models import CALL_NUMBER, ReportConfirmation, ReportDue, SessionReport, Venue
from venues.policies import (
    OF_ITSELF,
    check_call,
    check_figures,
    check_may_be_known,
    check_open,
    check_reason,
    check_venue,
    in_exam,
    tells_of_itself,
)
from venues.selectors.places import last_room_ends, room_plans_of, seats_of
from venues.services.silence import heard
from venues.states import REPORT_TRANSITIONS, Call, Figures, Purpose, ReportSource, ReportStatus, ReportStep


@dataclass(frozen=True, slots=True)
class _Coming:
    """A report that is about to be kept: what it answers, what it says, and how it came."""

    owed: ReportDue
    figures: Figures
    call: Call | None
    corrects: SessionReport | None = None
    reason: str = ""


@act
def submit_report(asked: Asked, *, venue: str, session: str, kind: str, figures: Figures) -> ReportReceived:
    """The venue sends the report that it owes. Refuses a second one: what was wrong is corrected."""
    place = check_venue(asked, venue, capabilities=OF_ITSELF)
    owed = _locked(asked, place, session, kind)
    return _receive(asked, place, _Coming(owed, figures, call=None))


@act
def key_report(asked: Asked, *, venue: str, session: str, kind: str, figures: Figures, call: Call) -> ReportReceived:
    """The county keys the report in after a call (代录). It is marked weaker until a second person confirms it."""
    place = check_venue(asked, venue, capabilities=[Capability.KEY_FOR_VENUE])
    check_call(call, exam_at=asked.exam_at)
    owed = _locked(asked, place, session, kind)
    return _receive(asked, place, _Coming(owed, figures, call=call))


def _locked(asked: Asked, place: Venue, session: str, kind: str) -> ReportDue:
    owed = (
        ReportDue.objects.select_for_update(of=("self",))
        .select_related("session", "latest")
        .filter(exam_id=in_exam(asked), venue=place, session__code=session, kind=kind)
        .first()
    )
    if owed is None:
        raise NotThere
    return owed


def _receive(asked: Asked, place: Venue, coming: _Coming) -> ReportReceived:
    owed = coming.owed
    owed.status = after(REPORT_TRANSITIONS, ReportStatus(owed.status), ReportStep.RECEIVE)
    report = _keep(asked, place, coming)
    meet(asked, purpose=Purpose.REPORT, subjects=[owed.pk])
    return ReportReceived(
        report=report.pk,
        venue=place.code,
        session=owed.session.code,
        report_kind=owed.kind,
        nil=report.nil,
        keyed=report.source == ReportSource.KEYED,
        present=report.present,
        absent=report.absent,
    )


def _keep(asked: Asked, place: Venue, coming: _Coming) -> SessionReport:
    """Keep the report and turn the owed one to it. Refuses what cannot be known yet or does not add up."""
    owed, call = coming.owed, coming.call
    session = owed.session
    plans = room_plans_of(owed.exam_id, session=session.code, venue=place.code)
    check_may_be_known(owed, exam_at=asked.exam_at, rooms_end_at=last_room_ends(plans, session.ends_at))
    seats = seats_of(session.pk, [place.pk]).get(place.pk)
    kept = check_figures(ReportKind(owed.kind), coming.figures, seats=seats)

    report = SessionReport.objects.create(
        exam_id=owed.exam_id,
        scope=owed.scope,
        due=owed,
        corrects=coming.corrects,
        version=report_form().version,
        nil=coming.figures.nil,
        seats=seats,
        present=kept.get("present"),
        absent=kept.get("absent"),
        difference_reason=coming.figures.difference_reason.strip(),
        figures=kept,
        reason=coming.reason,
        source=ReportSource.VENUE if call is None else ReportSource.KEYED,
        caller="" if call is None else call.caller.strip(),
        call_number_sealed=b"" if call is None else seal(call.number.strip(), column=CALL_NUMBER),
        called_at=None if call is None else call.at,
        told_by_id=_person(asked),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )
    owed.latest = report
    owed.save(update_fields=["status", "latest"])
    heard(asked, session_id=session.pk, venue_id=place.pk)
    return report


def _person(asked: Asked) -> UUID:
    """Somebody answers for a report by name: the platform itself sends none."""
    if asked.actor.person_id is None:
        raise NotPermitted
    return asked.actor.person_id


def _latest(asked: Asked, report: UUID) -> tuple[Venue, ReportDue, SessionReport]:
    """The report, if it is the one that counts. Refuses one that was corrected since."""
    first = SessionReport.objects.select_related("due__venue", "due__session").filter(pk=report).first()
    if first is None:
        raise NotThere
    place = check_venue(asked, first.due.venue.code)
    owed = _locked(asked, place, first.due.session.code, first.due.kind)
    if owed.latest_id != first.pk:
        raise NotNow(latest=str(owed.latest_id))
    return place, owed, first


@act
def confirm_keyed_report(asked: Asked, *, report: UUID, call: Call | None = None) -> ReportConfirmed:
    """A second person confirms a keyed report: the venue itself, or another clerk after a call of his own."""
    place, owed, keyed = _latest(asked, report)
    if keyed.source != ReportSource.KEYED:
        raise NotKeyed
    if _person(asked) == keyed.told_by_id:
        raise SamePerson
    if call is not None:
        check_call(call, exam_at=asked.exam_at)
    elif not tells_of_itself(asked.actor, place):
        raise CallMissing
    if ReportConfirmation.objects.filter(report=keyed).exists():
        raise NotNow(state="confirmed")

    ReportConfirmation.objects.create(
        exam_id=owed.exam_id,
        scope=owed.scope,
        report=keyed,
        keyed_by_id=keyed.told_by_id,
        confirmed_by_id=_person(asked),
        caller="" if call is None else call.caller.strip(),
        called_at=None if call is None else call.at,
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )

    return ReportConfirmed(report=keyed.pk, venue=place.code, session=owed.session.code, report_kind=owed.kind)


@act
def correct_report(
    asked: Asked, *, report: UUID, figures: Figures, reason: str, call: Call | None = None
) -> ReportCorrected:
    """Follow a report by a corrected one, with the reason; the first stands beside it.

    The county corrects after a call only, and its correction wants a confirmation like any keyed report.
    """
    place, owed, wrong = _latest(asked, report)
    check_reason(reason)
    if call is not None:
        check_call(call, exam_at=asked.exam_at)
    elif not tells_of_itself(asked.actor, place):
        raise CallMissing

    owed.status = after(REPORT_TRANSITIONS, ReportStatus(owed.status), ReportStep.CORRECT)
    right = _keep(asked, place, _Coming(owed, figures, call, corrects=wrong, reason=reason))

    return ReportCorrected(
        report=right.pk,
        corrects=wrong.pk,
        venue=place.code,
        session=owed.session.code,
        report_kind=owed.kind,
        present=right.present,
        absent=right.absent,
    )


@act
def miss_report(asked: Asked, *, due_id: UUID, rung: int) -> ReportOverdue | None:
    """Its clock ran out and nothing came. None when it came meanwhile."""
    check_open(asked)
    owed = ReportDue.objects.select_for_update(of=("self",)).select_related("venue", "session").get(pk=due_id)
    if owed.status == ReportStatus.RECEIVED:
        return None

    owed.status = after(REPORT_TRANSITIONS, ReportStatus(owed.status), ReportStep.MISS)
    owed.save(update_fields=["status"])

    return ReportOverdue(venue=owed.venue.code, session=owed.session.code, report_kind=owed.kind, very_late=bool(rung))
