"""Checks of ``verify_journal`` for how an incident was run: roles, call-outs, reports, the county's own decisions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from uuid import UUID

from incidents.events import (
    CallOutConfirmed,
    CallOutKeyed,
    CallOutsWaived,
    ChoiceCorrected,
    ChoiceMade,
    ChoiceReviewed,
    FileAdded,
    RoleHandedOver,
    RoleLaidDown,
    RoleTaken,
    RoleTakenOver,
    SituationReported,
    UnitsCalledOut,
)
from incidents.handlers.audit import agrees_of
from incidents.models import CallOut, Choice, ChoiceReview, IncidentFile, LogEntry, RoleTenure, Situation
from incidents.services.log import words_hash
from incidents.states import LogKind


@agrees_of(RoleTaken)
def role_is_as_taken(fact: RoleTaken, entry_id: UUID) -> Iterator[str]:
    """Who took it."""
    if not _began(entry_id, fact.role, fact.person):
        yield f"the {fact.role} of incident {fact.number} was taken by somebody else"


@agrees_of(RoleHandedOver)
def role_is_as_handed_over(fact: RoleHandedOver, entry_id: UUID) -> Iterator[str]:
    """Who gave, who received, and that nothing lies between."""
    if not _passed(entry_id, fact.role, fact.giver, fact.receiver):
        yield f"the {fact.role} of incident {fact.number} was not handed over so"


@agrees_of(RoleTakenOver)
def role_is_as_taken_over(fact: RoleTakenOver, entry_id: UUID) -> Iterator[str]:
    """From whom, by whom, and who approved it."""
    approved = RoleTenure.objects.filter(entry_id=entry_id, approver=fact.approver).exists()
    if not approved or not _passed(entry_id, fact.role, fact.before, fact.person):
        yield f"the {fact.role} of incident {fact.number} was not taken over so"


@agrees_of(RoleLaidDown)
def role_is_as_laid_down(fact: RoleLaidDown, entry_id: UUID) -> Iterator[str]:
    """Who laid it down."""
    if not RoleTenure.objects.filter(end_entry_id=entry_id, role=fact.role, person=fact.person).exists():
        yield f"the {fact.role} of incident {fact.number} was not laid down so"


def _began(entry_id: UUID, role: str, person: UUID) -> RoleTenure | None:
    return RoleTenure.objects.filter(entry_id=entry_id, role=role, person=person).first()


def _passed(entry_id: UUID, role: str, giver: UUID, receiver: UUID) -> bool:
    after = _began(entry_id, role, receiver)
    before = RoleTenure.objects.filter(end_entry_id=entry_id, role=role, person=giver).first()
    return after is not None and before is not None and before.ended_at == after.started_at


@agrees_of(UnitsCalledOut)
def units_are_as_called(fact: UnitsCalledOut, entry_id: UUID) -> Iterator[str]:
    """Every unit, and no other."""
    rows = CallOut.objects.filter(entry_id=entry_id).order_by("number").values_list("number", "party")
    if list(rows) != list(zip(fact.calls, fact.parties, strict=True)):
        yield f"the departments called out for incident {fact.number} are not those called"


@agrees_of(CallOutConfirmed)
def confirmation_is_as_given(fact: CallOutConfirmed, entry_id: UUID) -> Iterator[str]:
    """Which unit, and who confirmed for it."""
    if not CallOut.objects.filter(answer_id=entry_id, number=fact.call, confirmed_by=fact.person).exists():
        yield f"call-out {fact.call} of incident {fact.number} was confirmed by somebody else"


@agrees_of(CallOutKeyed)
def confirmation_is_as_keyed(fact: CallOutKeyed, entry_id: UUID) -> Iterator[str]:
    """Which unit, who spoke for it, and when."""
    row = CallOut.objects.filter(answer_id=entry_id, number=fact.call).first()
    if row is None or row.confirmed_at is None or row.confirmed_at != dt.datetime.fromisoformat(fact.spoken_at):
        yield f"call-out {fact.call} of incident {fact.number} was not confirmed so"
    elif words_hash(row.caller) != fact.caller_hash:
        yield f"who confirmed call-out {fact.call} of incident {fact.number} was changed"


@agrees_of(CallOutsWaived)
def calls_are_as_waived(fact: CallOutsWaived, entry_id: UUID) -> Iterator[str]:
    """Each has its line of the log with the reason."""
    lines = LogEntry.objects.filter(entry_id=entry_id, kind=LogKind.CALL_WAIVED).values_list("words", flat=True)
    if len(lines) != len(fact.calls) or any(words_hash(words) != fact.words_hash for words in lines):
        yield f"the confirmations waived in incident {fact.number} are not as waived"


@agrees_of(SituationReported)
def situation_is_as_reported(fact: SituationReported, entry_id: UUID) -> Iterator[str]:
    """What was reported."""
    row = Situation.objects.filter(entry_id=entry_id, number=fact.situation, kind=fact.situation_kind).first()
    if row is None or words_hash(row.standing, row.doing, row.needs) != fact.words_hash:
        yield f"situation report {fact.situation} of incident {fact.number} is not as given"


@agrees_of(ChoiceMade)
def choice_is_as_made(fact: ChoiceMade, entry_id: UUID) -> Iterator[str]:
    """Everything that was said of it, and who decided."""
    if not _is_as_told(fact, entry_id):
        yield f"decision {fact.choice} of the county in incident {fact.number} is not as made"


@agrees_of(ChoiceCorrected)
def choice_is_as_corrected(fact: ChoiceCorrected, entry_id: UUID) -> Iterator[str]:
    """The same, and which record it puts right."""
    corrects = Choice.objects.filter(entry_id=entry_id).values_list("corrects__number", flat=True).first()
    if corrects != fact.corrects or not _is_as_told(fact, entry_id):
        yield f"decision {fact.choice} of the county in incident {fact.number} is not as corrected"


def _is_as_told(fact: ChoiceMade | ChoiceCorrected, entry_id: UUID) -> bool:
    row = Choice.objects.filter(entry_id=entry_id, number=fact.choice, decider=fact.decider).first()
    if row is None:
        return False
    return words_hash(row.matter, *row.options, str(row.chosen), row.reason, row.risk) == fact.words_hash


@agrees_of(ChoiceReviewed)
def review_is_as_given(fact: ChoiceReviewed, entry_id: UUID) -> Iterator[str]:
    """Who reviewed it."""
    rows = ChoiceReview.objects.filter(entry_id=entry_id, choice__number=fact.choice, reviewer=fact.reviewer)
    if not rows.exists():
        yield f"decision {fact.choice} of the county in incident {fact.number} was reviewed by somebody else"


@agrees_of(FileAdded)
def file_is_as_added(fact: FileAdded, entry_id: UUID) -> Iterator[str]:
    """Its bytes, by their hash."""
    row = IncidentFile.objects.filter(entry_id=entry_id, number=fact.file).first()
    if row is None or hashlib.sha256(bytes(row.content)).hexdigest() != fact.sha256:
        yield f"file {fact.file} of incident {fact.number} is not as added"
