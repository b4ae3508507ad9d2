"""The page that holds an incident's frozen plan against what is in force now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from exams.views import ExamPage
from incidents.models import Incident
from incidents.policies import check_seen
from incidents.selectors.own_plans import frozen_changes, frozen_ladder_changes
from incidents.selectors.story import incident_called
from kernel.errors import NotThere


class FrozenPlanPage(ExamPage):
    """``/incidents/<n>/plan/``: what changed since it was opened. The incident keeps what it was opened with."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The differences; one that the reader may not see looks like none."""
        exam = self.exam_in_hand(request)
        try:
            incident = incident_called(exam.pk, number)
            check_seen(incident, self.actor)
        except (Incident.DoesNotExist, NotThere) as missing:
            raise Http404 from missing
        return self.page(
            request,
            "incidents/frozen.html",
            exam,
            incident=incident,
            changes=frozen_changes(incident),
            ladder_changes=frozen_ladder_changes(incident),
        )
