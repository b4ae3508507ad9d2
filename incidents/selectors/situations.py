"""Situation reports: the latest of each kind, which one is missing, and the county's own decisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from clocks.models import Clock
from clocks.states import ClockStatus
from incidents.models import Choice, Incident, Situation
from incidents.states import REPORT_PURPOSES, SituationKind

KIND_OF = {purpose.value: kind for kind, purpose in REPORT_PURPOSES.items()}


def latest_situations(incidents: Iterable[Incident]) -> dict[UUID, dict[SituationKind, Situation]]:
    """The last report of each kind of each incident: one read."""
    rows = Situation.objects.filter(incident__in=list(incidents)).select_related("person")
    found = defaultdict[UUID, dict[SituationKind, Situation]](dict)
    for row in rows.order_by("incident", "kind", "-exam_at", "-number").distinct("incident", "kind"):
        found[row.incident_id][SituationKind(row.kind)] = row
    return found


def missed_prompts(incidents: Iterable[Incident]) -> dict[tuple[UUID, SituationKind], dt.datetime]:
    """Which reports are missing, each by the minute at which the first of those missed was due: two reads."""
    known = list(incidents)
    last = latest_situations(known)
    passed = Clock.objects.filter(
        subject__in=[one.pk for one in known], purpose__in=KIND_OF, status=ClockStatus.RAN_OUT
    )
    found: dict[tuple[UUID, SituationKind], dt.datetime] = {}
    for subject, purpose, due_at, ran_out_at in passed.order_by("first_due_at").values_list(
        "subject", "purpose", "first_due_at", "ran_out_at"
    ):
        kind = KIND_OF[purpose]
        report = last[subject].get(kind)
        if ran_out_at is not None and (report is None or report.exam_at < ran_out_at):
            found.setdefault((subject, kind), due_at)
    return found


def missed_prompt(incident: Incident, kind: SituationKind) -> dt.datetime | None:
    """When the report of this kind was due that has not come; None where none is missing."""
    return missed_prompts([incident]).get((incident.pk, kind))


def choices_of(incidents: Iterable[Incident]) -> dict[UUID, list[Choice]]:
    """The county's own decisions of each incident, the last first: one read."""
    rows = Choice.objects.filter(incident__in=list(incidents))
    found = defaultdict[UUID, list[Choice]](list)
    for row in rows.select_related("decider", "corrects", "corrected_by", "review__reviewer").order_by("-number"):
        found[row.incident_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that is due at its minute; ``missed``: its minute has passed, and none has come since."""

    incident: UUID
    kind: SituationKind
    due_at: dt.datetime
    missed: bool


def reports_due(incidents: Iterable[Incident]) -> list[DueReport]:
    """What is due of each open incident: a report that is missing goes before the next prompt of its kind."""
    known = [one for one in incidents if one.is_open]
    missed = missed_prompts(known)
    running = Clock.objects.filter(
        subject__in=[one.pk for one in known], purpose__in=KIND_OF, status=ClockStatus.RUNNING
    )
    found = {
        (subject, KIND_OF[purpose]): DueReport(subject, KIND_OF[purpose], due_at, missed=False)
        for subject, purpose, due_at in running.values_list("subject", "purpose", "due_at")
    }
    for (subject, kind), due_at in missed.items():
        found[subject, kind] = DueReport(subject, kind, due_at, missed=True)
    return sorted(found.values(), key=lambda one: (one.due_at, one.kind))


def situations_of(incident: Incident) -> list[Situation]:
    """All reports of an incident, the last first."""
    return list(Situation.objects.filter(incident=incident).select_related("person").order_by("-number"))
