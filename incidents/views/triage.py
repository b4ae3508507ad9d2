"""The page of triage: what was told to the desk and waits for a judgement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from exams.views import ExamPage
from incidents.gateways import plan_from
from incidents.selectors.lines import Wanted, incident_lines
from incidents.selectors.plans import plans_in_force, venues_of
from incidents.selectors.triage import tip_lines
from incidents.states import TOLD_TO_THE_DESK
from incidents.templatetags.incident_words import word
from incidents.views.incidents import choices, plan_groups
from organisation.states import Capability


class TriagePage(ExamPage):
    """``/incidents/triage/``: take down what is told, and say of each whether it is an incident."""

    needs = Capability.HANDLE_INCIDENT

    def get(self, request: HttpRequest) -> HttpResponse:
        """What waits first, with its three answers; then what was judged."""
        exam = self.exam_in_hand(request)
        lines = tip_lines(exam, self.actor)
        return self.page(
            request,
            "incidents/triage.html",
            exam,
            waiting=[line for line in lines if line.waiting],
            judged=[line for line in lines if not line.waiting],
            api=f"/api/exams/{exam.pk}/tips/",
            kinds=choices(TOLD_TO_THE_DESK, "origin"),
            venues=[(unit.code, unit.name) for unit in venues_of(exam.scope)],
            groups=plan_groups([plan_from(one.content) for one in plans_in_force(exam.scope)]),
            open_ones=self._open_ones(exam),
        )

    def _open_ones(self, exam: Any) -> list[tuple[str, str]]:
        seen = [line for line in incident_lines(exam.pk, self.actor, Wanted()) if not line.hidden]
        return [(str(line.incident.number), _called(line)) for line in seen]


def _called(line: Any) -> str:
    incident = line.incident
    where = f" · {incident.venue.name}" if incident.venue else ""
    return f"{incident.number} {incident.plan_code} {word(incident.status, 'status')}{where}"
