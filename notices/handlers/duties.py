"""Clocks of other apps: whose duty it is hears that its time is near, and others that it is over (features B5).

What opens an incident is told by the incident's own ladder, and not again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from clocks.events import ClockWarned
from incidents.events import (
    OwnTextApproved,
    OwnTextEndorsed,
    OwnTextProposed,
    OwnTextRejected,
    OwnTextsApproved,
    OwnTextsEndorsed,
    OwnTextWithdrawn,
    ShippedTextsProposed,
    TipAnswered,
    TipOverdue,
)
from journal.cursors import react
from kernel.act import Asked
from kernel.events import DomainEvent
from notices import services
from notices.selectors.duties import action_owed, gate_faded, key_of, line_late, report_late, texts_wait, tip_waits
from notices.states import Matter, Stage
from paper_custody.events import (
    AnswersStored,
    BagsArrived,
    LateConvoyFound,
    ReturnMissed,
    VoiceCheckKept,
    VoiceCheckMissed,
)
from paper_custody.events.inward import InwardConvoyArrived, InwardConvoyMissed
from paper_custody.events.secure_room import ShiftHandedOver, VaultDutyMissed, VaultRoundDone, VaultRoundFoundAmiss
from paper_custody.states.secure_room import MEETS, Duty, Round
from supervision.events import (
    ActionAssigned,
    ActionDone,
    ActionDropped,
    ActionExtended,
    ActionNearDue,
    ActionOverdue,
    ActionSentBack,
)
from venues.events import (
    GateExpired,
    GateSet,
    MilestoneCorrected,
    MilestoneMissed,
    MilestoneReached,
    PaperMilestoneMissed,
    PaperMilestoneReached,
    ReportOverdue,
    ReportReceived,
)


@react(ClockWarned)
def tell_that_a_duty_is_near(fact: ClockWarned, asked: Asked) -> None:
    """A report, a round of the secure room, an arrival, a call: whoever can still keep it."""
    services.tell_that_it_is_near(asked, purpose=fact.purpose, subject=fact.subject)


@react(MilestoneMissed)
def tell_of_a_line_that_is_late(fact: MilestoneMissed, asked: Asked) -> None:
    """Whose line it is, and the county's desk when it is very late."""
    services.tell_that_it_is_late(asked, find=partial(line_late, fact=fact))


@react(PaperMilestoneMissed)
def tell_of_a_papers_line_that_is_late(fact: PaperMilestoneMissed, asked: Asked) -> None:
    """The venue itself, and of the county the few who follow papers."""
    services.tell_that_it_is_late(asked, find=partial(line_late, fact=fact))


@react(ReportOverdue)
def tell_of_a_report_that_is_late(fact: ReportOverdue, asked: Asked) -> None:
    """The venue's head, and the county's desk when it is very late."""
    services.tell_that_it_is_late(asked, find=partial(report_late, fact=fact))


@react(GateExpired)
def tell_of_a_gate_that_faded(fact: GateExpired, asked: Asked) -> None:
    """The venue's head: it is to be looked at again."""
    services.tell_that_it_is_late(asked, find=partial(gate_faded, fact=fact))


@react(TipOverdue)
def tell_of_what_nobody_judged(fact: TipOverdue, asked: Asked) -> None:
    """The next rung."""
    services.tell_that_it_is_late(asked, find=lambda _exam: tip_waits(fact.tip, fact.rung))


@react(ActionNearDue)
def tell_that_an_action_is_near(fact: ActionNearDue, asked: Asked) -> None:
    """Its owner."""
    services.tell_of_action(asked, find=lambda: action_owed(fact.action, Stage.NEAR))


@react(ActionOverdue)
def tell_of_an_action_that_is_late(fact: ActionOverdue, asked: Asked) -> None:
    """Who supervises, rung by rung."""
    services.tell_of_action(asked, find=lambda: action_owed(fact.action, Stage.LATE, rung=fact.rung))


@react(OwnTextProposed)
def tell_of_a_text_to_approve(fact: OwnTextProposed, asked: Asked) -> None:
    """Whoever may approve it, save its author."""
    services.tell_who_approves(asked, find=lambda: texts_wait(fact.scope, (fact.subject,), (fact.number,)))


@react(ShippedTextsProposed)
def tell_of_many_texts_to_approve(fact: ShippedTextsProposed, asked: Asked) -> None:
    """One notice for all of them."""
    services.tell_who_approves(asked, find=lambda: texts_wait(fact.scope, fact.subjects, fact.numbers))


@react(OwnTextEndorsed)
def tell_of_a_text_to_approve_again(fact: OwnTextEndorsed, asked: Asked) -> None:
    """Whoever may be the second."""
    services.tell_who_approves(asked, find=lambda: texts_wait(fact.scope, (fact.subject,), (fact.number,)))


@react(OwnTextsEndorsed)
def tell_of_many_texts_to_approve_again(fact: OwnTextsEndorsed, asked: Asked) -> None:
    """The same."""
    services.tell_who_approves(asked, find=lambda: texts_wait(fact.scope, fact.subjects, fact.numbers))


