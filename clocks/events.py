from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class ClockWarned(DomainEvent):
    """A clock nears its due time. Other people hear of it than of its running out."""

    sentence = _("A deadline is near")

    clock: UUID
    purpose: str
    subject: UUID
    scope: str


@dataclass(frozen=True, slots=True)
class ClockRanOut(DomainEvent):
    """A deadline passed unmet. ``rung`` counts from 0; ``last`` says that nobody stands above this rung."""

    sentence = _("A deadline passed unmet")

    clock: UUID
    purpose: str
    subject: UUID
    scope: str
    rung: int
    rung_name: str
    last: bool
