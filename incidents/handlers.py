"""What incidents do when a clock runs out, and how ``verify_journal`` checks their rows."""

from __future__ import annotations

from clocks.events import ClockRanOut
from incidents import services
from incidents.states import Purpose
from journal.cursors import react
from kernel.act import Asked

MARKED = (Purpose.REPORT_UPWARD, Purpose.CLOSE, Purpose.STEP, Purpose.REVIEW)


@react(ClockRanOut)
def climb_while_nobody_answers(fact: ClockRanOut, asked: Asked) -> None:
    """The next rung is told. Above the last there is nobody, and the silence itself is marked."""
    if fact.purpose != Purpose.ACKNOWLEDGE:
        return
    if fact.rung_name:
        services.climb(asked, incident_id=fact.subject, rung=fact.rung_name)
    else:
        services.mark_overdue(asked, purpose=Purpose.ACKNOWLEDGE, subject=fact.subject, rung="")


@react(ClockRanOut)
def take_back_an_idle_acknowledgement(fact: ClockRanOut, asked: Asked) -> None:
    """Acknowledged is not acted."""
    if fact.purpose == Purpose.FIRST_ACTION:
        services.let_lapse(asked, incident_id=fact.subject)


@react(ClockRanOut)
def mark_what_was_not_done_in_time(fact: ClockRanOut, asked: Asked) -> None:
    """A step, the report upward, the close or the review is overdue."""
    if fact.purpose in MARKED:
        services.mark_overdue(asked, purpose=Purpose(fact.purpose), subject=fact.subject, rung=fact.rung_name)
