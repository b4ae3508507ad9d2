"""What follows where nobody judges what was told to the desk; and that it is on record as told."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clocks.events import ClockRanOut
from incidents import services
from incidents.events import TipAnswered, TipTaken
from incidents.models import Tip
from incidents.services.log import words_hash
from incidents.states import Purpose
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked


@react(ClockRanOut)
def the_next_one_is_told_of_what_waits(fact: ClockRanOut, asked: Asked) -> None:
    """What was told to the desk and is forgotten there is the gap that every promise here is about."""
    if fact.purpose == Purpose.TRIAGE:
        services.mark_tip_overdue(asked, tip_id=fact.subject, rung=fact.rung_name)


@agrees(TipTaken)
def tip_is_as_told(fact: TipTaken, entry_id: UUID) -> Iterator[str]:
    """Its number, its way, and the words of it."""
    row = Tip.objects.filter(pk=fact.tip, entry_id=entry_id).first()
    if row is None or (row.number, row.kind) != (fact.number, fact.source):
        yield f"what was told as {fact.number} is not there"
    elif words_hash(row.reference, row.words) != fact.words_hash:
        yield f"the words of what was told as {fact.number} were changed"


@agrees(TipAnswered)
def tip_is_as_answered(fact: TipAnswered, entry_id: UUID) -> Iterator[str]:
    """The reason why it is none."""
    row = Tip.objects.filter(pk=fact.tip).first()
    if row is None or words_hash(row.reason) != fact.words_hash:
        yield f"the answer to what was told as {fact.number} was changed ({entry_id})"
