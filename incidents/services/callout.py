"""Calling departments out: all by one act, each confirming for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from clocks import services as clocks
from clocks.services import Deadline, Rung
from incidents.errors import AlreadyCalled, AlreadyConfirmed, NoLiaisonThere, PartyUnknown, SpokenAtWrong, WordsMissing
from incidents.events import (
    CallOutConfirmed,
    CallOutKeyed,
    CallOutOverdue,
    CallOutsWaived,
    LiaisonReplaced,
    LiaisonUnreachable,
    UnitsCalledOut,
)
from incidents.gateways import parties as known_parties
from incidents.models import SPOKEN_WITH, CallOut, Incident
from incidents.policies import check_answers_for, check_may_work, check_open, check_said
from incidents.selectors.callout import ToCall, liaisons_at, parties_to_call, units_to_call
from incidents.services.log import lock_by_id, lock_incident, person_of, run_of, told, words_hash, write
from incidents.states import AWAITED, CallStatus, LogKind, Openness, Purpose
from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.sealing import seal
from kernel.words import check_words


@dataclass(frozen=True, slots=True)
class SpokenWith:
    """A confirmation that came by telephone: who spoke, from which number, when in exam time, and what was said."""

    caller: str
    phone: str
    at: dt.datetime
    words: str = ""

    @property
    def whole(self) -> str:
        """Who, and from which number, as it is sealed."""
        return f"{self.caller.strip()} {self.phone.strip()}"


@act
def call_plan_out(asked: Asked, *, incident_id: UUID) -> UnitsCalledOut | None:
    """Call the units of a plan that says so, at the opening and when the level rises. None where nobody is to call.

    Who is called already is not called again: a level that rises calls those that the level before did not.
    Never for what happens to an escort: whoever is called learns that there is something (limits.md 4).
    """
    incident = lock_by_id(incident_id)
    run = run_of(incident)
    if not incident.is_open or incident.openness == Openness.ESCORT:
        return None
    if not run.running.calls_at_opening(incident.level, run.plan.call_out):
        return None
    to_call = units_to_call(incident, (), asked.at)

    return _call(asked, incident, to_call) if to_call else None


@act
def call_out(asked: Asked, *, number: int, parties: Sequence[str] = ()) -> UnitsCalledOut:
    """Call departments out by one act: those named, or else all of the frozen plan that are not called yet."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_open(incident)
    unknown = set(parties) - set(parties_to_call(incident))
    if unknown or not set(parties) <= set(known_parties()):
        raise PartyUnknown(parties=sorted(unknown))
    to_call = units_to_call(incident, parties, asked.at)
    if not to_call:
        raise AlreadyCalled

    return _call(asked, incident, to_call)


def _call(asked: Asked, incident: Incident, to_call: Sequence[ToCall]) -> UnitsCalledOut:
    limit = run_of(incident).running.call_out.confirm[incident.level]
    first = CallOut.objects.filter(incident=incident).count() + 1
    calls = CallOut.objects.bulk_create(
        CallOut(
            exam_id=incident.exam_id,
            scope=incident.scope,
            incident=incident,
            number=number,
            party=one.party,
            part=one.part,
            unit=one.unit,
            liaison=one.liaisons[0] if one.liaisons else None,
            status=CallStatus.CALLED if one.liaisons else CallStatus.UNREACHABLE,
            called_at=asked.exam_at,
            due_at=asked.exam_at + limit,
            entry_id=asked.act_id,
        )
        for number, one in enumerate(to_call, start=first)
    )
    _start_clocks(asked, incident, calls)
    write(asked, incident, LogKind.CALLED_OUT, words="、".join(_names(calls)))

    return told(
        incident,
        UnitsCalledOut(
            incident=incident.pk,
            number=incident.number,
            calls=tuple(call.number for call in calls),
            parties=tuple(call.party for call in calls),
            unreachable=tuple(call.number for call in calls if call.liaison_id is None),
        ),
    )


