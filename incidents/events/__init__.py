"""Facts of incidents. Each about an incident for named roles is told as its twin, of a kind of its own."""

from dataclasses import fields
from typing import Protocol, TypeVar
from uuid import UUID

from incidents.events.alerts import AlertSourceClosed, AlertSourceOpened, AlertTaken
from incidents.events.closing import (
    CloseProposed,
    CloseWithdrawn,
    IncidentArchived,
    IncidentClosed,
    IncidentReviewed,
)
from incidents.events.learning import LessonRecorded, NothingLearnt
from incidents.events.opening import (
    AcknowledgementLapsed,
    FindingAttached,
    IncidentAcknowledged,
    IncidentEscalated,
    IncidentOpened,
    IncidentOverdue,
    PlansLoaded,
)
from incidents.events.running import (
    ActionNoted,
    IncidentClockPaused,
    IncidentClockResumed,
    StepDone,
    StepsWaived,
)
from incidents.events.upward import (
    DecisionRecorded,
    LevelChanged,
    ReportedUpward,
    RequestSent,
)
from incidents.states import Openness
from kernel.events import DomainEvent

__all__ = [
    "INCIDENT_FACTS",
    "AboutIncident",
    "AcknowledgementLapsed",
    "ActionNoted",
    "AlertSourceClosed",
    "AlertSourceOpened",
    "AlertTaken",
    "CloseProposed",
    "CloseWithdrawn",
    "DecisionRecorded",
    "FindingAttached",
    "IncidentAcknowledged",
    "IncidentArchived",
    "IncidentClockPaused",
    "IncidentClockResumed",
    "IncidentClosed",
    "IncidentEscalated",
    "IncidentOpened",
    "IncidentOverdue",
    "IncidentReviewed",
    "LessonRecorded",
    "LevelChanged",
    "NothingLearnt",
    "PlansLoaded",
    "ReportedUpward",
    "RequestSent",
    "StepDone",
    "StepsWaived",
    "told_as",
]


class AboutIncident(Protocol):
    """What every fact about an incident names: it, and its number in the exam."""

    @property
    def incident(self) -> UUID:
        """The incident."""

    @property
    def number(self) -> int:
        """Its number."""


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
    LessonRecorded,
    NothingLearnt,
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
