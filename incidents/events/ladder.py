"""Facts of who is told of an incident beyond its next rung."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class FallbackCalled(DomainEvent):
    """Nobody of the rung's own role can be reached: those of ``fallback`` are called in their stead."""

    sentence = _("Nobody of this rung can be reached: the fallback was called")
    audience = "wall"

    incident: UUID
    number: int
    rung: str
    role: str
    fallback: str


@dataclass(frozen=True, slots=True)
class RungFoundEmpty(DomainEvent):
    """Neither the rung's role nor its fallback can be reached. It waits for nobody: the next rung is told."""

    sentence = _("Nobody of this rung can be reached, and nobody in their stead")
    audience = "wall"

    incident: UUID
    number: int
    rung: str
    role: str
    fallback: str


@dataclass(frozen=True, slots=True)
class EverybodyTold(DomainEvent):
    """No rung is above, and nobody answers: every rung was told again."""

    sentence = _("Nobody answers for an incident: everybody was told again")
    audience = "wall"

    incident: UUID
    number: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadlineNear(DomainEvent):
    """A promise of an incident is due soon. ``person`` answers for it and is told; where nobody does, ``rung`` is."""

    sentence = _("A deadline of an incident is near")

    incident: UUID
    number: int
    purpose: str
    person: UUID | None
    rung: str
