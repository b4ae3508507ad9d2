"""Pages of a venue's day, and of the duty desk that keys in what it hears by phone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from exams.models import Exam, Session
from exams.policies import visible_to as exams_visible_to
from exams.selectors.sessions import exams_seen
from exams.states import ExamStatus, ReportKind
from exams.views import ExamPage
from kernel.time import exam_now, now
from organisation.states import Capability
from venues.gateways import checklists, report_form
from venues.models import ReportDue, Venue
from venues.policies import TELLS, tells_of_itself, visible_to
from venues.selectors.day import day_shown
from venues.selectors.places import seats_of, venues_of
from venues.selectors.progress import reports_due, sessions_opened, sessions_shown
from venues.selectors.reports import desk_told, reachable_at, roll_up, versions_of
from venues.states import ReportStatus

MOST_OTHERS = 5
# More rooms than these did not go as planned: then it is an incident, or several tellings.
EXCEPTIONS_ON_A_FORM = 4
# From when the page offers to send a report: earlier it cannot be known, and a tap would only be refused.
SOON = dt.timedelta(minutes=15)


class VenuesPage(ExamPage):
    """Base of the pages below: the exam in hand, and the other open ones to change to."""

    def show(self, request: HttpRequest, template: str, exam: Exam, **context: Any) -> HttpResponse:
        """Render with the exam's clock. A drill and the real exam stand side by side to choose from."""
        others = exams_visible_to(exams_seen(), self.actor).filter(status=ExamStatus.OPEN).exclude(pk=exam.pk)
        return self.page(request, template, exam, others=others[:MOST_OTHERS], query=f"?exam={exam.pk}", **context)

    def venue_of(self, exam: Exam, code: str) -> Venue:
        """The venue in the address, for whoever may tell of it."""
        venue = visible_to(venues_of(exam.scope).filter(code=code), self.actor).first()
        if venue is None or not self.tells(venue):
            raise Http404
        return venue

    def tells(self, venue: Venue) -> bool:
        """Whether the person tells of this venue, from within or from the duty desk."""
        return any(self.actor.may(one, venue.scope) for one in TELLS)


class MyVenuePage(VenuesPage):
    """``/venue/``: the only venue that one may tell of, or the list of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there, or choose."""
        exam = self.exam_in_hand(request)
        mine = [one for one in visible_to(venues_of(exam.scope), self.actor) if self.tells(one)]
        if len(mine) == 1:
            return redirect(f"/venue/{mine[0].code}/?{request.GET.urlencode()}".rstrip("?"))
        return self.show(request, "venues/choose.html", exam, venues=mine)


class VenuePage(VenuesPage):
    """``/venue/<code>/``: what is next, the milestones, the reports, and whether the venue is ready."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The day at this moment of exam time."""
        exam = self.exam_in_hand(request)
        venue = self.venue_of(exam, code)
        exam_at = exam_now(exam.pk, now())
        return self.show(
            request,
            "venues/venue.html",
            exam,
            place=venue,
            day=day_shown(exam, venue, exam_at=exam_at),
            api=f"/api/exams/{exam.pk}/venues/{venue.code}",
            tells_of_itself=tells_of_itself(self.actor, venue),
            enters_irregularities=self.actor.may(Capability.RECORD_IRREGULARITY, venue.scope),
            accepts_rooms=self.actor.may(Capability.ACCEPT_ROOMS, venue.scope),
            checklists=checklists().values(),
            slots=range(EXCEPTIONS_ON_A_FORM),
            soon=exam_at + SOON,
        )


class ReportPage(VenuesPage):
    """One report of a venue: its form, or what came in with the form to correct it.

    The venue fills it in for itself; the duty desk keys it in after a call (代录).
    """

    def get(self, request: HttpRequest, code: str, session: str, kind: str) -> HttpResponse:
        """The form."""
        exam = self.exam_in_hand(request)
        venue = self.venue_of(exam, code)
        owed = reports_due(exam.pk).filter(venue=venue, session__code=session, kind=kind).first()
        if owed is None:
            raise Http404
        return self.show(request, "venues/report.html", exam, **self._context(exam, venue, owed))

    def _context(self, exam: Exam, venue: Venue, owed: ReportDue) -> dict[str, Any]:
        kind, form = ReportKind(owed.kind), report_form()
        groups = [
            {"zh": zh, "en": en, "fields": [field for field in form.of(kind) if field.group == group]}
            for group, zh, en in form.groups
        ]
        return {
            "place": venue,
            "owed": owed,
            "groups": [group for group in groups if group["fields"]],
            "seats": seats_of(owed.session_id, [venue.pk]).get(venue.pk),
            "versions": versions_of([owed.pk]).get(owed.pk, []),
            "keys": not tells_of_itself(self.actor, venue),
            "reachable": reachable_at([venue], now()).get(venue.scope, []),
            "api": f"/api/exams/{exam.pk}",
        }


class DeskReportsPage(VenuesPage):
    """``/desk/reports/``: who has not reported and whom to ring, what waits for confirmation, and the sum so far."""

    needs = Capability.KEY_FOR_VENUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """One session and one kind of report; the most pressing unless another is named."""
        exam = self.exam_in_hand(request)
        session, kind = self._chosen(request, exam)
        return self.show(
            request,
            "venues/desk_reports.html",
            exam,
            sessions=sessions_opened(exam.pk),
            session=session,
            kind=kind,
            kinds=list(ReportKind),
            owed=desk_told(session, kind, at=now()) if session else [],
            sum=roll_up(session, kind) if session else None,
            api=f"/api/exams/{exam.pk}",
        )

    def _chosen(self, request: HttpRequest, exam: Exam) -> tuple[Session | None, ReportKind]:
        named = request.GET.get("session", "")
        shown = sessions_shown(exam.pk, exam_now(exam.pk, now()))
        opened = {session.code: session for session in sessions_opened(exam.pk)}
        session = opened.get(named) or (shown[0] if shown else None)
        wanted = request.GET.get("kind", "")
        if wanted in list(ReportKind):
            return session, ReportKind(wanted)
        return session, _pressing(exam, session)


def _pressing(exam: Exam, session: Session | None) -> ReportKind:
    """The kind of report that is overdue, else the next one owed."""
    waiting = reports_due(exam.pk).filter(session=session, latest=None)
    overdue = waiting.filter(status=ReportStatus.OVERDUE).first()
    owed = overdue or waiting.first()
    return ReportKind.R2 if owed is None else ReportKind(owed.kind)
