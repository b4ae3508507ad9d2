"""Who is told when something happens to an incident. What is told is a record, once for each fact and person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from incidents.events import (
    TWINS,
    AcknowledgementLapsed,
    CallOutConfirmed,
    CallOutKeyed,
    CallOutOverdue,
    CallOutsWaived,
    DeadlineNear,
    EverybodyTold,
    IncidentAcknowledged,
    IncidentClosed,
    IncidentEscalated,
    IncidentMerged,
    IncidentOpened,
    IncidentOverdue,
    LiaisonReplaced,
    SituationMissed,
    UnitsCalledOut,
)
from incidents.states import REPORT_PURPOSES, Purpose, SituationKind
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.events import DomainEvent
from kernel.scope import reading
from notices import services
from notices.selectors.people import liaisons_called
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


@answers(CallOutOverdue)
def tell_of_a_silent_unit(fact: CallOutOverdue, asked: Asked) -> None:
    """A unit has not confirmed: the rung is told, for somebody must ring it up."""
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.OVERDUE, fact.rung, matter=Purpose.CALL_OUT))


@answers(SituationMissed)
def tell_of_a_missing_report(fact: SituationMissed, asked: Asked) -> None:
    """No situation report came at its minute."""
    matter = REPORT_PURPOSES[SituationKind(fact.situation_kind)]
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.OVERDUE, fact.rung, matter=matter))


@answers(EverybodyTold)
def tell_everybody(fact: EverybodyTold, asked: Asked) -> None:
    """No rung is above: all of them hear it again."""
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.EVERYBODY, fact.told[-1]))


@answers(DeadlineNear)
def tell_that_a_deadline_is_near(fact: DeadlineNear, asked: Asked) -> None:
    """Whoever answers for it can still keep the promise (features B5)."""
    rung, also = ("", frozenset({fact.person})) if fact.person else (fact.rung, frozenset[UUID]())
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.NEAR, rung, also=also, matter=fact.purpose))


@answers(UnitsCalledOut)
def tell_who_is_called_out(fact: UnitsCalledOut, asked: Asked) -> None:
    """Each unit's liaison hears it in the app too; he confirms on his own page (features A11)."""
    with reading(SYSTEM, asked.exam_id):
        also = liaisons_called(fact.incident, fact.calls)
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.CALLED_OUT, "", also=also))


@answers(LiaisonReplaced)
def tell_who_is_called_instead(fact: LiaisonReplaced, asked: Asked) -> None:
    """The other one."""
    services.tell(asked, telling=Telling(fact.incident, NoticeKind.CALLED_OUT, "", also=frozenset({fact.person})))


@answers(IncidentAcknowledged)
def stop_at_answer(fact: IncidentAcknowledged, asked: Asked) -> None:
    """Nobody else is called to answer. Whose unit is called out confirms all the same."""
    services.stop_incident(asked, incident_id=fact.incident, but=(NoticeKind.CALLED_OUT,))


@answers(IncidentClosed, IncidentMerged)
def stop_at_end(fact: IncidentClosed | IncidentMerged, asked: Asked) -> None:
    """It is over, or goes on under another number: nobody is called under this one."""
    services.stop_incident(asked, incident_id=fact.incident)


@answers(CallOutsWaived)
def stop_at_waiver(fact: CallOutsWaived, asked: Asked) -> None:
    """Nobody waits for these units any more."""
    services.stop_calls(asked, incident_id=fact.incident, calls=fact.calls)


@answers(CallOutConfirmed, CallOutKeyed)
def stop_at_confirmation(fact: CallOutConfirmed | CallOutKeyed, asked: Asked) -> None:
    """The unit has confirmed."""
    services.stop_calls(asked, incident_id=fact.incident, calls=(fact.call,))
