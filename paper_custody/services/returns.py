"""The way back is as strong as the way out: what left the secure room is waited for until two sign for it there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from clocks.services import Deadline, Rung, meet, start
from exams.models import Exam
from kernel.act import Asked, act
from kernel.transitions import after
from organisation.policies import require
from organisation.states import Capability
from paper_custody.events.returns import ReturnMissed
from paper_custody.models import Bag
from paper_custody.models.returns import ReturnDue
from paper_custody.selectors.returns import due_back, planned_return, still_out
from paper_custody.states import ON_THE_ROAD, Purpose
from paper_custody.states.returns import RETURN_TRANSITIONS, ReturnStatus, ReturnStep
from venues.policies import check_open

AT_ONCE = [Rung("duty_officer", dt.timedelta(0))]


def wait_for_return(asked: Asked, exam: Exam, bags: Sequence[Bag]) -> None:
    """Part: these bags leave the secure room. One clock for each venue and session, which the first bag starts."""
    going = {(bag.venue_id, bag.session_id): bag for bag in bags}
    # A row that is new is one of which nothing is out yet. Two vehicles of a venue may be loaded at once.
    new = (_row(asked, exam, bag) for bag in going.values())
    ReturnDue.objects.bulk_create(new, ignore_conflicts=True)
    for row in _locked(going):
        if row.status != ReturnStatus.BACK:
            continue
        row.status = after(RETURN_TRANSITIONS, row.status, ReturnStep.GO_OUT)
        row.back_at, row.due_at, row.entry_id = None, due_back(exam, row.session), asked.act_id
        row.save(update_fields=["status", "back_at", "due_at", "entry"])
        deadline = Deadline(
            purpose=Purpose.RETURN,
            subject=row.pk,
            due_at=row.due_at,
            warn_at=planned_return(exam, row.session),
            rungs=AT_ONCE,
        )
        start(asked, scope=row.scope, deadlines=[deadline])


def settle_returns(asked: Asked, bags: Iterable[Bag]) -> None:
    """Part: these bags are back, or nobody waits for them any more. Where none is out, the return is whole.

    The rows are locked before what is out is looked up: of two runs that come in together, the second sees the
    first one's bags.
    """
    for row in _locked({(bag.venue_id, bag.session_id) for bag in bags}):
        if row.status != ReturnStatus.BACK and not still_out(row).exists():
            row.status = after(RETURN_TRANSITIONS, row.status, ReturnStep.COME_BACK)
            row.back_at = asked.exam_at
            row.save(update_fields=["status", "back_at"])
            meet(asked, purpose=Purpose.RETURN, subjects=[row.pk])


@act
def miss_return(asked: Asked, *, due: UUID) -> ReturnMissed | None:
    """Its clock ran out with bags still out: told with every one of them. None when all came meanwhile."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    row = ReturnDue.objects.select_for_update(of=("self",)).select_related("venue", "session").get(pk=due)
    if row.status != ReturnStatus.OUT:
        return None

    bags = list(still_out(row))
    row.status = after(RETURN_TRANSITIONS, row.status, ReturnStep.MISS)
    row.missed_at = asked.exam_at
    row.save(update_fields=["status", "missed_at"])

    return ReturnMissed(
        venue=row.venue.code,
        session=row.session.code,
        due_at=row.due_at,
        bags=tuple(bag.code for bag in bags),
        escort=_run_of(bags),
    )


def _row(asked: Asked, exam: Exam, bag: Bag) -> ReturnDue:
    return ReturnDue(
        exam=exam,
        scope=bag.scope,
        venue_id=bag.venue_id,
        session_id=bag.session_id,
        status=ReturnStatus.BACK,
        back_at=asked.exam_at,
        due_at=due_back(exam, bag.session),
        entry_id=asked.act_id,
    )


def _locked(keys: Iterable[tuple[UUID, UUID]]) -> list[ReturnDue]:
    """The rows of these venues and sessions, always in one order."""
    wanted = Q(pk__in=[])
    for venue, session in keys:
        wanted |= Q(venue_id=venue, session_id=session)
    rows = ReturnDue.objects.select_for_update(of=("self",)).filter(wanted).select_related("session", "venue")
    return list(rows.order_by("pk"))


def _run_of(bags: Sequence[Bag]) -> UUID | None:
    """The run that all of these are on."""
    runs = {bag.escort_id if bag.node in ON_THE_ROAD else None for bag in bags}
    return runs.pop() if len(runs) == 1 else None
