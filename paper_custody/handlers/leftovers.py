"""The day comes by itself; and checks for ``verify_journal`` of what is kept and destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clocks.events import ClockRanOut
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody.events.leftovers import (
    BagsHeld,
    BagsHeldNoLonger,
    LeftoversDestroyed,
    LeftoversKept,
    ResultsDayRecorded,
)
from paper_custody.models import BagHold, Destruction, KeptBag, ResultsDay
from paper_custody.services.leftovers import tell_leftovers_due
from paper_custody.services.secure_room import follow_bags
from paper_custody.states import Purpose
from paper_custody.states.leftovers import Witness, witnesses_hash


@react(ClockRanOut)
def leftovers_may_go(fact: ClockRanOut, asked: Asked) -> None:
    """It is kept until this day."""
    if fact.purpose == Purpose.LEFTOVERS:
        tell_leftovers_due(asked)


@react(LeftoversKept)
def the_room_keeps_what_is_left(fact: LeftoversKept, asked: Asked) -> None:
    """清空 with the last that was no leftover: what is left needs no watch."""
    follow_bags(asked)


@agrees(LeftoversKept)
def leftovers_are_as_kept(fact: LeftoversKept, entry_id: UUID) -> Iterator[str]:
    """Which bags, where, and which of them hold another number than is printed on them."""
    rows = KeptBag.objects.filter(entry_id=entry_id).values_list("bag__code", "cabinet__code", "reason")
    if {(code, cabinet) for code, cabinet, _reason in rows} != {(code, fact.cabinet) for code in fact.bags}:
        yield f"what is kept in {fact.cabinet} is not as told"
    if sorted(code for code, _cabinet, reason in rows if reason) != list(fact.differing):
        yield f"the numbers of what is kept in {fact.cabinet} are not as told"


@agrees(LeftoversDestroyed)
def leftovers_are_as_destroyed(fact: LeftoversDestroyed, entry_id: UUID) -> Iterator[str]:
    """Under which certificate, which bags, and before whose eyes."""
    row = Destruction.objects.filter(entry_id=entry_id, certificate=fact.certificate).first()
    if row is None or (row.first_id, row.second_id) != (fact.first, fact.second):
        yield f"certificate {fact.certificate} is not as signed"
        return
    if set(row.bags.values_list("kept__bag__code", flat=True)) != set(fact.bags):
        yield f"what certificate {fact.certificate} covers is not as told"
    if witnesses_hash([Witness(**one) for one in row.witnesses]) != fact.witnesses_hash:
        yield f"the witnesses of certificate {fact.certificate} were changed"


@agrees(ResultsDayRecorded)
def the_results_day_is_as_told(fact: ResultsDayRecorded, entry_id: UUID) -> Iterator[str]:
    """The day and its document."""
    if not ResultsDay.objects.filter(entry_id=entry_id, day=fact.day, document=fact.document).exists():
        yield "the day of the results is not as told"


@agrees(BagsHeld)
def bags_are_as_held(fact: BagsHeld, entry_id: UUID) -> Iterator[str]:
    """By that incident, from then on."""
    rows = BagHold.objects.filter(entry_id=entry_id, incident=fact.incident).values_list("bag__code", flat=True)
    if set(rows) != set(fact.bags):
        yield "the bags that an incident holds are not as told"


@agrees(BagsHeldNoLonger)
def holds_are_as_lifted(fact: BagsHeldNoLonger, entry_id: UUID) -> Iterator[str]:
    """All that the incident held."""
    rows = BagHold.objects.filter(lifted_entry_id=entry_id, incident=fact.incident).values_list("bag__code", flat=True)
    if set(rows) != set(fact.bags):
        yield "the bags that an incident held are not as lifted"
