"""The base of the pages of an exam."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exams.models import Exam
from exams.policies import visible_to
from exams.selectors.sessions import current_exam, exams_seen
from exams.selectors.timelines import timeline_told
from organisation.policies import county_of
from organisation.views import ActorPage


class ExamPage(ActorPage):
    """A page of the exam that ``?exam=`` names, or else of the county's current one; a foreign exam looks like none."""

    def exam_in_hand(self, request: HttpRequest) -> Exam:
        """The exam, or 404 where there is none for this person."""
        named = request.GET.get("exam", "")
        found = self._named(named) if named else current_exam(county_of(self.actor.scope))
        if found is None:
            raise Http404
        return found

    def _named(self, named: str) -> Exam | None:
        try:
            return visible_to(exams_seen(), self.actor).filter(pk=UUID(named)).first()
        except ValueError:
            return None

    def page(self, request: HttpRequest, template: str, exam: Exam, **context: Any) -> HttpResponse:
        """Render with what every page of an exam shows: the exam, and the clock that its countdowns count on.

        ``here`` keeps the exam in hand in the page's own links.
        """
        told = timeline_told(exam.pk)
        clock = {
            "server_time": told.server_time.isoformat(),
            "exam_time": told.exam_time.isoformat(),
            "rate": told.rate,
            "state": told.state.value,
        }
        common = {"exam": exam, "page_clock": clock, "here": f"exam={exam.pk}", "exam_at": told.exam_time}
        return render(request, template, {**common, **context})
