"""Facts of the live board itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class AlarmsSilenced(DomainEvent):
    """Somebody has heard these alarms, and ended their sound on every screen. Nobody has answered by that."""

    sentence = _("Alarms were silenced")
    audience = "wall"

    incidents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountyMapSet(DomainEvent):
    """The county handed in its own boundaries, under the number that allows them to be shown."""

    sentence = _("The county's map was set")

    map: UUID
    approval: str
    datum: str
    shapes: int
