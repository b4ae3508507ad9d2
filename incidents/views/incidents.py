"""Pages of incidents: the list, the first report, and one incident whole."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from exams.models import Exam
from exams.views import ExamPage
from incidents.gateways import Plan, groups, plan_from
from incidents.models import Incident
from incidents.policies import rights_of, triages
from incidents.selectors.lines import Wanted, incident_lines
from incidents.selectors.merging import others_of
from incidents.selectors.plans import plans_in_force, venues_of
from incidents.selectors.story import story_or_line
from incidents.selectors.triage import waiting_count
from incidents.states import ABOVE_COUNTY, PAUSABLE, UNANSWERED, Authority, Level, Matter, Outcome, Purpose
from incidents.templatetags.incident_words import in_language, word
from incidents.views.running import running_of
from kernel.errors import NotThere
from kernel.time import now
from organisation.models import Unit
from organisation.states import Capability

STATES = ("open", "closed", "all")


def choices(codes: Any, of: str) -> list[tuple[str, str]]:
    """Codes with their words, for a list to choose from."""
    return [(str(code), word(code, of)) for code in codes]


class IncidentsPage(ExamPage):
    """``/incidents/``: overdue first, then the worst. Filters stand in the address, so that a list can be kept."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, which also prints."""
        exam = self.exam_in_hand(request)
        asked = {name: request.GET[name].strip() for name in Wanted.names() if request.GET.get(name, "").strip()}
        wanted = Wanted(**asked)
        return self.page(
            request,
            "incidents/incidents.html",
            exam,
            lines=incident_lines(exam.pk, self.actor, wanted),
            wanted=wanted,
            levels=choices(Level, "level"),
            venues=[(unit.code, unit.name) for unit in venues_of(exam.scope)],
            may_open=any(held == Capability.OPEN_INCIDENT for held, _path in self.actor.grants),
            may_triage=triages(self.actor, exam.scope),
            waiting=waiting_count(exam),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )


class NewIncidentPage(ExamPage):
    """``/incidents/new/``: the first report, in at most five fields, on a phone too."""

    needs = Capability.OPEN_INCIDENT

    def get(self, request: HttpRequest) -> HttpResponse:
        """What to choose from: the plans in force by group, and the venues where this person may report."""
        exam = self.exam_in_hand(request)
        venues = [unit for unit in venues_of(exam.scope) if self._may_open_at(unit)]
        return self.page(
            request,
            "incidents/new.html",
            exam,
            groups=plan_groups([plan_from(one.content) for one in plans_in_force(exam.scope)]),
            venues=venues,
            whole_county=self.actor.may(Capability.OPEN_INCIDENT, exam.scope),
            chosen=request.GET.get("plan", ""),
            takes_calls=self.actor.may(Capability.KEY_FOR_VENUE, exam.scope),
        )

    def _may_open_at(self, unit: Unit) -> bool:
        return self.actor.may(Capability.OPEN_INCIDENT, unit.path)


def plan_groups(plans: list[Plan]) -> list[dict[str, Any]]:
    """The plans by their group, each with its conditions as choices of their own."""
    return [
        {
            "name": in_language(name),
            "options": [option for plan in plans if plan.group == code for option in plan_options(plan)],
        }
        for code, name in groups().items()
    ]


def plan_options(plan: Plan) -> list[tuple[str, str]]:
    """A plan, and the plan under each of its conditions: one field says both."""
    name = f"{plan.code} {in_language(plan.name)}"
    options = [(plan.code, f"{name} · {word(plan.level, 'level')}")]
    for one in plan.conditions:
        options.append((f"{plan.code}/{one.code}", f"{name}（{in_language(one.name)}） · {word(one.level, 'level')}"))
    return options


class IncidentPage(ExamPage):
    """``/incidents/<n>/``: steps with their countdowns, log, requests and decisions, and the two-person end."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The whole of it; of a restricted one, others are told that there is one."""
        exam = self.exam_in_hand(request)
        try:
            story, line = story_or_line(exam.pk, number, self.actor)
        except (Incident.DoesNotExist, NotThere) as missing:
            raise Http404 from missing
        if story is None:
            return self.page(request, "incidents/restricted.html", exam, line=line)
        incident = story.incident
        return self.page(
            request,
            "incidents/incident.html",
            exam,
            story=story,
            incident=incident,
            line=line,
            api=f"/api/exams/{exam.pk}/incidents/{number}/",
            rights=rights_of(incident, self.actor),
            unanswered=incident.status in UNANSWERED,
            others=[(str(number), f"{number} {plan}") for number, plan in others_of(incident, self.actor)],
            **self._lists(story.incident, exam),
            **running_of(incident, self.actor),
        )

    def _lists(self, incident: Incident, exam: Exam) -> dict[str, Any]:
        asked = [one for one in Authority if one != Authority.VENUE_HEAD]
        return {
            "levels": choices(Level, "level"),
            "other_levels": choices([one for one in Level if one != incident.level_initial], "level"),
            "above": choices(ABOVE_COUNTY, "authority"),
            "asked_levels": choices(asked, "authority"),
            "authorities": choices(Authority, "authority"),
            "matters": choices(Matter, "matter"),
            "outcomes": choices(Outcome, "outcome"),
            "pausable": choices([one for one in PAUSABLE if one != Purpose.STEP], "purpose"),
        }
