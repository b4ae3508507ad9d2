"""Triage: what was told to the desk waits for a judgement, and is taken up by an incident or answered as none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from clocks import services as clocks
from clocks.services import Deadline, Rung
from incidents.errors import ReferenceMissing, TipJudged
from incidents.events import FindingAttached, IncidentOpened, TipAnswered, TipOverdue, TipTaken
from incidents.models import CALLER, REFERENCE, Origin, Tip
from incidents.policies import check_may_enter, check_not_over, check_said, check_triages
from incidents.services.log import lock_incident, person_of, words_hash
from incidents.services.opening import FirstReport, attach, open_as, opening_of, place_of, take_turn
from incidents.states import TIP_TRANSITIONS, OriginKind, Purpose, TipMove, TipStatus
from kernel.act import Asked, act
from kernel.sealing import seal
from kernel.transitions import after
from kernel.words import check_words
from organisation.policies import require
from organisation.states import Capability

# As long as an incident of the least level has to be answered (incidents/catalogue/ladder.yaml) [P].
TRIAGE_WITHIN = dt.timedelta(minutes=10)
TELLS = "duty_officer"


@dataclass(frozen=True, slots=True)
class TipTold:
    """What was told to the desk: by which way, where it can be found again, of which venue, and in what words."""

    kind: OriginKind
    reference: str
    words: str
    venue: str = ""


@act
def take_tip(asked: Asked, *, told: TipTold) -> TipTaken:
    """Put on record what was told, to be judged within ten minutes. It may be no incident at all.

    Refuses it without a reference by which it can be found again, and words with an ID number.
    """
    exam, unit = place_of(asked, told.venue)
    check_triages(asked.actor, exam.scope)
    check_said(told.words)
    check_words(told.reference)
    if not told.reference.strip():
        raise ReferenceMissing

    take_turn(exam)
    last = Tip.objects.filter(exam=exam).aggregate(last=Max("number"))["last"]
    tip = Tip.objects.create(
        exam=exam,
        scope=exam.scope,
        number=(last or 0) + 1,
        kind=told.kind,
        reference_sealed=seal(told.reference.strip(), column=REFERENCE),
        venue=unit,
        words=told.words.strip(),
        told_at=asked.exam_at,
        person_id=person_of(asked),
        entry_id=asked.act_id,
    )
    due = Deadline(Purpose.TRIAGE, tip.pk, asked.exam_at + TRIAGE_WITHIN, rungs=[Rung(TELLS, dt.timedelta())])
    clocks.start(asked, scope=tip.scope, deadlines=[due])

    return TipTaken(
        tip=tip.pk,
        number=tip.number,
        source=tip.kind,
        venue=None if unit is None else unit.code,
        words_hash=words_hash(tip.reference, tip.words),
    )


@act
def promote_tip(asked: Asked, *, number: int, report: FirstReport) -> IncidentOpened:
    """Open an incident of it: the incident came from there, and links back to it (features A3).

    Venue and words are those that were told, unless the report says otherwise.
    """
    tip = lock_tip(asked, number)
    check_triages(asked.actor, tip.scope)
    check_waiting(tip)
    exam, unit = place_of(asked, report.venue)
    unit = unit or tip.venue
    require(asked.actor, Capability.OPEN_INCIDENT, exam.scope if unit is None else unit.path)

    origin = _origin(tip, words=report.words.strip() or tip.words)
    fact = open_as(asked, opening_of(asked, exam, unit, report=report, origin=origin))
    _judge(asked, tip, TipMove.TAKE_UP, incident_id=fact.incident)
    return fact


@act
def attach_tip(asked: Asked, *, number: int, incident: int) -> FindingAttached:
    """It is told of an incident that is open already: it belongs to that one, as a further origin."""
    tip = lock_tip(asked, number)
    check_triages(asked.actor, tip.scope)
    check_waiting(tip)
    found = lock_incident(asked, incident)
    check_may_enter(found, asked.actor)
    check_not_over(found)

    fact = attach(asked, found, _origin(tip, words=tip.words))
    _judge(asked, tip, TipMove.TAKE_UP, incident_id=found.pk)
    return fact


@act
def answer_tip(asked: Asked, *, number: int, words: str) -> TipAnswered:
    """It is no incident, for the reason given. It stays on record with who judged it."""
    tip = lock_tip(asked, number)
    check_triages(asked.actor, tip.scope)
    check_said(words)
    check_waiting(tip)

    _judge(asked, tip, TipMove.ANSWER, reason=words.strip())
    return TipAnswered(tip=tip.pk, number=tip.number, words_hash=words_hash(tip.reason))


@act
def mark_tip_overdue(asked: Asked, *, tip_id: UUID, rung: str) -> TipOverdue | None:
    """Nobody judged it in time: the next one is told. None where somebody has meanwhile."""
    tip = Tip.objects.select_for_update().get(pk=tip_id)
    if tip.status != TipStatus.WAITING:
        return None

    tip.overdue_at = asked.exam_at
    tip.save(update_fields=["overdue_at"])
    return TipOverdue(tip=tip.pk, number=tip.number, rung=rung)


def lock_tip(asked: Asked, number: int) -> Tip:
    """The one of this number. Whoever judges it next waits here."""
    return Tip.objects.select_for_update(of=("self",)).select_related("venue").get(exam=asked.exam_id, number=number)


def check_waiting(tip: Tip) -> None:
    """Refuse one that somebody has judged."""
    if tip.status != TipStatus.WAITING:
        raise TipJudged(number=tip.number, status=tip.status)


def _origin(tip: Tip, *, words: str) -> Origin:
    return Origin(
        kind=tip.kind,
        cause_id=tip.entry_id,
        fact_kind=TipTaken.kind,
        caller_sealed=seal(tip.reference, column=CALLER),
        words=words,
    )


def _judge(asked: Asked, tip: Tip, how: TipMove, *, incident_id: UUID | None = None, reason: str = "") -> None:
    tip.status = after(TIP_TRANSITIONS, TipStatus(tip.status), how)
    tip.incident_id, tip.reason = incident_id, reason
    tip.judged_by_id, tip.judged_at = person_of(asked), asked.exam_at
    tip.save(update_fields=["status", "incident", "reason", "judged_by", "judged_at"])
    clocks.meet(asked, purpose=Purpose.TRIAGE, subjects=[tip.pk])