def _names(calls: Sequence[CallOut]) -> list[str]:
    return [known_parties()[call.party].zh if call.unit is None else call.unit.name for call in calls]


def _start_clocks(asked: Asked, incident: Incident, calls: Sequence[CallOut]) -> None:
    rungs = [Rung(rung.code, rung.after) for rung in run_of(incident).running.call_out.rungs]
    deadlines = [Deadline(Purpose.CALL_OUT, call.pk, call.due_at, rungs=rungs) for call in calls]
    clocks.start(asked, scope=incident.scope, deadlines=deadlines)


@act
def confirm_call_out(asked: Asked, *, call_id: UUID) -> CallOutConfirmed:
    """Confirm for one's own unit, under one's own login, and for no other. It may be late: then it was red till now."""
    call = _lock_call(CallOut.objects.get(pk=call_id, exam_id=cast("UUID", asked.exam_id)))
    check_answers_for(call, asked.actor)
    check_unconfirmed(call)

    call.confirmed_by_id = person_of(asked)
    _confirm(asked, call)
    write(asked, call.incident, LogKind.CALL_CONFIRMED, words=_names([call])[0])

    return told(
        call.incident,
        CallOutConfirmed(
            incident=call.incident_id,
            number=call.incident.number,
            call=call.number,
            party=call.party,
            person=person_of(asked),
        ),
    )


@act
def key_call_out(asked: Asked, *, number: int, call: int, spoken: SpokenWith) -> CallOutKeyed:
    """Key in that a unit confirmed by telephone: who, from which number, when (代录, limits.md 14: a weaker mark)."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    row = _lock_call(CallOut.objects.get(incident=incident, number=call))
    check_unconfirmed(row)
    check_words(spoken.caller, spoken.phone, spoken.words)
    if not spoken.caller.strip() or not spoken.phone.strip():
        raise WordsMissing
    if not row.called_at <= spoken.at <= asked.exam_at:
        raise SpokenAtWrong

    row.keyed_by_id, row.caller_sealed = person_of(asked), seal(spoken.whole, column=SPOKEN_WITH)
    row.words = spoken.words
    _confirm(asked, row, at=spoken.at)
    write(asked, incident, LogKind.CALL_KEYED, code=row.party, words=spoken.words)

    return told(
        incident,
        CallOutKeyed(
            incident=incident.pk,
            number=incident.number,
            call=row.number,
            party=row.party,
            spoken_at=spoken.at.isoformat(),
            caller_hash=words_hash(spoken.whole),
            words_hash=words_hash(spoken.words),
        ),
    )


def check_unconfirmed(call: CallOut) -> None:
    """Refuse what is over, and what has its answer. One that was waived may still be answered."""
    check_open(call.incident)
    if call.is_confirmed:
        raise AlreadyConfirmed(call=call.number)


def check_awaited(call: CallOut) -> None:
    """Refuse what nobody waits for."""
    if not call.is_awaited:
        raise AlreadyConfirmed(call=call.number)


def _confirm(asked: Asked, call: CallOut, *, at: dt.datetime | None = None) -> None:
    call.status, call.confirmed_at, call.answer_id = CallStatus.CONFIRMED, at or asked.exam_at, asked.act_id
    call.save()
    clocks.meet(asked, purpose=Purpose.CALL_OUT, subjects=[call.pk])


def _lock_call(call: CallOut) -> CallOut:
    """The call, with its incident under lock as in every other act on it."""
    incident = lock_by_id(call.incident_id)
    call = CallOut.objects.select_related("unit").select_for_update(of=("self",)).get(pk=call.pk)
    call.incident = incident
    return call


@act
def note_unreachable(asked: Asked, *, number: int, call: int, words: str) -> LiaisonUnreachable:
    """Note that the liaison cannot be reached: a wrong number, no answer. The unit is red until somebody confirms."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_said(words)
    row = _lock_call(CallOut.objects.get(incident=incident, number=call))
    check_unconfirmed(row)

    row.status, row.words = CallStatus.UNREACHABLE, words
    row.save(update_fields=["status", "words"])
    write(asked, incident, LogKind.CALL_UNREACHABLE, code=row.party, words=words)

    return told(
        incident,
        LiaisonUnreachable(
            incident=incident.pk,
            number=incident.number,
            call=row.number,
            party=row.party,
            words_hash=words_hash(words),
        ),
    )


