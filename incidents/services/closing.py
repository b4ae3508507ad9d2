"""The end: proposed by one, closed by another, reviewed, archived."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from incidents.errors import CloseTooEarly
from incidents.events import CloseProposed, CloseWithdrawn, IncidentArchived, IncidentClosed, IncidentReviewed
from incidents.models import Incident
from incidents.policies import check_may_close, check_may_command, check_may_work, check_said
from incidents.selectors.closing import blockers_of
from incidents.services.cadence import end_reports
from incidents.services.callout import end_calls
from incidents.services.deadlines import end_all, met, start_review
from incidents.services.log import lock_incident, move, person_of, run_of, told, words_hash, write
from incidents.services.roles import end_roles
from incidents.states import LogKind, Move, Purpose
from kernel.act import Asked, act


@act
def propose_close(asked: Asked, *, number: int, words: str) -> CloseProposed:
    """Say that it is over, and how it ended. Refused (``close_too_early``) with each thing that is left to do."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_said(words)
    move(incident, Move.PROPOSE_CLOSE)
    check_nothing_left(incident)

    incident.proposed_by_id, incident.proposed_at = person_of(asked), asked.exam_at
    incident.save(update_fields=["status", "proposed_by", "proposed_at"])
    write(asked, incident, LogKind.CLOSE_PROPOSED, words=words)

    return told(incident, CloseProposed(incident=incident.pk, number=incident.number, words_hash=words_hash(words)))


def check_nothing_left(incident: Incident) -> None:
    """Refuse where anything is left, and name all of it."""
    left = blockers_of(incident, run_of(incident))
    if left:
        raise CloseTooEarly(blockers=[{"kind": one.kind, "number": one.number} for one in left])


@act
def withdraw_close(asked: Asked, *, number: int, words: str) -> CloseWithdrawn:
    """It is not over after all: work goes on."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_said(words)
    move(incident, Move.WITHDRAW_CLOSE)

    incident.proposed_by = incident.proposed_at = None
    incident.save(update_fields=["status", "proposed_by", "proposed_at"])
    write(asked, incident, LogKind.CLOSE_WITHDRAWN, words=words)

    return told(incident, CloseWithdrawn(incident=incident.pk, number=incident.number, words_hash=words_hash(words)))


@act
def close_incident(asked: Asked, *, number: int) -> IncidentClosed:
    """Close what another person proposed to close (handbook 7.2: nobody ends what he himself commanded).

    All its clocks end with it; what was learnt is due from here.
    """
    incident = lock_incident(asked, number)
    check_may_close(incident, asked.actor)
    move(incident, Move.CLOSE)
    check_nothing_left(incident)

    incident.closed_by_id, incident.closed_at = person_of(asked), asked.exam_at
    incident.save(update_fields=["status", "closed_by", "closed_at"])
    end_all(asked, incident)
    end_calls(asked, incident)
    end_reports(asked, incident)
    end_roles(asked, incident)
    start_review(asked, incident)
    write(asked, incident, LogKind.CLOSED)

    return told(
        incident,
        IncidentClosed(
            incident=incident.pk,
            number=incident.number,
            proposed_by=cast("UUID", incident.proposed_by_id),
            commander=cast("UUID", incident.commander_id),
        ),
    )


@act
def review_incident(asked: Asked, *, number: int, words: str) -> IncidentReviewed:
    """Put on record what was learnt, or that nothing was."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_said(words)
    move(incident, Move.REVIEW)

    incident.save(update_fields=["status"])
    met(asked, incident, Purpose.REVIEW)
    write(asked, incident, LogKind.REVIEWED, words=words)

    return told(incident, IncidentReviewed(incident=incident.pk, number=incident.number, words_hash=words_hash(words)))


@act
def archive_incident(asked: Asked, *, number: int) -> IncidentArchived:
    """Put it away: nothing more is added to it."""
    incident = lock_incident(asked, number)
    check_may_command(incident, asked.actor)
    move(incident, Move.ARCHIVE)

    incident.save(update_fields=["status"])
    write(asked, incident, LogKind.ARCHIVED)

    return told(incident, IncidentArchived(incident=incident.pk, number=incident.number))
