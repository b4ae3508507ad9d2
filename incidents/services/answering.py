"""Answering, and what happens while nobody does: the climb up the ladder, each rung exactly once."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from clocks import services as clocks
from incidents.errors import AlreadyAcknowledged, TopOfLadder
from incidents.events import AcknowledgementLapsed, IncidentAcknowledged, IncidentEscalated, IncidentOverdue
from incidents.models import Incident, IncidentStep
from incidents.policies import check_may_answer, check_may_work, check_not_over, check_open
from incidents.services.cadence import end_reports, start_reports
from incidents.services.deadlines import met, rungs_above, rungs_told, start_climb, start_first_action
from incidents.services.log import lock_by_id, lock_incident, move, person_of, told, write
from incidents.services.roles import begin_command, end_command
from incidents.states import UNANSWERED, LogKind, Move, Purpose
from kernel.act import Asked, act
from kernel.words import check_words


@act
def acknowledge(asked: Asked, *, number: int) -> IncidentAcknowledged:
    """Answer for the incident: the actor commands it from now on, and the climb stops.

    Refused where somebody else answers for it already. From here the first action is due.
    """
    incident = lock_incident(asked, number)
    check_may_answer(incident, asked.actor)
    check_not_over(incident)
    if incident.status not in UNANSWERED:
        raise AlreadyAcknowledged

    move(incident, Move.ACKNOWLEDGE)
    incident.commander_id, incident.acknowledged_at = person_of(asked), asked.exam_at
    met(asked, incident, Purpose.ACKNOWLEDGE)
    if incident.acted_at is None:
        start_first_action(asked, incident)
    else:
        move(incident, Move.WORK)
    incident.lapsed_at = None
    begin_command(asked, incident)
    start_reports(asked, incident)
    incident.save(update_fields=["status", "commander", "acknowledged_at", "lapsed_at"])
    write(asked, incident, LogKind.ACKNOWLEDGED, code=incident.rung)

    return told(
        incident,
        IncidentAcknowledged(
            incident=incident.pk,
            number=incident.number,
            commander=incident.commander_id,
            rung=incident.rung,
        ),
    )


@act
def let_lapse(asked: Asked, *, incident_id: UUID) -> AcknowledgementLapsed:
    """Acknowledged, and nothing was done: take it back, and tell the next rung and all before it (features B2).

    At the top everybody is told again. It stands in red until somebody answers. Refused, and kept, where
    somebody acted meanwhile.
    """
    incident = lock_by_id(incident_id)
    move(incident, Move.LAPSE)
    if incident.reported_at is not None:
        move(incident, Move.REPORT)

    commander = cast("UUID", incident.commander_id)
    end_command(asked, incident)
    end_reports(asked, incident)
    incident.commander_id = incident.acknowledged_at = None
    incident.rung = next(iter(rungs_above(incident)), incident.rung)
    incident.lapsed_at = asked.exam_at
    incident.save(update_fields=["status", "commander", "acknowledged_at", "rung", "lapsed_at"])
    start_climb(asked, incident)
    write(asked, incident, LogKind.LAPSED, code=incident.rung)

    return told(
        incident,
        AcknowledgementLapsed(
            incident=incident.pk,
            number=incident.number,
            commander=commander,
            rung=incident.rung,
            told=rungs_told(incident),
        ),
    )


@act
def climb(asked: Asked, *, incident_id: UUID, rung: str) -> IncidentEscalated | None:
    """Tell the rung that the clock has reached. Refused where somebody answered; None where it was told before.

    The last rung has its time to answer too: after it everybody is told again.
    """
    incident = lock_by_id(incident_id)
    move(incident, Move.CLIMB)
    if rung not in rungs_above(incident):
        return None

    fact = tell_rung(asked, incident, rung)
    if not rungs_above(incident):
        start_climb(asked, incident)
    return fact


@act
def escalate(asked: Asked, *, number: int, words: str) -> IncidentEscalated:
    """Tell the next rung by hand, before its time. Refused (``top_of_ladder``) where none is left."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_open(incident)
    check_words(words)
    above = rungs_above(incident)
    if not above:
        raise TopOfLadder

    fact = tell_rung(asked, incident, above[0], words=words)
    if incident.status in UNANSWERED:
        clocks.cancel(asked, purpose=Purpose.ACKNOWLEDGE, subjects=[incident.pk])
        start_climb(asked, incident)
    return fact


def tell_rung(asked: Asked, incident: Incident, rung: str, *, words: str = "") -> IncidentEscalated:
    """Part: this rung is told now."""
    before, incident.rung = incident.rung, rung
    incident.save(update_fields=["rung"])
    write(asked, incident, LogKind.ESCALATED, code=rung, words=words)
    return told(incident, IncidentEscalated(incident=incident.pk, number=incident.number, before=before, rung=rung))


@act
def mark_overdue(asked: Asked, *, purpose: Purpose, subject: UUID, rung: str) -> IncidentOverdue:
    """Record that a promise, or a step, was not kept in time. Refused where the incident is over.

    The review is due after the end, and is marked then.
    """
    step = IncidentStep.objects.filter(pk=subject).first() if purpose == Purpose.STEP else None
    incident = lock_by_id(subject if step is None else step.incident_id)
    if purpose != Purpose.REVIEW:
        check_open(incident)

    write(asked, incident, LogKind.OVERDUE, code=purpose, step=step)

    return told(
        incident,
        IncidentOverdue(
            incident=incident.pk,
            number=incident.number,
            purpose=purpose,
            step=None if step is None else step.number,
            rung=rung,
        ),
    )
