"""Facts of incidents that turned out to be one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class IncidentMerged(DomainEvent):
    """The incident is the same as ``into``, which goes on for both. ``clocks`` of its deadlines stand still by it."""

    sentence = _("Two incidents turned out to be one")
    audience = "wall"

    incident: UUID
    number: int
    into: UUID
    into_number: int
    clocks: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class IncidentUnmerged(DomainEvent):
    """They are two after all. Its deadlines run on with what was left of their time."""

    sentence = _("Incidents that were taken for one are two again")
    audience = "wall"

    incident: UUID
    number: int
    into: UUID
    into_number: int
    clocks: int
    words_hash: str
