"""Who is told where the next rung is not enough: the fallback of an empty one, and everybody above the last."""

from __future__ import annotations

from uuid import UUID

from clocks import services as clocks
from incidents.events import DeadlineNear, EverybodyTold, FallbackCalled, IncidentEscalated, RungFoundEmpty
from incidents.policies import check_open
from incidents.selectors.rungs import called_at
from incidents.services.answering import tell_rung
from incidents.services.deadlines import rungs_above, rungs_told, start_climb
from incidents.services.log import lock_by_id, run_of, told, write
from incidents.states import UNANSWERED, LogKind, Purpose
from kernel.act import Asked, act
from organisation.policies import county_of


@act
def call_fallback(asked: Asked, *, incident_id: UUID, rung: str) -> FallbackCalled | RungFoundEmpty | None:
    """Call those who stand in where nobody of the rung's own role can be reached. None where somebody can.

    None too where somebody answers meanwhile. What was found is on record in either case: a rung that is told
    and hears nothing must not look like one that does not answer.
    """
    incident = lock_by_id(incident_id)
    if incident.status not in UNANSWERED:
        return None
    found = called_at(run_of(incident), rung, county=county_of(incident.scope))
    if not found.in_their_stead:
        return None

    named = {"rung": rung, "role": found.role, "fallback": found.fallback}
    if found.is_empty:
        write(asked, incident, LogKind.NOBODY, code=rung)
        return told(incident, RungFoundEmpty(incident=incident.pk, number=incident.number, **named))
    write(asked, incident, LogKind.FALLBACK, code=found.fallback)
    return told(incident, FallbackCalled(incident=incident.pk, number=incident.number, **named))


@act
def climb_past(asked: Asked, *, incident_id: UUID, rung: str) -> IncidentEscalated | None:
    """Tell the next rung at once where one is empty: waiting for nobody helps nobody. None above the last."""
    incident = lock_by_id(incident_id)
    above = rungs_above(incident)
    if incident.status not in UNANSWERED or incident.rung != rung or not above:
        return None

    fact = tell_rung(asked, incident, above[0])
    clocks.cancel(asked, purpose=Purpose.ACKNOWLEDGE, subjects=[incident.pk])
    start_climb(asked, incident)
    return fact


@act
def tell_everybody(asked: Asked, *, incident_id: UUID) -> EverybodyTold | None:
    """Tell every rung again where none is above and nobody answers, and go on doing so until somebody does."""
    incident = lock_by_id(incident_id)
    if incident.status not in UNANSWERED:
        return None

    write(asked, incident, LogKind.TOLD_ALL)
    start_climb(asked, incident)
    return told(incident, EverybodyTold(incident=incident.pk, number=incident.number, told=rungs_told(incident)))


@act
def say_deadline_is_near(asked: Asked, *, purpose: Purpose, subject: UUID) -> DeadlineNear:
    """Tell whoever answers for the incident that a promise is due soon; where nobody does, the rung it stands at.

    Other people than those who hear of it once it is late. Refused where the incident is over; the review is
    due after its end.
    """
    incident = lock_by_id(subject)
    if purpose != Purpose.REVIEW:
        check_open(incident)

    write(asked, incident, LogKind.NEAR, code=purpose)
    return told(
        incident,
        DeadlineNear(
            incident=incident.pk,
            number=incident.number,
            purpose=purpose,
            person=incident.commander_id,
            rung=incident.rung,
        ),
    )
