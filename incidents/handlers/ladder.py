"""What follows where a rung cannot be reached, where none is above, and where a deadline is near."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clocks.events import ClockRanOut, ClockWarned
from incidents import services
from incidents.events import TWINS, AcknowledgementLapsed, IncidentEscalated, IncidentOpened, RungFoundEmpty
from incidents.states import Purpose
from journal.cursors import react
from kernel.act import Asked
from kernel.events import DomainEvent

# What has a warning before it is due.
WARNED = (Purpose.REPORT_UPWARD, Purpose.CLOSE, Purpose.REVIEW)


def whoever_stands_in_is_called(fact: Any, asked: Asked) -> None:
    """The rung was told; where nobody of it can be reached, its fallback is."""
    services.call_fallback(asked, incident_id=fact.incident, rung=fact.rung)


def an_empty_rung_is_passed(fact: Any, asked: Asked) -> None:
    """Nobody is there to answer: the next rung is told at once."""
    services.climb_past(asked, incident_id=fact.incident, rung=fact.rung)


def _answered_by(fact: type[DomainEvent], handler: Callable[[Any, Asked], None]) -> None:
    """Register the handler for a fact and its twins, each under a name of its own."""
    for one in (fact, *(twins[fact] for twins in TWINS.values())):

        def answer(told: Any, asked: Asked) -> None:
            handler(told, asked)

        answer.__name__ = f"{handler.__name__}_{one.kind.rpartition('.')[2]}"
        react(one)(answer)


for told in (IncidentOpened, IncidentEscalated, AcknowledgementLapsed):
    _answered_by(told, whoever_stands_in_is_called)
_answered_by(RungFoundEmpty, an_empty_rung_is_passed)


@react(ClockRanOut)
def everybody_is_told_where_nobody_is_above(fact: ClockRanOut, asked: Asked) -> None:
    """The top rung has its time like every other, and is not the end of it."""
    if fact.purpose == Purpose.ACKNOWLEDGE and not fact.rung_name:
        services.tell_everybody(asked, incident_id=fact.subject)


@react(ClockWarned)
def whoever_answers_for_it_hears_that_a_deadline_is_near(fact: ClockWarned, asked: Asked) -> None:
    """A pre-warning goes to the one who can still keep the promise."""
    if fact.purpose in WARNED:
        services.say_deadline_is_near(asked, purpose=Purpose(fact.purpose), subject=fact.subject)
