from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class DrillScheduled(DomainEvent):
    """A drill of the real exam will begin by itself."""

    sentence = _("A drill was scheduled")

    drill: UUID
    real: UUID
    form: str
    begins_at: datetime
    rate: int


@dataclass(frozen=True, slots=True)
class DrillCalledOff(DomainEvent):
    """A scheduled drill will not begin."""

    sentence = _("A drill was called off")

    drill: UUID


@dataclass(frozen=True, slots=True)
class DrillBegun(DomainEvent):
    """A scheduled drill began; ``exam`` is the exam that it runs on."""

    sentence = _("A drill began")

    drill: UUID
    exam: UUID
