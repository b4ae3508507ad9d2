"""Warnings that came in, with the incidents that they led to, and what was set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from exams.models import Exam
from incidents.models import Alert, AlertReject, AlertSource, Incident, Origin
from incidents.policies import sees
from incidents.states import OPEN
from kernel.actors import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class AlertTold:
    """A warning, and the numbers of the incidents that it led to, as far as the reader may know them."""

    row: Alert
    incidents: Sequence[int]


def place_key_of(hazard: str) -> str:
    """What counts as the same place for a further warning of the same hazard: the county."""
    return f"alert {hazard}"


def answers_alert(exam_id: UUID, hazard: str) -> bool:
    """Whether an incident of this hazard is open, which a cancel can be told to."""
    return Incident.objects.filter(exam_id=exam_id, place_key=place_key_of(hazard), status__in=OPEN).exists()


def alerts_of(exam: Exam, actor: Actor) -> list[AlertTold]:
    """The warnings of an exam, the newest first. Three reads."""
    rows = list(Alert.objects.filter(exam=exam).select_related("source", "person", "over_by").order_by("-at")[:MOST])
    led_to = defaultdict[UUID, list[int]](list)
    origins = Origin.objects.filter(exam=exam, cause__in=[row.entry_id for row in rows]).select_related("incident")
    for origin in origins.order_by("incident__number"):
        if origin.cause_id is not None and sees(origin.incident, actor):
            led_to[origin.cause_id].append(origin.incident.number)
    return [AlertTold(row, led_to[row.entry_id]) for row in rows]


def rejects_of(exam: Exam) -> list[AlertReject]:
    """What was set aside, the newest first."""
    return list(AlertReject.objects.filter(exam=exam).select_related("source").order_by("-received_at")[:MOST])


def sources_of(exam: Exam) -> list[AlertSource]:
    """The services that may send, by name."""
    return list(AlertSource.objects.filter(exam=exam, closed_at=None).order_by("name"))
