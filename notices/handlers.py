"""Who is told when something happens to an incident. What is told is a record, once for each fact and person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from incidents.events import (
    TWINS,
    AcknowledgementLapsed,
    IncidentAcknowledged,
    IncidentClosed,
    IncidentEscalated,
    IncidentOpened,
    IncidentOverdue,
)
from journal.cursors import react
from kernel.act import Asked
from kernel.events import DomainEvent
from notices import services
from notices.services import Telling
from notices.states import NoticeKind

Handler = Callable[[Any, Asked], None]


def answers(*facts: type[DomainEvent]) -> Callable[[Handler], Handler]:
    """Register a reaction to facts of incidents and to their twins, each with a name of its own."""

    def register(handler: Handler) -> Handler:
        for fact in facts:
            for kind in (fact, *(twins[fact] for twins in TWINS.values())):
                react(kind)(_called(f"{handler.__name__}_{kind.__name__}", handler))
        return handler

    return register


def _called(name: str, handler: Handler) -> Handler:
    @wraps(handler)
    def reaction(fact: DomainEvent, asked: Asked) -> None:
        handler(fact, asked)

    reaction.__name__ = name
    return reaction


@answers(IncidentOpened)
def tell_of_opened(fact: IncidentOpened, asked: Asked) -> None:
    """The first rung is told."""
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.OPENED, fact.rung))


@answers(IncidentEscalated)
def tell_of_escalated(fact: IncidentEscalated, asked: Asked) -> None:
    """The next rung is told."""
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.ESCALATED, fact.rung))


@answers(AcknowledgementLapsed)
def tell_of_lapsed(fact: AcknowledgementLapsed, asked: Asked) -> None:
    """Everybody who was told before, the next rung, and he who did nothing (features B2)."""
    also = frozenset({fact.commander})
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.LAPSED, fact.rung, also=also))


@answers(IncidentOverdue)
def tell_of_overdue(fact: IncidentOverdue, asked: Asked) -> None:
    """The rung that watches over promises is told."""
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.OVERDUE, fact.rung, matter=fact.purpose))


@answers(IncidentAcknowledged, IncidentClosed)
def stop_at_answer(fact: IncidentAcknowledged | IncidentClosed, asked: Asked) -> None:
    """Nobody else is called."""
    services.stop_incident(asked, incident_id=fact.incident)
