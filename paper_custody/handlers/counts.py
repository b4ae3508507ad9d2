"""Checks for ``verify_journal`` of counts, and what follows from handovers entered from paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody.events import (
    CountDeclaredWrong,
    HandoverEnteredFromPaper,
    PaperCallKeyed,
    RoomCountDifferenceFound,
    RoomsCounted,
    RoomsCountedAlone,
)
from paper_custody.models import BlindCount, CountAgreement, PaperCall, PaperForm, RoomCount, WrongCount
from paper_custody.states import Step
from venues.services import set_gate
from venues.states import Gate, GateState


@react(HandoverEnteredFromPaper)
def a_venue_got_its_papers_on_paper(fact: HandoverEnteredFromPaper, asked: Asked) -> None:
    """An arrival that was signed on paper opens the same gate."""
    if fact.step == Step.ARRIVE and not fact.left_out and len(fact.venues) == 1:
        set_gate(asked, venue=fact.venues[0], gate=Gate.PAPER, state=GateState.READY, source="paper_custody")


@agrees(HandoverEnteredFromPaper)
def the_form_is_as_entered(fact: HandoverEnteredFromPaper, entry_id: UUID) -> Iterator[str]:
    """Its number, its time, both clerks, and the bags on it."""
    told = {"entry_id": entry_id, "number": fact.form, "signed_at": fact.signed_at}
    form = PaperForm.objects.filter(**told, first=fact.first, second=fact.second).first()
    bags = set() if form is None else set(form.passages.values_list("bag__code", flat=True))
    if bags != set(fact.bags):
        yield f"form {fact.form} is not as entered"


@agrees(PaperCallKeyed)
def the_call_is_as_keyed(fact: PaperCallKeyed, entry_id: UUID) -> Iterator[str]:
    """What was told, of which venue, and when."""
    told = {"pk": fact.call, "entry_id": entry_id, "kind": fact.told, "called_at": fact.called_at}
    if not PaperCall.objects.filter(**told, venue__code=fact.venue, session__code=fact.session).exists():
        yield f"the call about {fact.venue} is not as keyed"


@agrees(RoomsCounted)
def the_counts_balance(fact: RoomsCounted, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms, all of them balanced."""
    yield from _count_differences(fact, entry_id, differing=())


@agrees(RoomCountDifferenceFound)
def the_counts_differ(fact: RoomCountDifferenceFound, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms: of two together, which do not balance, or of one, which is not what another found."""
    if not BlindCount.objects.filter(entry_id=entry_id).exists():
        yield from _count_differences(fact, entry_id, differing=fact.differing)
        return
    yield from _alone_otherwise(fact, entry_id, counter=fact.second)
    if agreed := _agreed_in_full(entry_id) & set(fact.differing):
        yield f"counts of {sorted(agreed)} in {fact.session} do not differ"


@agrees(RoomsCountedAlone)
def the_rooms_were_counted_by_one(fact: RoomsCountedAlone, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms by this person, and what another had found before him."""
    yield from _alone_otherwise(fact, entry_id, counter=fact.counter)
    if set(fact.agreed) - _rooms_of(CountAgreement.objects.filter(entry_id=entry_id)):
        yield f"counts of {fact.venue} in {fact.session} do not agree as told"


@agrees(CountDeclaredWrong)
def the_count_was_declared_wrong(fact: CountDeclaredWrong, entry_id: UUID) -> Iterator[str]:
    """By these two, of that entry."""
    told = {"entry_id": entry_id, "about": fact.about, "first": fact.first, "second": fact.second}
    if not WrongCount.objects.filter(**told).exists():
        yield f"the count under {fact.about} was not declared wrong as told"


def _alone_otherwise(
    fact: RoomsCountedAlone | RoomCountDifferenceFound, entry_id: UUID, *, counter: UUID
) -> Iterator[str]:
    rows = BlindCount.objects.filter(entry_id=entry_id)
    if _rooms_of(rows) != set(fact.rooms) or set(rows.values_list("counter", flat=True)) != {counter}:
        yield f"counts of {fact.venue} in {fact.session} are not as told"


def _rooms_of(rows: QuerySet[Any]) -> set[str]:
    return set(rows.values_list("room__number", flat=True))


def _agreed_in_full(entry_id: UUID) -> set[str]:
    """The rooms of which everything that was counted under this entry agrees."""
    what = ("room__number", "subject", "material")
    counted = set(BlindCount.objects.filter(entry_id=entry_id).values_list(*what))
    agreed = set(CountAgreement.objects.filter(entry_id=entry_id).values_list(*what))
    return {row[0] for row in agreed} - {row[0] for row in counted - agreed}


def _count_differences(
    fact: RoomsCounted | RoomCountDifferenceFound, entry_id: UUID, *, differing: tuple[str, ...]
) -> Iterator[str]:
    counts = list(RoomCount.objects.filter(entry_id=entry_id).values_list("room__number", "balanced"))
    rooms = tuple(sorted({number for number, _balanced in counts}))
    wrong = tuple(sorted({number for number, balanced in counts if not balanced}))
    if (rooms, wrong) != (fact.rooms, differing):
        yield f"counts of {fact.venue} in {fact.session} are not as told"
