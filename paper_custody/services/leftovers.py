"""What is left is kept in the secure room until its day, and destroyed before witnesses: the end of the chain (N15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.timezone import get_current_timezone

from clocks.services import Deadline, Rung, cancel, meet, start
from exams.models import Exam
from exams.selectors.sessions import exam_of, rules_of
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.policies import require
from organisation.states import Capability
from paper_custody.events.leftovers import LeftoversDestroyed, LeftoversDue, LeftoversKept, ResultsDayRecorded
from paper_custody.models import Bag, Container, DestroyedBag, Destruction, KeptBag, ResultsDay, Seal
from paper_custody.policies import check_counts, check_two, results_of
from paper_custody.policies.leftovers import (
    check_destruction,
    check_no_answers,
    check_not_held,
    check_pieces,
    check_results_day,
    check_retention_over,
)
from paper_custody.selectors.leftovers import kept_until, still_kept
from paper_custody.services.handovers import move_bags, person
from paper_custody.services.scanning import break_seals, lock_scanned
from paper_custody.services.steps import sign_steps, signed, step_bags
from paper_custody.services.vault import container_called, put_into
from paper_custody.states import Batch, ContainerKind, Node, Purpose, Scan, Step
from paper_custody.states.leftovers import DestructionTold, Pieces, ResultsDayTold, ToDestroy, witnesses_hash

KEEPERS = (Capability.KEEP_VAULT, Capability.KEEP_VAULT)

# What is left outlives its exam by half a year: none of these acts asks whether the exam is still open.


@act
def keep_leftovers(
    asked: Asked, *, second: Actor, batch: Batch, cabinet: str, pieces: Mapping[str, Pieces]
) -> LeftoversKept:
    """Put what is left into a cabinet of the secure room (N15), two keepers together, as printed except ``pieces``.

    Refuses answers, which go to the upper level, and what did not come back to the room.
    """
    exam = exam_of(asked.exam_id)
    check_two(asked.actor, second, scope=exam.scope, capabilities=KEEPERS)
    scanned = lock_scanned(exam, batch, node=Node.N15_KEPT)
    check_no_answers(scanned.bags)
    results_of(scanned.bags, Step.KEEP)
    check_counts(scanned.bags, batch, node=scanned.node)
    check_pieces(scanned.bags, pieces)

    place = container_called(exam, cabinet, kind=ContainerKind.CABINET)
    put_into(place, scanned.bags)
    step_bags(asked, scanned.bags, step=Step.KEEP, second=second)
    _write_down(asked, scanned.bags, place, pieces)
    _wait_for_the_day(asked, exam)

    return LeftoversKept(
        bags=scanned.codes,
        venues=_venues(scanned.bags),
        cabinet=cabinet,
        differing=tuple(sorted(pieces)),
        first=person(asked.actor),
        second=person(second),
    )


@act
def record_results_day(asked: Asked, *, told: ResultsDayTold) -> ResultsDayRecorded:
    """Put the day of the results on record, as announced; how long what is left is kept counts from it."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.RECORD_DECISION, exam.scope)
    check_results_day(exam, told)

    ResultsDay.objects.create(
        exam=exam,
        scope=exam.scope,
        day=told.day,
        document=told.document.strip(),
        recorded_by_id=person(asked.actor),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )
    _wait_for_the_day(asked, exam)

    return ResultsDayRecorded(day=told.day, document=told.document.strip())


