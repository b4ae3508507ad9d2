"""What follows of itself on the road: escorts, calls and gates that are missed; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from clocks.events import ClockRanOut
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody import services
from paper_custody.events import (
    AnswersStored,
    BagsArrived,
    BagsLoaded,
    BagsReturned,
    EscortDeparted,
    RouteDrawn,
    VehicleChanged,
    VoiceCheckKept,
)
from paper_custody.models import CrewMember, Escort, Route, VoiceCheck
from paper_custody.services.routes import route_hash
from paper_custody.states import Purpose
from paper_custody.states.roads import GateStatus


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
def the_voice_check_is_as_keyed(fact: VoiceCheckKept, entry_id: UUID) -> Iterator[str]:
    """One call, with its answer and who gave it."""
    rows = VoiceCheck.objects.filter(entry_id=entry_id).values_list("escort_id", "answer", "spoke_with_id")
    if list(rows) != [(fact.escort, fact.answer, fact.spoke_with)]:
        yield f"a call to escort {fact.escort} is not as keyed in"
