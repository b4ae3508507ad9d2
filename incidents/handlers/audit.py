"""Checks of ``verify_journal``: what was written under an entry is what its fact says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from incidents.events import (
    FACTS,
    TWINS,
    ChoiceCorrected,
    ChoiceMade,
    DecisionRecorded,
    FindingAttached,
    IncidentAcknowledged,
    IncidentClosed,
    IncidentOpened,
    LessonRecorded,
    LevelChanged,
    NothingLearnt,
    PlansLoaded,
    RequestSent,
    SituationReported,
    StepDone,
    StepsWaived,
)
from incidents.gateways import hash_of
from incidents.models import Decision, Incident, IncidentStep, Lesson, LogEntry, Origin, PlanVersion, Request
from incidents.services.log import words_hash
from incidents.states import Learnt
from journal.audit import agrees
from kernel.events import DomainEvent

Check = Callable[[Any, UUID], Iterable[str]]


def agrees_of(fact: type[DomainEvent]) -> Callable[[Check], Check]:
    """Register a check for a fact and for its twins."""

    def register(check: Check) -> Check:
        for twins in TWINS.values():
            agrees(twins[fact])(check)
        return agrees(fact)(check)

    return register


@agrees(PlansLoaded)
def versions_are_as_loaded(fact: PlansLoaded, entry_id: UUID) -> Iterator[str]:
    """Each version, and that its text has the hash that it came with."""
    rows = {
        f"{row.plan.code}/{row.number}": row
        for row in PlanVersion.objects.filter(entry_id=entry_id).select_related("plan")
    }
    if set(rows) != set(fact.plans):
        yield f"the plans loaded are not those on record under {entry_id}"
    elif hash_of([hash_of(rows[name].content) for name in fact.plans]) != fact.content_hash:
        yield f"a plan loaded under {entry_id} has another text"


@agrees_of(IncidentOpened)
def incident_is_as_opened(fact: IncidentOpened, entry_id: UUID) -> Iterator[str]:
    """What never changes of it: number, plan as frozen, scope, where it came from, and what was told in words."""
    row = Incident.objects.filter(pk=fact.incident, entry_id=entry_id).select_related("venue").first()
    origin = Origin.objects.filter(entry_id=entry_id, incident=fact.incident).first()
    if row is None or origin is None:
        yield f"incident {fact.number} is not there"
        return
    venue = None if row.venue is None else row.venue.code
    if (row.number, row.plan_code, row.scope, venue) != (fact.number, fact.plan, fact.scope, fact.venue):
        yield f"incident {fact.number} is not as opened"
    if hash_of(row.run) != fact.run_hash:
        yield f"the frozen plan of incident {fact.number} was changed"
    if (origin.kind, origin.cause_id) != (fact.origin, fact.cause):
        yield f"incident {fact.number} came from elsewhere"
    if words_hash(row.place, row.words, origin.caller) != fact.words_hash:
        yield f"the words of incident {fact.number} were changed"


@agrees_of(FindingAttached)
def finding_is_as_attached(fact: FindingAttached, entry_id: UUID) -> Iterator[str]:
    """The link to what was found."""
    rows = Origin.objects.filter(entry_id=entry_id, incident=fact.incident, kind=fact.origin, cause=fact.cause)
    if not rows.exists():
        yield f"a finding is not attached to incident {fact.number}"


@agrees_of(IncidentAcknowledged)
def answer_is_as_given(fact: IncidentAcknowledged, entry_id: UUID) -> Iterator[str]:
    """Who answered."""
    if not LogEntry.objects.filter(entry_id=entry_id, person=fact.commander).exists():
        yield f"incident {fact.number} was acknowledged by somebody else"


@agrees_of(LevelChanged)
def level_is_as_changed(fact: LevelChanged, entry_id: UUID) -> Iterator[str]:
    """The level that was set."""
    if not LogEntry.objects.filter(entry_id=entry_id, code=fact.level).exists():
        yield f"the level of incident {fact.number} was another one"


@agrees_of(StepDone)
def step_is_as_done(fact: StepDone, entry_id: UUID) -> Iterator[str]:
    """The step; a repeated one leaves a line of the log only."""
    if not LogEntry.objects.filter(entry_id=entry_id, step__number=fact.step).exists():
        yield f"step {fact.step} of incident {fact.number} is not the one done"


@agrees_of(StepsWaived)
def steps_are_as_waived(fact: StepsWaived, entry_id: UUID) -> Iterator[str]:
    """The steps, and the reason."""
    rows = dict(IncidentStep.objects.filter(entry_id=entry_id).values_list("number", "words"))
    if set(rows) != set(fact.steps) or {words_hash(words) for words in rows.values()} != {fact.words_hash}:
        yield f"the steps waived of incident {fact.number} are not as waived"


@agrees_of(RequestSent)
def request_is_as_sent(fact: RequestSent, entry_id: UUID) -> Iterator[str]:
    """Whom it went to, and about what."""
    row = Request.objects.filter(entry_id=entry_id, incident=fact.incident).first()
    if row is None or (row.number, row.to, row.matter) != (fact.request, fact.to, fact.matter):
        yield f"request {fact.request} of incident {fact.number} is not as sent"


@agrees_of(DecisionRecorded)
def decision_is_as_recorded(fact: DecisionRecorded, entry_id: UUID) -> Iterator[str]:
    """Who decided what, under which document number."""
    row = Decision.objects.filter(entry_id=entry_id, incident=fact.incident).first()
    if row is None or (row.number, row.authority, row.matter, row.outcome, row.level) != (
        fact.decision,
        fact.authority,
        fact.matter,
        fact.outcome,
        fact.level,
    ):
        yield f"decision {fact.decision} of incident {fact.number} is not as recorded"
    elif words_hash(row.decided_by, row.document, row.words) != fact.words_hash:
        yield f"the words of decision {fact.decision} of incident {fact.number} were changed"


@agrees_of(IncidentClosed)
def end_is_as_told(fact: IncidentClosed, entry_id: UUID) -> Iterator[str]:
    """By whom it was proposed and commanded; who closed it is neither."""
    row = Incident.objects.filter(pk=fact.incident, closed_at__isnull=False).first()
    if row is None or (row.proposed_by_id, row.commander_id) != (fact.proposed_by, fact.commander):
        yield f"incident {fact.number} did not end as told"


@agrees_of(LessonRecorded)
@agrees_of(NothingLearnt)
def lesson_is_as_recorded(fact: LessonRecorded | NothingLearnt, entry_id: UUID) -> Iterator[str]:
    """Its number and its words, and whether it is one."""
    row = Lesson.objects.filter(entry_id=entry_id, incident=fact.incident, number=fact.lesson).first()
    kind = Learnt.LESSON if isinstance(fact, LessonRecorded) else Learnt.NOTHING
    if row is None or (row.kind, words_hash(row.words)) != (kind, fact.words_hash):
        yield f"lesson {fact.lesson} of incident {fact.number} is not as recorded"


# These keep their words in rows of their own, checked above or in ``running_audit``.
ELSEWHERE = {IncidentOpened, DecisionRecorded, SituationReported, ChoiceMade, ChoiceCorrected}


def log_is_as_told(fact: Any, entry_id: UUID) -> Iterator[str]:
    """Every fact leaves its line, with the words that the fact commits to."""
    lines = list(LogEntry.objects.filter(entry_id=entry_id, incident=fact.incident).values_list("words", flat=True))
    if not lines:
        yield f"the log of incident {fact.number} lacks {entry_id}"
    committed = getattr(fact, "words_hash", None)
    if committed is not None and any(words_hash(words) != committed for words in lines):
        yield f"the log of incident {fact.number} has other words under {entry_id}"


for told in FACTS:
    if told not in ELSEWHERE:
        agrees_of(told)(log_is_as_told)