@act
def tell_leftovers_due(asked: Asked) -> LeftoversDue | None:
    """The day has come. None where nothing is kept any more."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    bags = still_kept(exam).count()
    return LeftoversDue(kept_until=kept_until(exam).day, bags=bags) if bags else None


@act
def destroy_leftovers(asked: Asked, *, second: Actor, what: ToDestroy, told: DestructionTold) -> LeftoversDestroyed:
    """Write down that what was kept was destroyed, by two keepers before witnesses, under a certificate's number.

    Refuses before the day until which it is kept, what is not kept here, what an open incident names, and a
    certificate without its witnesses.
    """
    exam = exam_of(asked.exam_id)
    check_two(asked.actor, second, scope=exam.scope, capabilities=KEEPERS)
    check_destruction(exam, told, rules_of(exam).leftovers, signers=(asked.actor, second))
    scanned = lock_scanned(exam, Batch(_scans(exam, what)), node=Node.N15_KEPT)
    results_of(scanned.bags, Step.DESTROY)
    check_retention_over(kept_until(exam).day, exam_at=asked.exam_at)
    check_not_held(scanned.bags)

    break_seals(asked, Seal.objects.filter(bag__in=scanned.bags))
    move_bags(asked, scanned.bags, step=Step.DESTROY, holder=None)
    sign_steps(asked, scanned.bags, step=Step.DESTROY, second=second, reason=told.certificate.strip())
    _certify(asked, second, scanned.bags, told)
    if not still_kept(exam).exists():
        meet(asked, purpose=Purpose.LEFTOVERS, subjects=[exam.pk])

    return LeftoversDestroyed(
        bags=scanned.codes,
        venues=_venues(scanned.bags),
        certificate=told.certificate.strip(),
        witnesses_hash=witnesses_hash(told.witnesses),
        first=person(asked.actor),
        second=person(second),
    )


def _scans(exam: Exam, what: ToDestroy) -> list[Scan]:
    """What was scanned, and every bag that is kept of the sessions named, but for what stays."""
    scanned = {scan.code for scan in what.scans}
    whole = still_kept(exam).filter(session__code__in=what.sessions).exclude(code__in=[*what.but, *scanned])
    return [*what.scans, *(Scan(code) for code in whole.order_by("code").values_list("code", flat=True))]


def _write_down(asked: Asked, bags: Sequence[Bag], cabinet: Container, pieces: Mapping[str, Pieces]) -> None:
    KeptBag.objects.bulk_create(
        KeptBag(
            exam_id=bag.exam_id,
            scope=bag.scope,
            bag=bag,
            cabinet=cabinet,
            printed=bag.nominal,
            pieces=pieces[bag.code].pieces if bag.code in pieces else bag.nominal,
            reason=pieces[bag.code].reason.strip() if bag.code in pieces else "",
            entry_id=asked.act_id,
            at=asked.at,
            exam_at=asked.exam_at,
        )
        for bag in bags
    )


def _certify(asked: Asked, second: Actor, bags: Sequence[Bag], told: DestructionTold) -> None:
    row = Destruction.objects.create(
        exam_id=bags[0].exam_id,
        scope=bags[0].exam.scope,
        certificate=told.certificate.strip(),
        place=told.place.strip(),
        witnesses=[{"name": one.name.strip(), "unit": one.unit.strip()} for one in told.witnesses],
        **signed(asked, second),
    )
    DestroyedBag.objects.bulk_create(
        DestroyedBag(exam_id=kept.exam_id, scope=kept.scope, destruction=row, kept=kept)
        for kept in KeptBag.objects.filter(bag__in=bags)
    )


def _wait_for_the_day(asked: Asked, exam: Exam) -> None:
    """Part: one clock for all that is kept, set anew when more is kept or the day moves."""
    cancel(asked, purpose=Purpose.LEFTOVERS, subjects=[exam.pk])
    if not still_kept(exam).exists():
        return
    due_at = dt.datetime.combine(kept_until(exam).day, dt.time.min, get_current_timezone())
    deadline = Deadline(
        purpose=Purpose.LEFTOVERS,
        subject=exam.pk,
        due_at=due_at,
        warn_at=due_at - rules_of(exam).leftovers.warn_before,
        rungs=[Rung("duty_officer", dt.timedelta(0))],
    )
    start(asked, scope=exam.scope, deadlines=[deadline])


def _venues(bags: Sequence[Bag]) -> tuple[str, ...]:
    return tuple(sorted({bag.venue.code for bag in bags}))
