"""Upward: the level that the county proposes, reports to higher levels, and requests."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.errors import LevelUnchanged, WrongAuthority
from incidents.events import LevelChanged, ReportedUpward, RequestSent
from incidents.models import Incident, IncidentStep, Request
from incidents.policies import check_can_be_asked, check_may_ask, check_may_judge, check_open, check_said
from incidents.services.deadlines import met, tighten
from incidents.services.log import lock_incident, move, person_of, step_called, told, words_hash, write
from incidents.services.steps import end_step, mark_acted
from incidents.states import Authority, Level, LogKind, Matter, Move, Purpose, StepMove, StepStatus
from kernel.act import Asked, act


@dataclass(frozen=True, slots=True)
class RequestTold:
    """What is asked of whom. ``step`` is the plan's step that the request belongs to."""

    to: Authority
    matter: Matter
    words: str
    step: int | None = None


@act
def change_level(asked: Asked, *, number: int, level: Level, words: str) -> LevelChanged:
    """Change the county's own, initial level. What it was stays on record, and no deadline moves later by it.

    A confirmed level is not the county's to change: it comes by a recorded decision.
    """
    incident = lock_incident(asked, number)
    check_may_judge(incident, asked.actor)
    check_said(words)
    if incident.level_initial == level:
        raise LevelUnchanged(level=level)

    move(incident, Move.JUDGE)
    before, incident.level_initial = incident.level_initial, level
    incident.save(update_fields=["status", "level_initial"])
    tighten(asked, incident)
    write(asked, incident, LogKind.LEVEL_CHANGED, code=level, words=words)

    return told(
        incident,
        LevelChanged(
            incident=incident.pk,
            number=incident.number,
            before=before,
            level=level,
            words_hash=words_hash(words),
        ),
    )


@act
def report_upward(asked: Asked, *, number: int, to: Authority, words: str) -> ReportedUpward:
    """Record that a higher level was told: whom, and what. Nothing is asked of it."""
    incident = lock_incident(asked, number)
    check_may_judge(incident, asked.actor)
    check_open(incident)
    check_said(words)
    if not to.is_above_county:
        raise WrongAuthority(to=to)

    _reported(asked, incident)
    write(asked, incident, LogKind.REPORTED, code=to, words=words)

    return told(
        incident,
        ReportedUpward(incident=incident.pk, number=incident.number, to=to, words_hash=words_hash(words)),
    )


def _reported(asked: Asked, incident: Incident) -> None:
    move(incident, Move.REPORT)
    incident.reported_at = incident.reported_at or asked.exam_at
    incident.save(update_fields=["status", "reported_at"])
    met(asked, incident, Purpose.REPORT_UPWARD)


@act
def request_upward(asked: Asked, *, number: int, request: RequestTold) -> RequestSent:
    """Ask a higher level. Where a step of the plan is this request, it is done by it.

    Whoever is asked above the county also knows of the incident: the report upward is met by it.
    """
    incident = lock_incident(asked, number)
    check_may_ask(incident, asked.actor, request.to)
    check_can_be_asked(request.to, request.matter)
    check_open(incident)
    check_said(request.words)
    step = _step_asked(incident, request)

    row = Request.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        number=Request.objects.filter(incident=incident).count() + 1,
        to=request.to,
        matter=request.matter,
        step=step,
        words=request.words,
        person_id=person_of(asked),
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )
    _ask(asked, incident, row)
    return told(
        incident,
        RequestSent(
            incident=incident.pk,
            number=incident.number,
            request=row.number,
            to=row.to,
            matter=row.matter,
            step=request.step,
            words_hash=words_hash(request.words),
        ),
    )


def _step_asked(incident: Incident, request: RequestTold) -> IncidentStep | None:
    if request.step is None:
        return None
    step = step_called(incident, request.step)
    wanted = step.asks or step.needs
    if not wanted or request.to.rank < Authority(wanted).rank:
        raise WrongAuthority(to=request.to, step=step.number, asks=wanted)
    return step


def _ask(asked: Asked, incident: Incident, row: Request) -> None:
    mark_acted(asked, incident)
    if Authority(row.to).is_above_county:
        _reported(asked, incident)
    if row.step is not None and row.step.asks and row.step.status == StepStatus.OPEN:
        end_step(asked, row.step, StepMove.DO, words=row.words)
    write(asked, incident, LogKind.REQUESTED, code=row.to, step=row.step, words=row.words)
