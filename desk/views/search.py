"""``/search/``: all that one may see, by name, pinyin initials, code or phone. Ctrl+K opens it on any page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from desk.selectors.search import found
from exams.models import Exam
from exams.views import ExamPage

LONGEST = 60


class SearchPage(ExamPage):
    """What was found, by kind. With ``part=1`` only the list, for the window that Ctrl+K opens."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Look."""
        exam = self._exam(request)
        text = request.GET.get("q", "")[:LONGEST]
        told = {"groups": found(exam, self.actor, text), "text": text.strip()}
        if "part" in request.GET:
            response = render(request, "desk/search_found.html", told)
        elif exam is not None:
            response = self.page(request, "desk/search.html", exam, **told)
        else:
            response = render(request, "desk/search.html", told)
        response["Cache-Control"] = "no-store"
        return response

    def _exam(self, request: HttpRequest) -> Exam | None:
        """The exam in hand; whoever has none finds people, venues and documents only."""
        try:
            return self.exam_in_hand(request)
        except Http404:
            if request.GET.get("exam"):
                raise
            return None
