"""Steps of the plan, done or waived, and what is done beyond it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from clocks import services as clocks
from incidents.errors import DecisionMissing, RequestMissing, StepTaken
from incidents.events import ActionNoted, StepDone, StepsWaived
from incidents.models import Decision, Incident, IncidentStep, Request
from incidents.policies import check_may_enter, check_may_work, check_open, check_said
from incidents.selectors.story import waits_for
from incidents.services.deadlines import met, start_steps
from incidents.services.log import lock_incident, move, person_of, step_called, told, words_hash, write
from incidents.states import (
    STEP_TRANSITIONS,
    LogKind,
    Move,
    Purpose,
    StepMove,
    StepStatus,
)
from kernel.act import Asked, act
from kernel.transitions import after
from kernel.words import check_words


@act
def do_step(asked: Asked, *, number: int, step: int, words: str = "") -> StepDone:
    """Record a step as done. The venue office or the desk enters what others did by word or on paper.

    Refused where somebody was first, and where the step is a request that was not sent or waits for a
    decision. What protects life waits for nothing, an acknowledgement included.
    """
    incident = lock_incident(asked, number)
    check_may_enter(incident, asked.actor)
    check_words(words)
    row = step_called(incident, step)
    check_doable(row)

    mark_acted(asked, incident)
    if row.every is None:
        end_step(asked, row, StepMove.DO, words=words)
    else:
        _repeat(asked, row)
    write(asked, incident, LogKind.STEP_DONE, step=row, words=words)

    return told(
        incident,
        StepDone(incident=incident.pk, number=incident.number, step=row.number, words_hash=words_hash(words)),
    )


def check_doable(step: IncidentStep) -> None:
    """Refuse a step that is taken, or that waits for a request or a decision."""
    if step.status != StepStatus.OPEN:
        raise StepTaken(step=step.number, status=step.status)
    requests = list(Request.objects.filter(step=step))
    decisions = list(Decision.objects.filter(step=step).order_by("number"))
    level = waits_for(step, requests, decisions)
    if level and not requests and step.asks:
        raise RequestMissing(step=step.number, asks=level)
    if level:
        raise DecisionMissing(step=step.number, needs=level)


def end_step(asked: Asked, step: IncidentStep, how: StepMove, *, words: str) -> None:
    """Part: the step is done or waived, and its clock ends with it."""
    step.status = after(STEP_TRANSITIONS, StepStatus(step.status), how)
    step.words = words
    step.ended_by_id, step.ended_at, step.entry_id = person_of(asked), asked.exam_at, asked.act_id
    step.save(update_fields=["status", "words", "ended_by", "ended_at", "entry"])
    finish = clocks.meet if how == StepMove.DO else clocks.cancel
    finish(asked, purpose=Purpose.STEP, subjects=[step.pk])


def _repeat(asked: Asked, step: IncidentStep) -> None:
    clocks.meet(asked, purpose=Purpose.STEP, subjects=[step.pk])
    step.due_at = asked.exam_at + cast("dt.timedelta", step.every)
    step.save(update_fields=["due_at"])
    start_steps(asked, [step])


def mark_acted(asked: Asked, incident: Incident) -> None:
    """Part: something was done about it, which is what the first action waits for."""
    move(incident, Move.WORK)
    if incident.acted_at is None:
        incident.acted_at = asked.exam_at
        met(asked, incident, Purpose.FIRST_ACTION)
    incident.save(update_fields=["status", "acted_at"])


@act
def waive_steps(asked: Asked, *, number: int, steps: Sequence[int], words: str) -> StepsWaived:
    """Waive steps that do not apply, with the reason. One that is taken refuses all."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_open(incident)
    check_said(words)
    rows = [step_called(incident, step) for step in sorted(set(steps))]
    for row in rows:
        if row.status != StepStatus.OPEN:
            raise StepTaken(step=row.number, status=row.status)

    mark_acted(asked, incident)
    for row in rows:
        end_step(asked, row, StepMove.WAIVE, words=words)
        write(asked, incident, LogKind.STEP_WAIVED, step=row, words=words)

    return told(
        incident,
        StepsWaived(
            incident=incident.pk,
            number=incident.number,
            steps=tuple(row.number for row in rows),
            words_hash=words_hash(words),
        ),
    )


@act
def note_action(asked: Asked, *, number: int, words: str) -> ActionNoted:
    """Note what was done about it beyond the plan's steps."""
    incident = lock_incident(asked, number)
    check_may_enter(incident, asked.actor)
    check_said(words)

    mark_acted(asked, incident)
    write(asked, incident, LogKind.NOTED, words=words)

    return told(
        incident,
        ActionNoted(incident=incident.pk, number=incident.number, words_hash=words_hash(words)),
    )
