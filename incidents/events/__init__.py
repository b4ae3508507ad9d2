"""Facts of incidents. Each about an incident for named roles is told as its twin, of a kind of its own."""

from dataclasses import fields
from typing import Protocol, TypeVar
from uuid import UUID

from incidents.events.alerts import AlertSourceClosed, AlertSourceOpened, AlertTaken
from incidents.events.callout import (
    CallOutConfirmed,
    CallOutKeyed,
    CallOutOverdue,
    CallOutsWaived,
    LiaisonReplaced,
    LiaisonUnreachable,
    UnitsCalledOut,
)
from incidents.events.closing import (
    CloseProposed,
    CloseWithdrawn,
    IncidentArchived,
    IncidentClosed,
    IncidentReviewed,
)
from incidents.events.files import FileAdded
from incidents.events.ladder import DeadlineNear, EverybodyTold, FallbackCalled, RungFoundEmpty
from incidents.events.learning import LessonRecorded, NothingLearnt
from incidents.events.merging import IncidentMerged, IncidentUnmerged
from incidents.events.opening import (
    AcknowledgementLapsed,
    FindingAttached,
    IncidentAcknowledged,
    IncidentEscalated,
    IncidentOpened,
    IncidentOverdue,
    PlansLoaded,
)
from incidents.events.own_plans import (
    OwnTextApproved,
    OwnTextEndorsed,
    OwnTextProposed,
    OwnTextRejected,
    OwnTextsApproved,
    OwnTextsEndorsed,
    OwnTextWithdrawn,
    PlanOwnersNamed,
    ShippedTextsProposed,
)
from incidents.events.roles import RoleHandedOver, RoleLaidDown, RoleTaken, RoleTakenOver
from incidents.events.running import (
    ActionNoted,
    IncidentClockPaused,
    IncidentClockResumed,
    StepDone,
    StepsWaived,
)
from incidents.events.situations import (
    ChoiceCorrected,
    ChoiceMade,
    ChoiceReviewed,
    SituationMissed,
    SituationReported,
)
from incidents.events.triage import TipAnswered, TipOverdue, TipTaken
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
    "CallOutConfirmed",
    "CallOutKeyed",
    "CallOutOverdue",
    "CallOutsWaived",
    "ChoiceCorrected",
    "ChoiceMade",
    "ChoiceReviewed",
    "CloseProposed",
    "CloseWithdrawn",
    "DeadlineNear",
    "DecisionRecorded",
    "EverybodyTold",
    "FallbackCalled",
    "FileAdded",
    "FindingAttached",
    "IncidentAcknowledged",
    "IncidentArchived",
    "IncidentClockPaused",
    "IncidentClockResumed",
    "IncidentClosed",
    "IncidentEscalated",
    "IncidentMerged",
    "IncidentOpened",
    "IncidentOverdue",
    "IncidentReviewed",
    "IncidentUnmerged",
    "LessonRecorded",
    "LevelChanged",
    "LiaisonReplaced",
    "LiaisonUnreachable",
    "NothingLearnt",
    "OwnTextApproved",
    "OwnTextEndorsed",
    "OwnTextProposed",
    "OwnTextRejected",
    "OwnTextWithdrawn",
    "OwnTextsApproved",
    "OwnTextsEndorsed",
    "PlanOwnersNamed",
    "PlansLoaded",
    "ReportedUpward",
    "RequestSent",
    "RoleHandedOver",
    "RoleLaidDown",
    "RoleTaken",
    "RoleTakenOver",
    "RungFoundEmpty",
    "ShippedTextsProposed",
    "SituationMissed",
    "SituationReported",
    "StepDone",
    "StepsWaived",
    "TipAnswered",
    "TipOverdue",
    "TipTaken",
    "UnitsCalledOut",
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
    FallbackCalled,
    RungFoundEmpty,
    EverybodyTold,
    DeadlineNear,
    IncidentMerged,
    IncidentUnmerged,
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
    RoleTaken,
    RoleHandedOver,
    RoleTakenOver,
    RoleLaidDown,
    UnitsCalledOut,
    CallOutConfirmed,
    CallOutKeyed,
    LiaisonUnreachable,
    LiaisonReplaced,
    CallOutOverdue,
    CallOutsWaived,
    SituationReported,
    SituationMissed,
    ChoiceMade,
    ChoiceCorrected,
    ChoiceReviewed,
    FileAdded,
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
