"""How each incident of a rehearsal was opened and ended, told from its rows, and held against the script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from clocks.models import Clock
from clocks.states import ClockStatus
from drills.rehearsal.handling import HANDLINGS, handling_of
from drills.rehearsal.reported import REPORTS
from exams.models import Exam
from incidents.models import Incident
from incidents.states import IncidentStatus, LogKind, StepStatus

# What is found by the system itself in the script: delivery, wrong bag, lock, convoy, count, silent venue.
FOUND = ("A01", "A07", "A06", "A04", "B01", "E03")
SCRIPTED = Counter([*FOUND, *(report.plan for report in REPORTS)])


def incidents_told(exam: Exam) -> list[dict[str, Any]]:
    """Every incident: how it was opened and ended, what was done, and its clocks."""
    incidents = Incident.objects.filter(exam=exam).order_by("number")
    rows = incidents.prefetch_related("steps", "log", "origins", "requests", "decisions")
    return [_told(incident) for incident in rows]


def _told(incident: Incident) -> dict[str, Any]:
    steps = list(incident.steps.all())
    log = Counter(line.kind for line in incident.log.all())
    opening = min(incident.origins.all(), key=lambda origin: origin.at)
    return {
        "number": incident.number,
        "plan": incident.plan_code,
        "family": incident.family,
        "level": incident.level_initial,
        "status": incident.status,
        "opened": opening.kind,
        "opened_at": incident.opened_at.isoformat(),
        "ended_at": None if incident.closed_at is None else incident.closed_at.isoformat(),
        "climbed": log[LogKind.ESCALATED],
        "lapsed": log[LogKind.LAPSED],
        "steps_done": sum(step.status == StepStatus.DONE for step in steps),
        "steps_waived": sum(step.status == StepStatus.WAIVED for step in steps),
        "requests": len(incident.requests.all()),
        "decisions": len(incident.decisions.all()),
        "closed_by_two": incident.closed_by_id not in {None, incident.proposed_by_id},
        "clocks": _clocks([incident.pk, *(step.pk for step in steps)]),
    }


def _clocks(subjects: Sequence[UUID]) -> dict[str, int]:
    """Met in time, missed (some rung of it was climbed), and those that ended or still run without either."""
    counted = {"met": 0, "missed": 0, "other": 0}
    for status, ran_out_at in Clock.objects.filter(subject__in=subjects).values_list("status", "ran_out_at"):
        counted["missed" if ran_out_at else "met" if status == ClockStatus.MET else "other"] += 1
    return counted


def amiss_with(incidents: Sequence[Mapping[str, Any]], *, stepped: bool) -> list[str]:
    """One sentence for each incident that is not as scripted.

    Where time runs, people may come too late for something, and what that opens is life and no deviation;
    stepped, nobody is late, and an incident that is not in the script is one.
    """
    opened = Counter(one["plan"] for one in incidents)
    told = [f"an incident of plan {plan} did not open" for plan in sorted((SCRIPTED - opened).elements())]
    if stepped:
        told += [f"an incident of plan {plan} is not in the script" for plan in sorted((opened - SCRIPTED).elements())]
    for plan in HANDLINGS:
        told += _amiss(plan, [one for one in incidents if one["plan"] == plan])
    for one in incidents:
        if one["status"] != IncidentStatus.CLOSED or not one["closed_by_two"]:
            told.append(f"incident {one['number']} ({one['plan']}) is {one['status']}")
    return told


def _amiss(plan: str, incidents: Sequence[Mapping[str, Any]]) -> list[str]:
    """Whether waived steps, questions and a lapse came about as the script handles this plan."""
    how = handling_of(plan)
    told = []
    for one in incidents:
        if one["steps_waived"] != len(how.waived):
            told.append(f"incident {one['number']} ({plan}): {one['steps_waived']} steps were waived")
        if how.question is not None and not one["requests"] == one["decisions"] >= 1:
            told.append(f"incident {one['number']} ({plan}): what was asked above was not answered")
        if how.climbs and not one["climbed"]:
            told.append(f"incident {one['number']} ({plan}): nobody above was told")
        if how.idle != bool(one["lapsed"]):
            told.append(f"incident {one['number']} ({plan}): its answer lapsed {one['lapsed']} times")
    return told
