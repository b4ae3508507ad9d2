"""Facts of what goes to a higher level and comes from there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class LevelChanged(DomainEvent):
    """The county changed the initial level. What it was before stays on record."""

    sentence = _("The level of an incident was changed")
    audience = "wall"

    incident: UUID
    number: int
    before: str
    level: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class ReportedUpward(DomainEvent):
    """The incident was reported to a higher level, which is not yet asked for anything."""

    sentence = _("An incident was reported upward")

    incident: UUID
    number: int
    to: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class RequestSent(DomainEvent):
    """A higher level was asked. ``step`` is the step that the request belongs to."""

    sentence = _("A request was sent to a higher level")

    incident: UUID
    number: int
    request: int
    to: str
    matter: str
    step: int | None
    words_hash: str


@dataclass(frozen=True, slots=True)
class DecisionRecorded(DomainEvent):
    """A decision came. ``level`` is the confirmed level, where it confirms one."""

    sentence = _("A decision was recorded")

    incident: UUID
    number: int
    decision: int
    authority: str
    matter: str
    outcome: str
    request: int | None
    step: int | None
    level: str
    words_hash: str
