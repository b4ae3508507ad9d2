"""Facts of how an incident ends."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class CloseProposed(DomainEvent):
    """Nothing is left to do; somebody else may close it."""

    sentence = _("Closing an incident was proposed")

    incident: UUID
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class CloseWithdrawn(DomainEvent):
    """It is not over after all."""

    sentence = _("The proposal to close an incident was withdrawn")

    incident: UUID
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class IncidentClosed(DomainEvent):
    """Closed by another person than the one who answered for it and the one who proposed it."""

    sentence = _("An incident was closed")
    audience = "wall"

    incident: UUID
    number: int
    proposed_by: UUID
    commander: UUID


@dataclass(frozen=True, slots=True)
class IncidentReviewed(DomainEvent):
    """What was learnt from it is on record."""

    sentence = _("An incident was reviewed")

    incident: UUID
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class IncidentArchived(DomainEvent):
    """Nothing more is added to it."""

    sentence = _("An incident was archived")

    incident: UUID
    number: int
