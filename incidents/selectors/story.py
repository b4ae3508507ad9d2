"""One incident whole: what it is, its steps, its log, what was asked and decided, and what is left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from incidents.gateways import Run, run_from
from incidents.models import Decision, Incident, IncidentStep, Lesson, LogEntry, Origin, Request
from incidents.policies import check_seen, knows, sees, visible_to
from incidents.selectors.closing import Left, blockers_of
from incidents.selectors.lines import ClockTold, Line, lines_of
from incidents.states import Authority, Outcome
from kernel.actors import Actor
from kernel.errors import NotThere


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step with its clock; ``waits_for`` is the level whose request or decision it still lacks."""

    row: IncidentStep
    clock: ClockTold | None
    waits_for: str

    @property
    def in_county(self) -> bool:
        """Whether somebody of the county gives what it waits for, under his own login."""
        return bool(self.waits_for) and not Authority(self.waits_for).is_above_county


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the detail page and the API tell of an incident."""

    line: Line
    run: Run
    steps: Sequence[StepTold]
    log: Sequence[LogEntry]
    origins: Sequence[Origin]
    requests: Sequence[Request]
    decisions: Sequence[Decision]
    left: Sequence[Left]
    lessons: Sequence[Lesson]

    @property
    def incident(self) -> Incident:
        """The incident itself."""
        return self.line.incident


def incident_called(exam_id: UUID, number: int) -> Incident:
    """The incident of this number. Raises ``DoesNotExist``."""
    return Incident.objects.select_related(
        "venue", "exam", "opened_by", "commander", "proposed_by", "closed_by", "plan_version", "merged_into"
    ).get(exam_id=exam_id, number=number)


def story_of(incident: Incident, actor: Actor) -> Story:
    """The whole incident; refused (``not_there``) where the actor may not see it. A fixed number of reads."""
    check_seen(incident, actor)
    [line] = lines_of([incident], actor)
    run = run_from(incident.run)
    requests = list(incident.requests.select_related("person", "step", "decision").order_by("number"))
    decisions = list(incident.decisions.select_related("person", "step", "request").order_by("number"))
    # One timeline of all that goes on as this one, with every reporter (features A14).
    merged = visible_to(Incident.objects.filter(merged_into=incident), actor)
    told = Q(incident=incident) | Q(incident__in=merged.values("pk"))
    clocks = {clock.step: clock for clock in line.clocks if clock.step is not None}
    steps = [
        StepTold(row=row, clock=clocks.get(row.number), waits_for=waits_for(row, requests, decisions))
        for row in incident.steps.select_related("ended_by").order_by("number")
    ]
    return Story(
        line=line,
        run=run,
        steps=steps,
        log=list(LogEntry.objects.filter(told).select_related("person", "step", "incident").order_by("at", "exam_at")),
        origins=list(Origin.objects.filter(told).select_related("person", "incident__venue").order_by("at")),
        requests=requests,
        decisions=decisions,
        left=blockers_of(incident, run) if incident.is_open else [],
        lessons=list(incident.lessons.select_related("person").order_by("number")),
    )


def story_or_line(exam_id: UUID, number: int, actor: Actor) -> tuple[Story | None, Line]:
    """The whole incident; of one that he may know of and not see, only its hidden line."""
    incident = incident_called(exam_id, number)
    if sees(incident, actor):
        story = story_of(incident, actor)
        return story, story.line
    if not knows(incident, actor):
        raise NotThere
    [line] = lines_of([incident], actor)
    return None, line


def waits_for(step: IncidentStep, requests: Sequence[Request], decisions: Sequence[Decision]) -> str:
    """The level whose request, or whose yes, the step still lacks; empty where it can be done."""
    if step.asks and all(request.step_id != step.pk for request in requests):
        return step.asks
    if step.needs and not grants(step, decisions):
        return step.needs
    return ""


def grants(step: IncidentStep, decisions: Sequence[Decision]) -> bool:
    """Whether the level that the step needs, or a higher one, has said yes; the last word counts."""
    own = [decision for decision in decisions if decision.step_id == step.pk]
    if not own or own[-1].outcome != Outcome.GRANTED:
        return False
    return Authority(own[-1].authority).rank >= Authority(step.needs).rank
