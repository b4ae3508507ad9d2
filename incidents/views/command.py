"""The command post: one incident at a glance, and all open ones on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from exams.views import ExamPage
from incidents.models import Incident
from incidents.policies import knows
from incidents.selectors.command import command_posts, posts_of
from incidents.selectors.lines import lines_of
from incidents.selectors.story import incident_called
from kernel.time import now
from organisation.models import Unit


class CommandPage(ExamPage):
    """``/command/``: every open incident at a glance.

    It may hang on a wall: it tells nothing that somebody wrote, and of a restricted incident its number alone, to
    those named for it too (limits.md 5).
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, drawn anew every few seconds, which also prints."""
        exam = self.exam_in_hand(request)
        at = now()
        return self.page(
            request,
            "incidents/command.html",
            exam,
            posts=command_posts(exam.pk, self.actor, at),
            printed_at=at,
            unit=Unit.objects.filter(path=exam.scope).first(),
        )


class IncidentCommandPage(ExamPage):
    """``/incidents/<n>/command/``: one incident at a glance, with what was last reported and decided."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The page; of a restricted one, others are told that there is one."""
        exam = self.exam_in_hand(request)
        try:
            incident = incident_called(exam.pk, number)
        except Incident.DoesNotExist as missing:
            raise Http404 from missing
        if not knows(incident, self.actor):
            raise Http404
        at = now()
        [line] = lines_of([incident], self.actor)
        if line.hidden:
            return self.page(request, "incidents/restricted.html", exam, line=line)
        [post] = posts_of([line], at)
        unit = Unit.objects.filter(path=exam.scope).first()
        return self.page(request, "incidents/command_one.html", exam, post=post, printed_at=at, unit=unit)
