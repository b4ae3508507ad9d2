"""What follows of itself: a drill's bags, escorts that are missed, papers in use; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from clocks.events import ClockRanOut
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
    EscortDeparted,
    OpenedOutsideWindow,
    RoomCountDifferenceFound,
    RoomPapersAccepted,
    RoomsCounted,
    RouteDrawn,
    SpareOpened,
    VehicleChanged,
    VoiceCheckKept,
)
from paper_custody.models import BagStep, CrewMember, Escort, Handover, RoomCount, Route, Seal, VoiceCheck
from paper_custody.selectors.lists import list_of
from paper_custody.services.routes import route_hash
from paper_custody.services.sealing import seals_hash
from paper_custody.states import Purpose
from paper_custody.states.roads import GateStatus
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
    BagsReleased, BagsVoided,
)  # fmt: skip


@react(DrillMade)
def a_drill_gets_bags_of_its_own(fact: DrillMade, asked: Asked) -> None:
    """Read in the real exam's scope, then write in the drill's."""
    with reading(SYSTEM, fact.real):
        rows = list_of(fact.real)
    services.make_drill_bags(asked, real=fact.real, rows=rows)


@react(ClockRanOut)
def an_escort_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Expected, and not there: no position is needed to know it."""
    if fact.purpose == Purpose.ESCORT:
        services.miss_escort(asked, escort_id=fact.subject)


@react(ClockRanOut)
def a_call_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Nothing was heard of an escort in time."""
    if fact.purpose == Purpose.VOICE_CHECK:
        services.miss_voice_check(asked, escort_id=fact.subject)


@react(ClockRanOut)
def a_time_gate_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Expected there, and nobody told of it: no position is needed to know it."""
    if fact.purpose == Purpose.GATE:
        services.miss_gate(asked, gate_id=fact.subject)


@react(VoiceCheckKept)
def a_gate_was_passed_too_early(fact: VoiceCheckKept, asked: Asked) -> None:
    """Early is as wrong as late."""
    if fact.gate is not None and fact.gate_status == GateStatus.EARLY:
        services.tell_early(asked, escort_id=fact.escort, gate=fact.gate)


@react(BagsArrived)
def an_arrival_is_held_against_its_window(fact: BagsArrived, asked: Asked) -> None:
    """Where the route has a window for it."""
    services.judge_arrival(asked, escort_id=fact.escort)


@react(AnswersStored)
def a_return_is_held_against_its_window(fact: AnswersStored, asked: Asked) -> None:
    """Where the route has a window for it."""
    services.judge_arrival(asked, escort_id=fact.escort)


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


@agrees(RoomsCounted)
def the_counts_balance(fact: RoomsCounted, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms, all of them balanced."""
    yield from _count_differences(fact, entry_id, differing=())


@agrees(RoomCountDifferenceFound)
def the_counts_differ(fact: RoomCountDifferenceFound, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms, and those that do not balance."""
    yield from _count_differences(fact, entry_id, differing=fact.differing)


def _count_differences(
    fact: RoomsCounted | RoomCountDifferenceFound, entry_id: UUID, *, differing: tuple[str, ...]
) -> Iterator[str]:
    counts = list(RoomCount.objects.filter(entry_id=entry_id).values_list("room__number", "balanced"))
    rooms = tuple(sorted({number for number, _balanced in counts}))
    wrong = tuple(sorted({number for number, balanced in counts if not balanced}))
    if (rooms, wrong) != (fact.rooms, differing):
        yield f"counts of {fact.venue} in {fact.session} are not as told"


@agrees(EscortDeparted)
def the_escort_is_as_departed(fact: EscortDeparted, entry_id: UUID) -> Iterator[str]:
    """A run of that venue that has left."""
    if not Escort.objects.filter(pk=fact.escort, venue__code=fact.venue, departed_at__isnull=False).exists():
        yield f"escort {fact.escort} is not as departed"


def _crew_otherwise(fact: Any, entry_id: UUID) -> Iterator[str]:
    aboard = set(CrewMember.objects.filter(entry_id=entry_id).values_list("person_id", flat=True))
    if aboard != set(fact.crew):
        yield f"the crew of escort {fact.escort} is not as told"


for _crewed in (BagsLoaded, BagsReturned, VehicleChanged):
    agrees(_crewed)(_crew_otherwise)


@agrees(RouteDrawn)
def the_route_is_as_drawn(fact: RouteDrawn, entry_id: UUID) -> Iterator[str]:
    """Line, width, stops and gates, by the hash that the fact commits to."""
    route = Route.objects.filter(pk=fact.route, entry_id=entry_id).first()
    if route is None or route_hash(route) != fact.content_hash:
        yield f"route {fact.route} is not as drawn"


@agrees(VoiceCheckKept)
def the_call_is_as_keyed(fact: VoiceCheckKept, entry_id: UUID) -> Iterator[str]:
    """One call, with its answer and who gave it."""
    rows = VoiceCheck.objects.filter(entry_id=entry_id).values_list("escort_id", "answer", "spoke_with_id")
    if list(rows) != [(fact.escort, fact.answer, fact.spoke_with)]:
        yield f"a call to escort {fact.escort} is not as keyed in"
