"""Decisions: received from above and recorded, or given within the county under one's own login."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from incidents.errors import DocumentMissing, RequestUnknown, WrongAuthority
from incidents.events import DecisionRecorded
from incidents.models import Decision, Incident, IncidentStep, Request
from incidents.policies import approves_as, check_confirms, check_decides, check_may_record_decision, check_open
from incidents.services.deadlines import tighten
from incidents.services.log import lock_incident, person_of, step_called, told, words_hash, write
from incidents.states import Authority, IncidentStatus, Level, LogKind, Matter, Outcome
from kernel.act import Asked, act
from kernel.errors import NotNow
from kernel.words import check_words
from organisation.models import Person


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """What was decided, as it reached the county: by whom, when, under which document number.

    ``request`` is the number of the request that it answers; ``level`` the level that it confirms.
    """

    authority: Authority
    matter: Matter
    outcome: Outcome
    decided_by: str
    decided_at: dt.datetime
    document: str
    words: str = ""
    level: Level | None = None
    request: int | None = None
    step: int | None = None


@act
def record_decision(asked: Asked, *, number: int, decision: DecisionTold) -> DecisionRecorded:
    """Record what a higher level decided: who, when, document number. The county decides none of it (limits.md 8).

    A decision on the level confirms it. One that comes after the end is recorded all the same.
    """
    incident = lock_incident(asked, number)
    check_may_record_decision(incident, asked.actor)
    if incident.status == IncidentStatus.ARCHIVED:
        raise NotNow(state=incident.status)
    check_decision(decision)
    request = _request_answered(incident, decision)

    row = Decision(
        authority=decision.authority,
        matter=decision.matter,
        outcome=decision.outcome,
        level=decision.level or "",
        request=request,
        step=_step_decided(incident, decision, request),
        decided_by=decision.decided_by.strip(),
        decided_at=decision.decided_at,
        document=decision.document.strip(),
        words=decision.words,
    )
    _keep(asked, incident, row)
    if decision.level is not None:
        _confirm(asked, incident, row)
    return _told(incident, row)


@act
def approve_step(asked: Asked, *, number: int, step: int, outcome: Outcome, words: str = "") -> DecisionRecorded:
    """Say yes or no to a step that waits for the venue head or the district chief, under one's own login.

    Refused where the step needs a level that is not the actor's.
    """
    incident = lock_incident(asked, number)
    authority = approves_as(incident, asked.actor)
    check_open(incident)
    check_words(words)
    row_step = step_called(incident, step)
    if not row_step.needs or authority.rank < Authority(row_step.needs).rank:
        raise WrongAuthority(authority=authority, step=step, needs=row_step.needs)

    row = Decision(
        authority=authority,
        matter=Matter.STEP,
        outcome=outcome,
        request=Request.objects.filter(step=row_step, decision=None, to=authority).order_by("number").first(),
        step=row_step,
        decided_by=Person.objects.values_list("name", flat=True).get(pk=person_of(asked)),
        decided_at=asked.exam_at,
        approver_id=asked.actor.person_id,
        words=words,
    )
    _keep(asked, incident, row)
    return _told(incident, row)


def check_decision(decision: DecisionTold) -> None:
    """Refuse one without a document, or of a level that does not decide this."""
    check_words(decision.words, decision.decided_by, decision.document)
    if not decision.document.strip() or not decision.decided_by.strip():
        raise DocumentMissing
    check_decides(decision.authority, decision.matter)
    if (decision.matter == Matter.LEVEL) != (decision.level is not None):
        raise WrongAuthority(matter=decision.matter)
    if decision.level is not None:
        check_confirms(decision.authority, decision.level)


def _request_answered(incident: Incident, decision: DecisionTold) -> Request | None:
    if decision.request is None:
        return None
    found = Request.objects.filter(incident=incident, number=decision.request, decision=None).first()
    if found is None:
        raise RequestUnknown(request=decision.request)
    if decision.authority.rank < Authority(found.to).rank:
        raise WrongAuthority(authority=decision.authority, request=found.number)
    return found


def _step_decided(incident: Incident, decision: DecisionTold, request: Request | None) -> IncidentStep | None:
    if decision.step is not None:
        return step_called(incident, decision.step)
    return None if request is None else request.step


def _keep(asked: Asked, incident: Incident, row: Decision) -> None:
    row.exam_id, row.scope, row.incident = incident.exam_id, incident.scope, incident
    row.number = Decision.objects.filter(incident=incident).count() + 1
    row.person_id = person_of(asked)
    row.at, row.exam_at, row.entry_id = asked.at, asked.exam_at, asked.act_id
    row.save(force_insert=True)
    write(asked, incident, LogKind.DECIDED, code=row.authority, step=row.step, words=row.words)


def _confirm(asked: Asked, incident: Incident, row: Decision) -> None:
    incident.level_confirmed, incident.confirmed_by = row.level, row
    incident.save(update_fields=["level_confirmed", "confirmed_by"])
    if incident.is_open:
        tighten(asked, incident)


def _told(incident: Incident, row: Decision) -> DecisionRecorded:
    return told(
        incident,
        DecisionRecorded(
            incident=incident.pk,
            number=incident.number,
            decision=row.number,
            authority=row.authority,
            matter=row.matter,
            outcome=row.outcome,
            request=None if row.request is None else row.request.number,
            step=None if row.step is None else row.step.number,
            level=row.level,
            words_hash=words_hash(row.decided_by, row.document, row.words),
        ),
    )
