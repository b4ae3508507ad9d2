"""What follows of itself about bags: a drill's own, papers in use; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from exams.events import DrillMade
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading
from paper_custody import services
from paper_custody.events import (
    AnswersStored,
    BagsArrived,
    BagsCollected,
    BagsHandedOn,
    BagsHandedOver,
    BagsIsolated,
    BagsIssuedToRooms,
    BagsLoaded,
    BagsOpened,
    BagsReceived,
    BagsReleased,
    BagsReturned,
    BagsSealed,
    BagsStored,
    BagsVoided,
    LeftoversDestroyed,
    LeftoversKept,
    OpenedOutsideWindow,
    RoomPapersAccepted,
    SpareOpened,
    VehicleChanged,
)
from paper_custody.models import BagStep, Handover, Seal
from paper_custody.selectors.lists import list_of
from paper_custody.services.sealing import seals_hash
from venues.events import MilestoneReached
from venues.services import set_gate
from venues.states import Gate, GateState

GIVEN_OUT = "papers_distributed"


# One row per bag under the fact's entry: a handover by giver and receiver, a step by the two of a place.
PASSED = (
    BagsReceived, BagsLoaded, BagsArrived, BagsHandedOver, BagsReturned, AnswersStored, BagsHandedOn,
    VehicleChanged,
)  # fmt: skip


STEPPED = (
    BagsStored, BagsIssuedToRooms, BagsOpened, OpenedOutsideWindow, BagsCollected, RoomPapersAccepted, BagsIsolated,
    BagsReleased, BagsVoided, LeftoversKept, LeftoversDestroyed,
)  # fmt: skip


@react(DrillMade)
def a_drill_gets_bags_of_its_own(fact: DrillMade, asked: Asked) -> None:
    """Read in the real exam's scope, then write in the drill's."""
    with reading(SYSTEM, fact.real):
        rows = list_of(fact.real)
    services.make_drill_bags(asked, real=fact.real, rows=rows)


@react(MilestoneReached)
def papers_are_in_use(fact: MilestoneReached, asked: Asked) -> None:
    """The venue told that papers were given out: nobody is asked to tell it of the bags again."""
    if fact.milestone == GIVEN_OUT:
        services.begin_use(asked, venue=fact.venue, session=fact.session, rooms_except=fact.rooms_except)


@react(BagsArrived)
def a_venue_has_its_papers(fact: BagsArrived, asked: Asked) -> None:
    """One of the gates of its readiness. A venue that lacks a bag says for itself whether it is ready."""
    if not fact.left_out:
        set_gate(asked, venue=fact.venue, gate=Gate.PAPER, state=GateState.READY, source="paper_custody")


def _passed_otherwise(fact: Any, entry_id: UUID) -> Iterator[str]:
    rows = Handover.objects.filter(entry_id=entry_id).values_list("bag__code", "giver_id", "receiver_id")
    written = {(code, giver, receiver) for code, giver, receiver in rows}
    yield from _differences(written, {(code, fact.giver, fact.receiver) for code in fact.bags}, fact.bags)


def _stepped_otherwise(fact: Any, entry_id: UUID) -> Iterator[str]:
    rows = BagStep.objects.filter(entry_id=entry_id).values_list("bag__code", "first_id", "second_id")
    written = {(code, first, second) for code, first, second in rows}
    yield from _differences(written, {(code, fact.first, fact.second) for code in fact.bags}, fact.bags)


def _differences(
    written: set[tuple[str, UUID, UUID]], told: set[tuple[str, UUID, UUID]], codes: Sequence[str]
) -> Iterator[str]:
    for code, _one, _other in sorted(written ^ told, key=str):
        yield f"bag {code} was not moved as told" if code in codes else f"bag {code} was moved and not told of"


for _passed in PASSED:
    agrees(_passed)(_passed_otherwise)


for _stepped in STEPPED:
    agrees(_stepped)(_stepped_otherwise)


@agrees(SpareOpened)
def the_spare_is_as_opened(fact: SpareOpened, entry_id: UUID) -> Iterator[str]:
    """One bag, by two."""
    rows = BagStep.objects.filter(entry_id=entry_id).values_list("bag__code", "first_id", "second_id")
    if list(rows) != [(fact.bag, fact.first, fact.second)]:
        yield f"spare bag {fact.bag} is not as opened"


@agrees(BagsSealed)
def the_seals_are_as_applied(fact: BagsSealed, entry_id: UUID) -> Iterator[str]:
    """Every seal that was applied then, by the hash that the fact commits to."""
    rows = Seal.objects.filter(entry_id=entry_id).values_list("bag__code", "container__code", "number")
    seals = [(bag or box or "", number) for bag, box, number in rows]
    if (tuple(sorted(code for code, _number in seals)), seals_hash(seals)) != (fact.sealed, fact.seals_hash):
        yield f"seals of {fact.venue} are not as applied"
