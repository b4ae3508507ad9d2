"""``/desk/``: keying in by phone (代录), one line per venue and session, keyboard alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from desk.selectors.watches import watch_now
from exams.models import Exam, Session
from exams.states import ReportKind
from kernel.time import exam_now, now
from organisation.states import Capability
from venues.selectors.keying import keying_lines, zeros_of
from venues.selectors.progress import sessions_opened, sessions_shown
from venues.views import VenuesPage


class DeskPage(VenuesPage):
    """Every venue's line in the session that is on, unless another is named."""

    needs = Capability.KEY_FOR_VENUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The lines, and who has not told what is overdue."""
        exam = self.exam_in_hand(request)
        exam_at = exam_now(exam.pk, now())
        session = self._chosen(request, exam)
        lines = keying_lines(session, self.actor, exam_at=exam_at, at=now()) if session else []
        return self.show(
            request,
            "desk/keying.html",
            exam,
            sessions=sessions_opened(exam.pk),
            session=session,
            lines=lines,
            late=[line for line in lines if line.late],
            zeros={kind.value: zeros_of(kind) for kind in (ReportKind.R1, ReportKind.R2)},
            watch=watch_now(exam),
            api=f"/api/exams/{exam.pk}",
        )

    def _chosen(self, request: HttpRequest, exam: Exam) -> Session | None:
        opened = {session.code: session for session in sessions_opened(exam.pk)}
        shown = sessions_shown(exam.pk, exam_now(exam.pk, now()))
        return opened.get(request.GET.get("session", "")) or (shown[0] if shown else None)
