"""Facts of how an incident begins and is answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class PlansLoaded(DomainEvent):
    """Versions of contingency plans came on record, each as ``code/version``, with the hash of their content."""

    sentence = _("Contingency plans were loaded")

    plans: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class IncidentOpened(DomainEvent):
    """An incident was opened. ``run_hash`` is of the plan as frozen, ``words_hash`` of what was told in words.

    ``cause`` is the entry that led to it, where it was not a person's word. ``alarm`` says how its time was
    amiss, where it was, and ``told`` which roles hear of that.
    """

    sentence = _("An incident was opened")
    audience = "wall"

    incident: UUID
    number: int
    plan: str
    plan_version: int
    condition: str
    family: str
    level: str
    scope: str
    venue: str | None
    origin: str
    cause: UUID | None
    rung: str
    run_hash: str
    words_hash: str
    alarm: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingAttached(DomainEvent):
    """The same happened again at the same place: it belongs to the incident that is open there."""

    sentence = _("A further finding was attached to an open incident")

    incident: UUID
    number: int
    origin: str
    cause: UUID
    words_hash: str
    alarm: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentAcknowledged(DomainEvent):
    """Somebody answers for the incident; it climbs no further."""

    sentence = _("An incident was acknowledged")
    audience = "wall"

    incident: UUID
    number: int
    commander: UUID
    rung: str


@dataclass(frozen=True, slots=True)
class AcknowledgementLapsed(DomainEvent):
    """Acknowledged, but nothing was done: it is unanswered again. The next rung is told, and all before it again."""

    sentence = _("An incident was acknowledged but nothing was done: it is unanswered again")
    audience = "wall"

    incident: UUID
    number: int
    commander: UUID
    rung: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentEscalated(DomainEvent):
    """The next rung of the ladder was told, by the clock or by hand."""

    sentence = _("An incident was escalated")
    audience = "wall"

    incident: UUID
    number: int
    before: str
    rung: str


@dataclass(frozen=True, slots=True)
class IncidentOverdue(DomainEvent):
    """A promise of an incident was not kept in time. ``rung`` is who is told of it."""

    sentence = _("An incident is behind its time limits")
    audience = "wall"

    incident: UUID
    number: int
    purpose: str
    step: int | None
    rung: str
