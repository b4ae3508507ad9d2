"""The clocks of an incident: parts that start, tighten and end them, and the acts that pause one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from clocks import services as clocks
from clocks.models import Clock
from clocks.services import Deadline, Rung
from clocks.states import ClockStatus
from incidents.errors import ClockStays
from incidents.events import IncidentClockPaused, IncidentClockResumed
from incidents.gateways import Run
from incidents.models import Incident, IncidentStep
from incidents.policies import check_approver, check_may_work, check_open, check_said
from incidents.services.cadence import retime_reports
from incidents.services.log import lock_incident, run_of, step_called, told, words_hash, write
from incidents.states import PAUSABLE, UNANSWERED, LogKind, Purpose, StepStatus
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.services import record_proofs
from organisation.states import Side

# A pre-warning at two thirds of the time, unless the table of clocks says when.
WARN_AFTER = 2 / 3
OVERDUE_RUNGS = ("duty_officer", "district_chief")
RUNG_EVERY = dt.timedelta(minutes=10)
RUNNING = (ClockStatus.RUNNING, ClockStatus.PAUSED)
STANDING = (*RUNNING, ClockStatus.RAN_OUT)
# A step to be done at once has no time at all: it is overdue after a minute, so that it can be entered.
AT_ONCE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClockNamed:
    """One deadline of an incident; ``step`` where it is a step's."""

    purpose: Purpose
    step: int | None = None


def start_promises(asked: Asked, incident: Incident, run: Run) -> None:
    """Part: the promises that an incident makes by being opened."""
    limits = run.limits(incident.level)
    begin, subject = asked.exam_at, incident.pk
    deadlines = [
        _climbing(incident, run, first=begin + limits.acknowledge),
        _promise(Purpose.CLOSE, subject, start=begin, due_at=begin + limits.close, warn=limits.warn_close),
    ]
    if limits.report_upward is not None:
        due_at = begin + limits.report_upward
        deadlines.append(_promise(Purpose.REPORT_UPWARD, subject, start=begin, due_at=due_at, warn=limits.warn_report))
    clocks.start(asked, scope=incident.scope, deadlines=deadlines)


def start_steps(asked: Asked, steps: Sequence[IncidentStep]) -> None:
    """Part: the clock of every step that has a limit."""
    due = [
        Deadline(Purpose.STEP, step.pk, step.due_at, rungs=[Rung(OVERDUE_RUNGS[0], dt.timedelta())])
        for step in steps
        if step.due_at is not None
    ]
    if due:
        clocks.start(asked, scope=steps[0].scope, deadlines=due)


def start_climb(asked: Asked, incident: Incident) -> None:
    """Part: let an unanswered incident climb on from its rung."""
    run = run_of(incident)
    first = asked.exam_at + run.limits(incident.level).climb_every
    clocks.start(asked, scope=incident.scope, deadlines=[_climbing(incident, run, first=first)])


def start_first_action(asked: Asked, incident: Incident) -> None:
    """Part: from the acknowledgement to the first step done or action noted."""
    due_at = asked.exam_at + run_of(incident).limits(incident.level).first_action
    rungs = [Rung(rungs_above(incident)[0], dt.timedelta())] if rungs_above(incident) else []
    deadline = Deadline(Purpose.FIRST_ACTION, incident.pk, due_at, rungs=rungs)
    clocks.start(asked, scope=incident.scope, deadlines=[deadline])


def start_review(asked: Asked, incident: Incident) -> None:
    """Part: what was learnt is due some days after the end."""
    due_at = asked.exam_at + run_of(incident).ladder.review_within
    deadline = _promise(Purpose.REVIEW, incident.pk, start=asked.exam_at, due_at=due_at)
    clocks.start(asked, scope=incident.scope, deadlines=[deadline])


def rungs_above(incident: Incident, run: Run | None = None) -> tuple[str, ...]:
    """The rungs that have not been told yet."""
    rungs = (run or run_of(incident)).rungs()
    return rungs[rungs.index(incident.rung) + 1 :]


def rungs_told(incident: Incident) -> tuple[str, ...]:
    """The rungs up to the one that was told last."""
    rungs = run_of(incident).rungs()
    return rungs[: rungs.index(incident.rung) + 1]


def _climbing(incident: Incident, run: Run, *, first: dt.datetime) -> Deadline:
    every = run.limits(incident.level).climb_every
    rungs = [Rung(code, every) for code in rungs_above(incident, run)]
    return Deadline(Purpose.ACKNOWLEDGE, incident.pk, first, rungs=rungs)


def _promise(
    purpose: Purpose, subject: UUID, *, start: dt.datetime, due_at: dt.datetime, warn: dt.timedelta | None = None
) -> Deadline:
    warn_at = start + ((due_at - start) * WARN_AFTER if warn is None else warn)
    rungs = [Rung(code, RUNG_EVERY) for code in OVERDUE_RUNGS]
    return Deadline(purpose, subject, due_at, warn_at=warn_at, rungs=rungs)


