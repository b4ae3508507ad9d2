"""Facts of work on an incident: steps, notes, clocks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class StepDone(DomainEvent):
    """A step of the plan was done."""

    sentence = _("A step of a plan was done")

    incident: UUID
    number: int
    step: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class StepsWaived(DomainEvent):
    """Steps of the plan were waived, with a reason."""

    sentence = _("Steps of a plan were waived")

    incident: UUID
    number: int
    steps: tuple[int, ...]
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionNoted(DomainEvent):
    """Something done about the incident, beyond the plan's steps."""

    sentence = _("An action was noted")

    incident: UUID
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class IncidentClockPaused(DomainEvent):
    """A deadline of an incident stands still, with a reason and another person's approval."""

    sentence = _("A deadline of an incident was paused")

    incident: UUID
    number: int
    purpose: str
    step: int | None
    approver: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class IncidentClockResumed(DomainEvent):
    """It runs again."""

    sentence = _("A deadline of an incident runs again")

    incident: UUID
    number: int
    purpose: str
    step: int | None
