"""Facts of what was told to the desk and may be an incident."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class TipTaken(DomainEvent):
    """Something was told to the desk: it waits for triage. ``words_hash`` is of the reference and the words."""

    sentence = _("Something was told to the desk and waits for triage")

    tip: UUID
    number: int
    source: str
    venue: str | None
    words_hash: str


@dataclass(frozen=True, slots=True)
class TipAnswered(DomainEvent):
    """It is no incident, for a reason."""

    sentence = _("What was told to the desk is no incident")

    tip: UUID
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class TipOverdue(DomainEvent):
    """Nobody judged it in time. ``rung`` is who is told of it."""

    sentence = _("What was told to the desk was not judged in time")

    tip: UUID
    number: int
    rung: str