def _of_lines(fact: Any) -> Iterator[str]:
    for matter in (Matter.MILESTONE, Matter.PAPER_MILESTONE):
        yield key_of(matter, fact.venue, fact.session, fact.milestone)


def _of_a_report(fact: ReportReceived) -> Iterator[str]:
    yield key_of(Matter.REPORT, fact.venue, fact.session, fact.report_kind)


def _of_a_gate(fact: GateSet) -> Iterator[str]:
    yield key_of(Matter.GATE, fact.venue, fact.gate)


def _of_a_round(fact: Any) -> Iterator[str]:
    for duty in MEETS[Round(fact.round)]:
        yield key_of(Matter.VAULT_DUTY, duty)


def _of_a_shift(_fact: ShiftHandedOver) -> Iterator[str]:
    yield key_of(Matter.VAULT_DUTY, Duty.HANDOVER)


def _of_a_missed_duty(fact: VaultDutyMissed) -> Iterator[str]:
    yield key_of(Matter.VAULT_DUTY, fact.duty)


def _of_a_run(fact: Any) -> Iterator[str]:
    yield key_of(Matter.ESCORT, fact.escort)
    yield key_of(Matter.VOICE_CHECK, fact.escort)


def _of_a_return(fact: Any) -> Iterator[str]:
    yield key_of(Matter.RETURN, fact.venue)
    if fact.escort is not None:
        yield from _of_a_run(fact)


def _of_a_call(fact: Any) -> Iterator[str]:
    yield key_of(Matter.VOICE_CHECK, fact.escort)


def _of_a_convoy(fact: Any) -> Iterator[str]:
    yield key_of(Matter.CONVOY, fact.convoy)


def _of_a_tip(fact: Any) -> Iterator[str]:
    yield key_of(Matter.TRIAGE, fact.tip)


def _of_an_action(fact: Any) -> Iterator[str]:
    yield key_of(Matter.ACTION, fact.action)


def _of_a_text(fact: Any) -> Iterator[str]:
    yield key_of(Matter.OWN_TEXT, fact.scope, fact.subject, fact.number)


def _of_texts(fact: Any) -> Iterator[str]:
    for subject, number in zip(fact.subjects, fact.numbers, strict=True):
        yield key_of(Matter.OWN_TEXT, fact.scope, subject, number)


# It was done, or another way of telling it has begun: by which keys the notices of it are found.
ENDS: dict[type[DomainEvent], Callable[[Any], Iterator[str]]] = {
    MilestoneReached: _of_lines,
    PaperMilestoneReached: _of_lines,
    MilestoneCorrected: _of_lines,
    ReportReceived: _of_a_report,
    GateSet: _of_a_gate,
    VaultRoundDone: _of_a_round,
    VaultRoundFoundAmiss: _of_a_round,
    ShiftHandedOver: _of_a_shift,
    VaultDutyMissed: _of_a_missed_duty,
    BagsArrived: _of_a_run,
    AnswersStored: _of_a_return,
    LateConvoyFound: _of_a_run,
    ReturnMissed: _of_a_return,
    VoiceCheckKept: _of_a_call,
    VoiceCheckMissed: _of_a_call,
    InwardConvoyArrived: _of_a_convoy,
    InwardConvoyMissed: _of_a_convoy,
    TipAnswered: _of_a_tip,
}
# Each is told again after the first approval: what was told before it is ended by what is told then.
STANDING_ENDS: dict[type[DomainEvent], Callable[[Any], Iterator[str]]] = {
    OwnTextApproved: _of_a_text,
    OwnTextRejected: _of_a_text,
    OwnTextWithdrawn: _of_a_text,
    OwnTextsApproved: _of_texts,
}
ENDS_OF_ACTIONS = (ActionAssigned, ActionExtended, ActionDone, ActionSentBack, ActionDropped)


def _stopped_by(kind: type[DomainEvent], keys: Callable[[Any], Iterator[str]]) -> None:
    """Register what ends the notices of a duty under a name of its own."""

    def stop(fact: DomainEvent, asked: Asked) -> None:
        services.stop_duty(asked, keys=list(keys(fact)))

    stop.__name__ = f"stop_at_{kind.__name__}"
    react(kind)(stop)


def _standing_stopped_by(kind: type[DomainEvent], keys: Callable[[Any], Iterator[str]]) -> None:
    """The same of what is of no exam."""

    def stop(fact: DomainEvent, asked: Asked) -> None:
        services.stop_standing(asked, keys=list(keys(fact)))

    stop.__name__ = f"stop_at_{kind.__name__}"
    react(kind)(stop)


for one, found_by in ENDS.items():
    _stopped_by(one, found_by)
for ending in ENDS_OF_ACTIONS:
    _standing_stopped_by(ending, _of_an_action)
for decided, texts in STANDING_ENDS.items():
    _standing_stopped_by(decided, texts)