@act
def replace_liaison(asked: Asked, *, number: int, call: int, person: UUID) -> LiaisonReplaced:
    """Call another liaison of the same unit instead; he has the whole limit again.

    Refused (``no_liaison_there``) for who does not answer for that unit now: then its call is keyed in.
    """
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    row = _lock_call(CallOut.objects.get(incident=incident, number=call))
    check_unconfirmed(row)
    held = [] if row.unit is None else liaisons_at([row.unit], asked.at)[row.unit.pk]
    if person == row.liaison_id or all(person != one.pk for one in held):
        raise NoLiaisonThere

    before, row.liaison_id = row.liaison_id, person
    row.status, row.words, row.overdue_at = CallStatus.CALLED, "", None
    row.due_at = asked.exam_at + run_of(incident).running.call_out.confirm[incident.level]
    row.save(update_fields=["liaison", "status", "words", "overdue_at", "due_at"])
    clocks.cancel(asked, purpose=Purpose.CALL_OUT, subjects=[row.pk])
    _start_clocks(asked, incident, [row])
    write(asked, incident, LogKind.CALL_REPLACED, code=row.party)

    return told(
        incident,
        LiaisonReplaced(
            incident=incident.pk,
            number=incident.number,
            call=row.number,
            party=row.party,
            before=before,
            person=person,
        ),
    )


@act
def waive_calls(asked: Asked, *, number: int, calls: Sequence[int], words: str) -> CallOutsWaived:
    """Waive the confirmation of units that are not needed after all, with the reason. One that is over refuses all."""
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_open(incident)
    check_said(words)
    rows = list(CallOut.objects.select_for_update(of=("self",)).filter(incident=incident, number__in=calls))
    if not rows or {row.number for row in rows} != set(calls):
        raise NotThere
    for row in rows:
        check_awaited(row)

    for row in rows:
        row.status, row.words = CallStatus.WAIVED, words.strip()
        write(asked, incident, LogKind.CALL_WAIVED, code=row.party, words=row.words)
    CallOut.objects.bulk_update(rows, ["status", "words"])
    clocks.cancel(asked, purpose=Purpose.CALL_OUT, subjects=[row.pk for row in rows])

    return told(
        incident,
        CallOutsWaived(
            incident=incident.pk,
            number=incident.number,
            calls=tuple(sorted(row.number for row in rows)),
            words_hash=words_hash(words.strip()),
        ),
    )


@act
def mark_call_overdue(asked: Asked, *, call_id: UUID, rung: str) -> CallOutOverdue | None:
    """A unit has not confirmed in time: it is red, and the rung is told. None where it has confirmed meanwhile."""
    call = _lock_call(CallOut.objects.get(pk=call_id))
    if not call.is_awaited or not call.incident.is_open:
        return None

    call.overdue_at = call.overdue_at or asked.exam_at
    call.save(update_fields=["overdue_at"])
    write(asked, call.incident, LogKind.CALL_OVERDUE, code=rung, words=_names([call])[0])

    return told(
        call.incident,
        CallOutOverdue(
            incident=call.incident_id, number=call.incident.number, call=call.number, party=call.party, rung=rung
        ),
    )


def end_calls(asked: Asked, incident: Incident) -> None:
    """Part: the incident is over, and nobody has to confirm any longer."""
    left = CallOut.objects.filter(incident=incident, status__in=AWAITED)
    clocks.cancel(asked, purpose=Purpose.CALL_OUT, subjects=list(left.values_list("pk", flat=True)))
