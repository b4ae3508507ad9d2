"""What stands between an incident and its end."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.gateways import Run
from incidents.models import Incident, IncidentStep, Request
from incidents.states import Blocker, StepStatus


@dataclass(frozen=True, slots=True)
class Left:
    """One thing left to do: a step or a request by its number, or the report upward (0)."""

    kind: Blocker
    number: int = 0


def blockers_of(incident: Incident, run: Run) -> list[Left]:
    """Open steps (a repeated one ends with the incident), requests without an answer, and the report upward."""
    steps = IncidentStep.objects.filter(incident=incident, status=StepStatus.OPEN, every=None).order_by("number")
    requests = Request.objects.filter(incident=incident, decision=None).order_by("number")
    left = [Left(Blocker.STEP, number) for number in steps.values_list("number", flat=True)]
    left += [Left(Blocker.REQUEST, number) for number in requests.values_list("number", flat=True)]
    if incident.reported_at is None and run.limits(incident.level).report_upward is not None:
        left.append(Left(Blocker.REPORT_UPWARD))
    return left
