"""Facts of warnings that others sent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class AlertSourceOpened(DomainEvent):
    """A service may send warnings to our address."""

    sentence = _("A source of warnings was opened")

    source: UUID


@dataclass(frozen=True, slots=True)
class AlertSourceClosed(DomainEvent):
    """It may no longer."""

    sentence = _("A source of warnings was closed")

    source: UUID


@dataclass(frozen=True, slots=True)
class AlertTaken(DomainEvent):
    """A warning came. ``hazard`` is what it is of, where that has a plan; ``sha256`` is of its bytes."""

    sentence = _("A weather or earthquake warning came in")

    alert: UUID
    identifier: str
    msg_type: str
    severity: str
    hazard: str
    sha256: str
