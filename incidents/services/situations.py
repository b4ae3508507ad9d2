"""Situation reports: given at the level's cadence, and missed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clocks import services as clocks
from clocks.models import Clock
from clocks.states import ClockStatus
from incidents.events import SituationMissed, SituationReported
from incidents.models import Incident, Situation
from incidents.policies import check_may_enter, check_open, check_said
from incidents.selectors.situations import missed_prompt
from incidents.services.cadence import cadence, passed_since, prompt
from incidents.services.log import lock_by_id, lock_incident, person_of, told, words_hash, write
from incidents.states import REPORT_PURPOSES, UNANSWERED, LogKind, SituationKind
from kernel.act import Asked, act
from kernel.words import check_words


@dataclass(frozen=True, slots=True)
class SituationTold:
    """现状, 行动, 需求. Nothing may be needed; how it stands and what is done is always said."""

    kind: SituationKind
    standing: str
    doing: str
    needs: str = ""


@act
def report_situation(asked: Asked, *, number: int, situation: SituationTold) -> SituationReported:
    """Report how it stands. The prompt that runs is met by it, and the next is due a cadence after that one's minute.

    Where a prompt was missed, the report makes up for that one, and the prompt that runs stays as it is.
    """
    incident = lock_incident(asked, number)
    check_may_enter(incident, asked.actor)
    check_open(incident)
    check_said(situation.standing)
    check_said(situation.doing)
    check_words(situation.needs)

    late = missed_prompt(incident, situation.kind) is not None
    row = _keep(asked, incident, situation)
    if not late:
        _meet(asked, incident, situation.kind)
    write(asked, incident, LogKind.SITUATION, code=situation.kind, words=situation.standing)
    return told(
        incident,
        SituationReported(
            incident=incident.pk,
            number=incident.number,
            situation=row.number,
            situation_kind=row.kind,
            late=late,
            words_hash=words_hash(row.standing, row.doing, row.needs),
        ),
    )


def _keep(asked: Asked, incident: Incident, situation: SituationTold) -> Situation:
    return Situation.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        number=Situation.objects.filter(incident=incident).count() + 1,
        kind=situation.kind,
        standing=situation.standing,
        doing=situation.doing,
        needs=situation.needs,
        person_id=person_of(asked),
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )


def _meet(asked: Asked, incident: Incident, kind: SituationKind) -> None:
    purpose = REPORT_PURPOSES[kind]
    running = Clock.objects.filter(purpose=purpose, subject=incident.pk, status=ClockStatus.RUNNING).first()
    every = cadence(incident, kind)
    # Before anybody answers nothing is due; and a further report before the next stretch begins moves no prompt.
    if running is None or asked.exam_at < running.due_at - every:
        return
    clocks.meet(asked, purpose=purpose, subjects=[incident.pk])
    prompt(asked, incident, kind, due_at=running.due_at + every)


@act
def mark_situation_missed(
    asked: Asked, *, incident_id: UUID, kind: SituationKind, clock_id: UUID, rung: str
) -> SituationMissed | None:
    """No report came at its minute: that shows until one comes, and the next prompt runs to its own minute.

    None where the incident is over, or nobody answers for it any longer.
    """
    incident = lock_by_id(incident_id)
    if not incident.is_open or incident.status in UNANSWERED:
        return None

    due_at, every = Clock.objects.values_list("due_at", flat=True).get(pk=clock_id), cadence(incident, kind)
    missed = passed_since(due_at, asked.exam_at, every)
    prompt(asked, incident, kind, due_at=due_at + missed * every)
    write(asked, incident, LogKind.SITUATION_MISSED, code=kind)
    return told(
        incident,
        SituationMissed(incident=incident.pk, number=incident.number, situation_kind=kind, missed=missed, rung=rung),
    )