def met(asked: Asked, incident: Incident, *purposes: Purpose) -> None:
    """Part: these promises were kept."""
    for purpose in purposes:
        clocks.meet(asked, purpose=purpose, subjects=[incident.pk])


def end_all(asked: Asked, incident: Incident) -> None:
    """Part: the incident is over. Its close was met; nothing else of it is due any more."""
    met(asked, incident, Purpose.CLOSE)
    for purpose in (Purpose.ACKNOWLEDGE, Purpose.FIRST_ACTION, Purpose.REPORT_UPWARD):
        clocks.cancel(asked, purpose=purpose, subjects=[incident.pk])
    left = IncidentStep.objects.filter(incident=incident, status=StepStatus.OPEN).values_list("pk", flat=True)
    clocks.cancel(asked, purpose=Purpose.STEP, subjects=list(left))


def tighten(asked: Asked, incident: Incident) -> None:
    """Part: after a change of level its promises run by the new limits from now on, and never later than before.

    A paused one stays as it is. What the new level does not promise at all is no longer due.
    """
    run = run_of(incident)
    limits = run.limits(incident.level)
    retime_reports(asked, incident)
    _tighten(asked, incident, run, purpose=Purpose.CLOSE, within=limits.close, warn=limits.warn_close)
    if incident.status in UNANSWERED:
        _tighten(asked, incident, run, purpose=Purpose.ACKNOWLEDGE, within=limits.climb_every)
    if limits.report_upward is None:
        clocks.cancel(asked, purpose=Purpose.REPORT_UPWARD, subjects=[incident.pk])
    elif incident.reported_at is None:
        within, warn = limits.report_upward, limits.warn_report
        _tighten(asked, incident, run, purpose=Purpose.REPORT_UPWARD, within=within, warn=warn)


def _tighten(
    asked: Asked,
    incident: Incident,
    run: Run,
    *,
    purpose: Purpose,
    within: dt.timedelta,
    warn: dt.timedelta | None = None,
) -> None:
    standing = Clock.objects.select_for_update().filter(purpose=purpose, subject=incident.pk, status__in=STANDING)
    clock, due_at = standing.order_by("-started_at").first(), asked.exam_at + within
    if clock is not None and (clock.status != ClockStatus.RUNNING or clock.due_at <= due_at):
        return
    clocks.cancel(asked, purpose=purpose, subjects=[incident.pk])
    deadline = (
        _climbing(incident, run, first=due_at)
        if purpose == Purpose.ACKNOWLEDGE
        else _promise(purpose, incident.pk, start=asked.exam_at, due_at=due_at, warn=warn)
    )
    clocks.start(asked, scope=incident.scope, deadlines=[deadline])


def _subject(incident: Incident, named: ClockNamed) -> UUID:
    return incident.pk if named.step is None else step_called(incident, named.step).pk


def _clock(incident: Incident, named: ClockNamed) -> Clock:
    if named.purpose not in PAUSABLE or (named.purpose == Purpose.STEP) != (named.step is not None):
        raise ClockStays(purpose=named.purpose)
    found = Clock.objects.filter(purpose=named.purpose, subject=_subject(incident, named), status__in=RUNNING).first()
    if found is None:
        raise ClockStays(purpose=named.purpose)
    return found


@act
def pause_clock(asked: Asked, *, number: int, clock: ClockNamed, approver: Actor, words: str) -> IncidentClockPaused:
    """Let a deadline stand still, with a reason and the proof of another person who may approve (features B11).

    Refused for the acknowledgement and the first action: somebody must answer, and act on it.
    """
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_approver(incident, approver)
    check_said(words)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, approver)])
    approver_id = cast("UUID", approver.person_id)  # a proof is a person's
    clocks.pause(asked, clock_id=_clock(incident, clock).pk, reason=words, approver_id=approver_id)
    write(asked, incident, LogKind.CLOCK_PAUSED, code=clock.purpose, words=words)

    return told(
        incident,
        IncidentClockPaused(
            incident=incident.pk,
            number=incident.number,
            purpose=clock.purpose,
            step=clock.step,
            approver=approver_id,
            words_hash=words_hash(words),
        ),
    )


@act
def resume_clock(asked: Asked, *, number: int, clock: ClockNamed) -> IncidentClockResumed:
    """Let it run on; what is due moves by the time it stood still."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_open(incident)

    running = clocks.resume(asked, clock_id=_clock(incident, clock).pk)
    if clock.step is not None:
        IncidentStep.objects.filter(incident=incident, number=clock.step).update(due_at=running.due_at)
    write(asked, incident, LogKind.CLOCK_RESUMED, code=clock.purpose)

    return told(
        incident,
        IncidentClockResumed(incident=incident.pk, number=incident.number, purpose=clock.purpose, step=clock.step),
    )
