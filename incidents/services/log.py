"""Parts of every act on an incident: its row under lock, a line of its log, and the fact in its channel."""

from __future__ import annotations

from typing import TypeVar, cast
from uuid import UUID

from incidents.events import told_as
from incidents.gateways import Run, hash_of, run_from
from incidents.models import Incident, IncidentStep, LogEntry
from incidents.policies import check_not_merged
from incidents.states import TRANSITIONS, IncidentStatus, LogKind, Move, Openness
from kernel.act import Asked
from kernel.errors import NotPermitted
from kernel.events import DomainEvent
from kernel.transitions import after

F = TypeVar("F", bound=DomainEvent)


def person_of(asked: Asked) -> UUID:
    """Who acts, in person. The platform itself answers for nothing."""
    if asked.actor.person_id is None:
        raise NotPermitted
    return asked.actor.person_id


def lock_incident(asked: Asked, number: int) -> Incident:
    """The incident of this number. Whoever acts on it next waits here: two people cannot take the same step."""
    return Incident.objects.select_for_update().get(exam=cast("UUID", asked.exam_id), number=number)


def lock_by_id(incident_id: UUID) -> Incident:
    """The same, for what a clock names. One that is merged into another has no clock of its own meanwhile."""
    incident = Incident.objects.select_for_update().get(pk=incident_id)
    check_not_merged(incident)
    return incident


def step_called(incident: Incident, number: int) -> IncidentStep:
    """A step of the incident. Raises ``DoesNotExist``."""
    return IncidentStep.objects.get(incident=incident, number=number)


def run_of(incident: Incident) -> Run:
    """What the incident runs on."""
    return run_from(incident.run)


def move(incident: Incident, step: Move) -> None:
    """Part: take the incident on, or refuse (``not_now``)."""
    incident.status = after(TRANSITIONS, IncidentStatus(incident.status), step)


def write(
    asked: Asked,
    incident: Incident,
    kind: LogKind,
    *,
    code: str = "",
    step: IncidentStep | None = None,
    words: str = "",
) -> None:
    """Part: a line of the log."""
    LogEntry.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        kind=kind,
        code=code,
        step=step,
        words=words,
        happened_at=asked.happened_at,
        person_id=asked.actor.person_id,
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )


def words_hash(*words: str) -> str:
    """What a fact commits to of free text: facts carry no words, and yet the words cannot be changed later."""
    return hash_of(words)


def told(incident: Incident, fact: F) -> F:
    """The fact in the channel that fits the incident."""
    return told_as(Openness(incident.openness), fact)
