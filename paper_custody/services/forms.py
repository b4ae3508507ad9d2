"""What was done on paper, entered afterwards by two clerks (补录), and calls about papers, keyed in (代录)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from exams.models import Exam
from exams.selectors.sessions import session_called
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.sealing import seal
from kernel.words import check_words
from organisation.models import Person
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors import ClerkSigned, FormEnteredTwice, NotOnAForm, PaperTimeWrong, SignerUnknown
from paper_custody.events import HandoverEnteredFromPaper, PaperCallKeyed
from paper_custody.models import Bag, Escort, PaperCall, PaperForm, PaperPassage
from paper_custody.policies import check_belong, check_complete, check_counts, check_place, check_two, results_of
from paper_custody.selectors.expected import codes_of, expected_of
from paper_custody.selectors.history import last_moments
from paper_custody.services.escorts import begin_run, come_to_rest, run_of
from paper_custody.services.handovers import leave_out, move_bags, person
from paper_custody.services.points import keep_points
from paper_custody.services.returns import settle_returns, wait_for_return
from paper_custody.services.scanning import Scanned, lock_scanned
from paper_custody.services.steps import signed
from paper_custody.services.vault import put_into
from paper_custody.states import (
    NODE_OF,
    ON_A_FORM,
    ON_A_VEHICLE,
    Batch,
    CallKind,
    Direction,
    FormGiven,
    Node,
    Step,
)
from venues.policies import check_open
from venues.states import Call

CLERKS = (Capability.ENTER_PAPER_RECORD, Capability.ENTER_PAPER_RECORD)
CALL_NUMBER = "paper_custody_papercall.call_number"


@act
def enter_form(asked: Asked, *, second: Actor, form: FormGiven, batch: Batch) -> HandoverEnteredFromPaper:
    """Enter a handover that was signed on paper (limits.md 14), with its number, its time and who signed.

    Two clerks, neither of whom signed it. It moves the bags on and stays marked as weaker than a handover.
    Refuses a form entered before, a time that contradicts what was done with a bag, and a step out of turn.
    """
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=CLERKS)
    _check_form(exam, form, clerks=(asked.actor, second))
    scanned = lock_scanned(exam, batch, node=NODE_OF.get(form.step, Node.N6_ROAD), venue=form.venue)
    check_belong(scanned.bags, node=scanned.node, venue=form.venue, sessions=form.sessions)
    results_of(scanned.bags, form.step)
    _check_time(asked, scanned.bags, form)
    escort = _run(asked, scanned, form)
    _check_list(exam, scanned, batch, form, escort)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    _keep(asked, second, scanned, form, escort)
    keep_points(asked, scanned, step=form.step)
    move_bags(asked, scanned.bags, step=form.step, holder=_receiver(exam, form), escort=escort)
    if form.step != Step.HAND_OVER:
        put_into(escort.vehicle if escort and form.step in ON_A_VEHICLE else None, scanned.bags)
    if form.step == Step.LOAD:
        wait_for_return(asked, exam, scanned.bags)
    if form.step == Step.STORE_ANSWERS:
        settle_returns(asked, scanned.bags)

    return HandoverEnteredFromPaper(
        form=form.number.strip(),
        step=form.step.value,
        bags=scanned.codes,
        venues=tuple(sorted({bag.venue.code for bag in scanned.bags})),
        left_out=leave_out(asked, exam, batch, step=form.step),
        escort=escort.pk if escort else None,
        signed_at=form.signed_at,
        first=person(asked.actor),
        second=person(second),
    )


def _check_form(exam: Exam, form: FormGiven, *, clerks: Sequence[Actor]) -> None:
    """Refuse a form that lacks something, that was entered before, or that one of the clerks signed."""
    names = [name.strip() for name in (*form.givers, *form.receivers)]
    check_words(form.number, *names)
    on_vehicle = form.step in ON_A_VEHICLE and not (form.venue and form.sessions and form.run)
    if form.step not in ON_A_FORM or on_vehicle or not form.number.strip() or "" in names:
        raise NotOnAForm(step=form.step.value)
    if PaperForm.objects.filter(exam=exam, number=form.number.strip()).exists():
        raise FormEnteredTwice(form=form.number.strip())
    people = Person.objects.filter(pk__in=[person(one) for one in clerks])
    if {name for one in people for name in (one.name, one.staff_number)} & set(names):
        raise ClerkSigned


def _check_time(asked: Asked, bags: Sequence[Bag], form: FormGiven) -> None:
    """Refuse a time to come, and one before the last thing that was done with a bag."""
    if form.signed_at > asked.exam_at:
        raise PaperTimeWrong(bags=[])
    last = last_moments(bags)
    if later := sorted(bag.code for bag in bags if bag.pk in last and last[bag.pk] > form.signed_at):
        raise PaperTimeWrong(bags=later[:20])


def _receiver(exam: Exam, form: FormGiven) -> UUID | None:
    """Who has the bags now: the one receiver of that name (or staff number) in the county, if there is one."""
    people = Person.objects.filter(scope__startswith=exam.scope)
    for name in form.receivers:
        found = list(people.filter(name=name.strip())[:2]) or list(people.filter(staff_number=name.strip())[:2])
        if len(found) == 1:
            return found[0].pk
    if form.step in ON_A_VEHICLE:
        raise SignerUnknown(names=list(form.receivers))
    return None


def _run(asked: Asked, scanned: Scanned, form: FormGiven) -> Escort | None:
    """The run that begins, or comes to rest, with this form."""
    if form.step in ON_A_VEHICLE and form.run is not None:
        exam, place = check_place(asked, form.venue)
        way = Direction.OUTWARD if form.step == Step.LOAD else Direction.RETURN
        leader = cast("UUID", _receiver(exam, form))
        return begin_run(asked, place, way, sessions=form.sessions, leader=leader, run=form.run)
    return run_of(scanned) if form.step in {Step.ARRIVE, Step.STORE_ANSWERS} else None


def _check_list(exam: Exam, scanned: Scanned, batch: Batch, form: FormGiven, escort: Escort | None) -> None:
    """Hold what stands on the form against the list of the step, as a handover is."""
    check_counts(scanned.bags, batch, node=scanned.node, venue=form.venue)
    if form.step in ON_A_VEHICLE:
        expected = expected_of(exam.pk, form.step, venue=form.venue, sessions=form.sessions)
    elif escort is not None:
        expected = expected_of(exam.pk, form.step, escort=escort.pk)
    else:
        return
    check_complete(codes_of(expected), scanned.bags, batch=batch, node=scanned.node, venue=form.venue)


def _keep(asked: Asked, second: Actor, scanned: Scanned, form: FormGiven, escort: Escort | None) -> None:
    if escort is not None and form.step not in ON_A_VEHICLE:
        come_to_rest(asked, escort, at=form.signed_at)
    row = PaperForm.objects.create(
        exam_id=scanned.bags[0].exam_id,
        scope=scanned.bags[0].exam.scope,
        number=form.number.strip(),
        step=form.step,
        signed_at=form.signed_at,
        givers=[name.strip() for name in form.givers],
        receivers=[name.strip() for name in form.receivers],
        **signed(asked, second),
    )
    PaperPassage.objects.bulk_create(
        PaperPassage(
            exam_id=bag.exam_id,
            scope=bag.scope,
            form=row,
            bag=bag,
            node=NODE_OF.get(form.step, bag.node),
            escort=escort,
        )
        for bag in scanned.bags
    )


@act
def key_call(asked: Asked, *, venue: str, session: str, told: CallKind, call: Call) -> PaperCallKeyed:
    """Key in what a caller told of a venue's papers (代录): a mark with caller and number, and no custody."""
    exam, place = check_place(asked, venue)
    require(asked.actor, Capability.KEY_FOR_VENUE, place.scope)
    check_words(call.caller)
    _check_call(asked, call.at)
    row = PaperCall.objects.create(
        exam=exam,
        scope=place.scope,
        kind=told,
        venue=place,
        session=session_called(exam.pk, session),
        caller=call.caller.strip(),
        call_number_sealed=seal(call.number.strip(), column=CALL_NUMBER),
        called_at=call.at,
        keyed_by_id=person(asked.actor),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )
    return PaperCallKeyed(call=row.pk, told=told.value, venue=venue, session=session, called_at=call.at)


def _check_call(asked: Asked, called_at: dt.datetime) -> None:
    if called_at > asked.exam_at:
        raise PaperTimeWrong(bags=[])
