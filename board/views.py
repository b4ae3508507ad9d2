"""The live page of an exam."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from board.policies import may_hear, may_silence
from board.selectors.channels import rows_now
from board.selectors.times import exam_times, times_now
from board.states import Audience
from exams.models import Exam
from exams.policies import visible_to
from exams.selectors.sessions import current_exam, exams_seen
from exams.states import ExamStatus
from kernel.time import now
from organisation.policies import county_of
from organisation.selectors import holders_of
from organisation.views import ActorPage

DUTY_OFFICER = "duty_officer"


class BoardPage(ActorPage):
    """``/``: the board of the current exam, or of the one named by ``?exam=``.

    Whoever may not see it is told where his own pages are; an exam that is not his looks like none.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page with a snapshot in it, so that its first picture is whole."""
        exam = self._exam(request.GET.get("exam", ""))
        if exam is None or not may_hear(self.actor, Audience.WALL, exam.scope):
            return render(request, "board/elsewhere.html", {"exam_is_there": exam is not None})
        return render(request, "board/board.html", self._context(exam))

    def _exam(self, named: str) -> Exam | None:
        if not named:
            return current_exam(county_of(self.actor.scope))
        try:
            return visible_to(exams_seen(), self.actor).filter(pk=UUID(named)).first()
        except ValueError:
            return None

    def _context(self, exam: Exam) -> dict[str, Any]:
        number, rows = rows_now(exam.pk, Audience.WALL)
        times = times_now(exam_times(exam.pk))
        return {
            "exam": exam,
            "exams": visible_to(exams_seen(), self.actor).filter(status=ExamStatus.OPEN),
            "socket_path": f"/ws/board/?exam={exam.pk}",
            "snapshot": {"type": "snapshot", "channel": Audience.WALL, "number": number, **times, "rows": rows},
            "page_clock": times,
            "venue_href": f"/venue/{{code}}/?exam={exam.pk}",
            "incident_href": f"/incidents/{{number}}/?exam={exam.pk}",
            "may_answer": may_silence(self.actor, exam.scope),
            "answer_api": f"/api/exams/{exam.pk}/incidents/{{number}}/acknowledge/",
            "silence_api": f"/api/exams/{exam.pk}/alarms/silence/",
            "on_duty": "、".join(holders_of(DUTY_OFFICER, exam.scope, now()).values_list("name", flat=True)),
        }
