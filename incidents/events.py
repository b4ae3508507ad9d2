from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from incidents.states import Openness
from kernel.events import DomainEvent


class AboutIncident(Protocol):
    """What every fact about an incident names: it, and its number in the exam."""

    @property
    def incident(self) -> UUID:
        """The incident."""

    @property
    def number(self) -> int:
        """Its number."""


@dataclass(frozen=True, slots=True)
class PlansLoaded(DomainEvent):
    """Versions of contingency plans came on record, each as ``code/version``, with the hash of their content."""

    sentence = _("Contingency plans were loaded")

    plans: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class IncidentOpened(DomainEvent):
    """An incident was opened. ``run_hash`` is of the plan as frozen, ``words_hash`` of what was told in words.

    ``cause`` is the entry that led to it, where it was not a person's word.
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


@dataclass(frozen=True, slots=True)
class FindingAttached(DomainEvent):
    """The same happened again at the same place: it belongs to the incident that is open there."""

    sentence = _("A further finding was attached to an open incident")

    incident: UUID
    number: int
    origin: str
    cause: UUID
    words_hash: str


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
    """Acknowledged, but nothing was done: it is unanswered again, and the next rung is told."""

    sentence = _("An incident was acknowledged but nothing was done: it is unanswered again")
    audience = "wall"

    incident: UUID
    number: int
    commander: UUID
    rung: str


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
class StepDone(DomainEvent):
    """A step of the plan was done."""

    sentence = _("A step of a plan was done")

    incident: UUID
    number: int
    step: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class StepsWaived(DomainEvent):
    """Steps of the plan were waived, with a reason."""

    sentence = _("Steps of a plan were waived")

    incident: UUID
    number: int
    steps: tuple[int, ...]
    words_hash: str


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


@dataclass(frozen=True, slots=True)
class ActionNoted(DomainEvent):
    """Something done about the incident, beyond the plan's steps."""

    sentence = _("An action was noted")

    incident: UUID
    number: int
    words_hash: str


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


@dataclass(frozen=True, slots=True)
class IncidentClockPaused(DomainEvent):
    """A deadline of an incident stands still, with a reason and another person's approval."""

    sentence = _("A deadline of an incident was paused")

    incident: UUID
    number: int
    purpose: str
    step: int | None
    approver: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class IncidentClockResumed(DomainEvent):
    """It runs again."""

    sentence = _("A deadline of an incident runs again")

    incident: UUID
    number: int
    purpose: str
    step: int | None


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


F = TypeVar("F", bound=DomainEvent)


def _twin(fact: type[DomainEvent], audience: str) -> type[DomainEvent]:
    """The same fact about an incident for named roles, as a kind of its own.

    Its channel follows from the kind alone, so that nobody who forgets to look at a field can show it.
    """
    doc = f"{fact.__doc__} The incident is for the {audience} channel alone."
    named = {"__module__": fact.__module__, "__slots__": (), "__doc__": doc, "audience": audience}
    return type(f"{audience.capitalize()}{fact.__name__}", (fact,), named)


FACTS: tuple[type[DomainEvent], ...] = (
    IncidentOpened,
    FindingAttached,
    IncidentAcknowledged,
    AcknowledgementLapsed,
    IncidentEscalated,
    StepDone,
    StepsWaived,
    IncidentOverdue,
    ActionNoted,
    LevelChanged,
    ReportedUpward,
    RequestSent,
    DecisionRecorded,
    IncidentClockPaused,
    IncidentClockResumed,
    CloseProposed,
    CloseWithdrawn,
    IncidentClosed,
    IncidentReviewed,
    IncidentArchived,
)
TWINS: dict[Openness, dict[type[DomainEvent], type[DomainEvent]]] = {
    Openness.RESTRICTED: {fact: _twin(fact, "restricted") for fact in FACTS},
    Openness.ESCORT: {fact: _twin(fact, "escort") for fact in FACTS},
}
INCIDENT_FACTS = (*FACTS, *(twin for twins in TWINS.values() for twin in twins.values()))


def told_as(openness: Openness, fact: F) -> F:
    """The fact as the one of the kind that fits: its own, unless the incident is for named roles."""
    if openness not in TWINS:
        return fact
    twin: type[F] = TWINS[openness][type(fact)]  # type: ignore[assignment]  # a table by type cannot say that they go together
    return twin(**{field.name: getattr(fact, field.name) for field in fields(fact)})  # type: ignore[arg-type]  # every fact is a dataclass
