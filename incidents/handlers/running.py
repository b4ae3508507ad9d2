"""What follows of itself while an incident runs: units are called, and who does not confirm is told upward."""

from __future__ import annotations

from typing import Any

from clocks.events import ClockRanOut
from incidents import services
from incidents.events import TWINS, DecisionRecorded, IncidentOpened, LevelChanged
from incidents.selectors.situations import KIND_OF
from incidents.states import Openness, Purpose
from journal.cursors import react
from kernel.act import Asked


@react(IncidentOpened)
def units_are_called_where_the_plan_says_so(fact: IncidentOpened, asked: Asked) -> None:
    """All of them by one act, whoever opened it."""
    services.call_plan_out(asked, incident_id=fact.incident)


@react(TWINS[Openness.RESTRICTED][IncidentOpened])
def units_are_called_for_a_restricted_one_too(fact: Any, asked: Asked) -> None:
    """They learn its number and whom to ring. Those of an escort are called by nobody but by hand."""
    services.call_plan_out(asked, incident_id=fact.incident)


def _more_are_called(fact: Any, asked: Asked) -> None:
    """A higher level calls those that the lower one did not. Those of an escort are called by nobody but by hand."""
    services.call_plan_out(asked, incident_id=fact.incident)


@react(LevelChanged)
def units_are_called_when_the_level_rises(fact: LevelChanged, asked: Asked) -> None:
    """As the county itself sets it."""
    _more_are_called(fact, asked)


@react(TWINS[Openness.RESTRICTED][LevelChanged])
def units_are_called_when_a_restricted_ones_level_rises(fact: Any, asked: Asked) -> None:
    """The same."""
    _more_are_called(fact, asked)


@react(DecisionRecorded)
def units_are_called_when_a_higher_level_is_confirmed(fact: DecisionRecorded, asked: Asked) -> None:
    """As it was confirmed from above."""
    if fact.level:
        _more_are_called(fact, asked)


@react(TWINS[Openness.RESTRICTED][DecisionRecorded])
def units_are_called_when_a_restricted_ones_higher_level_is_confirmed(fact: Any, asked: Asked) -> None:
    """The same."""
    if fact.level:
        _more_are_called(fact, asked)


@react(ClockRanOut)
def a_unit_that_has_not_confirmed_is_told_upward(fact: ClockRanOut, asked: Asked) -> None:
    """Each unit has a clock of its own."""
    if fact.purpose == Purpose.CALL_OUT:
        services.mark_call_overdue(asked, call_id=fact.subject, rung=fact.rung_name)


@react(ClockRanOut)
def a_situation_report_that_did_not_come_shows(fact: ClockRanOut, asked: Asked) -> None:
    """And the next one is due at its own minute."""
    if fact.purpose in KIND_OF:
        services.mark_situation_missed(
            asked,
            incident_id=fact.subject,
            kind=KIND_OF[fact.purpose],
            clock_id=fact.clock,
            rung=fact.rung_name,
        )
