"""A lock that does not open: reported, warned of, decided above, opened by force by two, and the time that it cost."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from exams.models import Exam, Session
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotPermitted, NotThere
from kernel.transitions import after
from kernel.words import check_no_lock_code
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors.failures import AuthorityTooLow, FailureUnderWay, ForceNotAllowed, TimeLostWrong
from paper_custody.events.failures import (
    ForcedOpeningDecided,
    LockBatchWarned,
    LockFailed,
    LockForced,
    LockOpenedAfterAll,
    LockWarningAcknowledged,
    TimeLostRecorded,
)
from paper_custody.models.failures import ForcedOpening, LockFailure, LockWarning, OpeningDecision, TimeLost
from paper_custody.models.keys import Key, Lock
from paper_custody.policies import check_place, check_two
from paper_custody.policies.decisions import check_decision_told
from paper_custody.policies.failures import (
    check_force_told,
    check_may_record_opening,
    check_may_report_lock,
    check_takes_note,
)
from paper_custody.policies.keys import keeps_lock
from paper_custody.services.decisions import decided
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed
from paper_custody.states.decisions import DecisionTold, Verdict, words_hash
from paper_custody.states.failures import (
    FAILURE_TRANSITIONS,
    MAY_ALLOW_FORCE,
    UNDER_WAY,
    FailureStatus,
    FailureStep,
    FailureTold,
    ForceTold,
    TimeLostTold,
)
from paper_custody.states.keys import KeyStatus
from venues.models import Room, Venue
from venues.policies import check_open


@act
def report_lock_failure(asked: Asked, *, failure: FailureTold) -> LockFailed:
    """Report a lock that does not open. It is recorded at once, by one person; an incident and warnings follow.

    A key named as lost stays in the name of who lost it, and cannot be passed on.
    """
    exam = check_open(asked)
    lock = (
        Lock.objects.select_for_update(of=("self",))
        .select_related("venue")
        .filter(exam=exam, code=failure.lock)
        .first()
    )
    if lock is None:
        raise NotPermitted
    check_may_report_lock(asked.actor, lock)
    check_no_lock_code(failure.words)
    if LockFailure.objects.filter(lock=lock, status__in=UNDER_WAY).exists():
        raise FailureUnderWay(lock=lock.code)

    row = _keep(asked, lock, failure)
    Key.objects.filter(lock=lock, code__in=failure.lost_keys).update(status=KeyStatus.LOST)

    return LockFailed(
        failure=row.pk,
        lock=lock.code,
        lock_kind=lock.kind,
        venue=_code(lock.venue),
        session=failure.session,
        cause=failure.cause.value,
        batch=lock.batch,
    )


def _keep(asked: Asked, lock: Lock, failure: FailureTold) -> LockFailure:
    return LockFailure.objects.create(
        exam=lock.exam,
        scope=lock.scope,
        lock=lock,
        venue=lock.venue,
        session=_session(lock.exam, failure.session) if failure.session else None,
        cause=failure.cause,
        words=failure.words.strip(),
        planned_at=failure.planned_at,
        noticed_at=asked.exam_at,
        reported_by_id=person(asked.actor),
        entry_id=asked.act_id,
    )


@act
def warn_of_batch(asked: Asked, *, failure_id: UUID) -> LockBatchWarned | None:
    """Warn every other venue that has a lock of the batch of one that failed. None where there is no other."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    failure = LockFailure.objects.select_related("lock").get(exam=exam, pk=failure_id)
    if not failure.lock.batch:
        return None
    same = Lock.objects.filter(exam=exam, batch=failure.lock.batch, venue__isnull=False)
    venues = list(Venue.objects.filter(pk__in=same.exclude(venue=failure.venue_id).values("venue")).order_by("code"))
    if not venues:
        return None

    LockWarning.objects.bulk_create(
        LockWarning(
            exam=exam,
            scope=venue.scope,
            failure=failure,
            venue=venue,
            entry_id=asked.act_id,
            warned_at=asked.exam_at,
        )
        for venue in venues
    )

    return LockBatchWarned(failure=failure.pk, batch=failure.lock.batch, venues=tuple(venue.code for venue in venues))


@act
def acknowledge_lock_warning(asked: Asked, *, failure_id: UUID, venue: str) -> LockWarningAcknowledged:
    """Take note, for a venue, that a lock of a batch that it uses has failed elsewhere. Once is enough."""
    exam, place = check_place(asked, venue)
    check_takes_note(asked.actor, place)
    warnings = LockWarning.objects.filter(exam=exam, failure=failure_id, venue=place, acknowledged_at=None)

    taken = warnings.update(
        acknowledged_by_id=person(asked.actor), acknowledged_at=asked.exam_at, acknowledged_entry_id=asked.act_id
    )
    if taken != 1:
        raise NotThere

    return LockWarningAcknowledged(failure=failure_id, venue=venue, person=person(asked.actor))


@act
def record_opening_decision(
    asked: Asked, *, failure_id: UUID, asked_at: dt.datetime, decision: DecisionTold
) -> ForcedOpeningDecided:
    """Record what those above said to the request to break a lock open: by telephone first, in writing later."""
    failure = _failure(asked, failure_id)
    check_may_record_opening(asked.actor, failure)
    check_decision_told(decision, exam_at=asked.exam_at)
    if decision.authority not in MAY_ALLOW_FORCE:
        raise AuthorityTooLow(authority=decision.authority)
    if asked_at > decision.decided_at:
        raise TimeLostWrong
    granted = decision.verdict == Verdict.GRANTED
    written_later = failure.status == FailureStatus.FORCED and granted
    if not written_later:
        _step(failure, FailureStep.GRANT if granted else FailureStep.REFUSE)

    OpeningDecision.objects.create(
        exam_id=failure.exam_id,
        scope=failure.scope,
        failure=failure,
        asked_at=asked_at,
        **decided(asked, decision),
    )

    return ForcedOpeningDecided(
        failure=failure.pk,
        venue=_code(failure.venue),
        authority=decision.authority.value,
        verdict=decision.verdict.value,
        words_hash=words_hash(decision),
    )


@act
def force_open(asked: Asked, *, failure_id: UUID, second: Actor, force: ForceTold) -> LockForced:
    """Break a lock open, two named people together, under the camera, as those above allowed.

    Refuses without a decision that allows it, without a recording's number, without both seals, and without a witness.
    """
    failure = _failure(asked, failure_id)
    duty = keeps_lock(failure.lock)
    check_two(asked.actor, second, scope=failure.scope, capabilities=(duty, duty))
    check_force_told(force, signers=(asked.actor, second))
    decision = OpeningDecision.objects.filter(failure=failure, verdict=Verdict.GRANTED).order_by("-at").first()
    if decision is None or failure.status == FailureStatus.REFUSED:
        raise ForceNotAllowed(lock=failure.lock.code)

    _step(failure, FailureStep.FORCE)
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    ForcedOpening.objects.create(
        exam_id=failure.exam_id,
        scope=failure.scope,
        failure=failure,
        decision=decision,
        video=force.video.strip(),
        old_seal=force.old_seal.strip(),
        disposal=force.disposal,
        new_seal=force.new_seal.strip(),
        witnesses=[{"name": one.name.strip(), "post": one.post.strip()} for one in force.witnesses],
        **signed(asked, second),
    )

    return LockForced(
        **_told(failure, asked, second),
        disposal=force.disposal.value,
        record_hash=record_hash(force),
    )


def record_hash(force: ForceTold) -> str:
    """What the fact commits to instead of the numbers of recording and seals, and the names of witnesses."""
    watched = [f"{one.post.strip()}\t{one.name.strip()}" for one in force.witnesses]
    lines = "\n".join(text.strip() for text in (force.video, force.old_seal, force.new_seal, *watched))
    return hashlib.sha256(lines.encode()).hexdigest()


@act
def open_after_all(asked: Asked, *, failure_id: UUID, second: Actor) -> LockOpenedAfterAll:
    """Write down that a lock that had failed was opened without force: by itself, or with another key."""
    failure = _failure(asked, failure_id)
    duty = keeps_lock(failure.lock)
    check_two(asked.actor, second, scope=failure.scope, capabilities=(duty, duty))

    _step(failure, FailureStep.OPEN)
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])

    return LockOpenedAfterAll(**_told(failure, asked, second))


@act
def record_time_lost(asked: Asked, *, failure_id: UUID, second: Actor, lost: TimeLostTold) -> TimeLostRecorded:
    """Write down what time rooms of a session lost. Giving it back is requested and decided above (limits.md 8)."""
    failure = _failure(asked, failure_id)
    duty = Capability.OPEN_PAPERS
    check_two(asked.actor, second, scope=failure.scope, capabilities=(duty, duty))
    if failure.venue is None or not lost.lost_from < lost.lost_until <= asked.exam_at:
        raise TimeLostWrong
    known = Room.objects.filter(venue=failure.venue, number__in=lost.rooms).count()
    if known != len(set(lost.rooms)):
        raise NotThere

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    TimeLost.objects.create(
        exam_id=failure.exam_id,
        scope=failure.scope,
        failure=failure,
        session=_session(failure.exam, lost.session),
        venue=failure.venue,
        rooms=sorted(set(lost.rooms)),
        lost_from=lost.lost_from,
        lost_until=lost.lost_until,
        **signed(asked, second),
    )

    return TimeLostRecorded(
        failure=failure.pk,
        venue=failure.venue.code,
        session=lost.session,
        rooms=tuple(sorted(set(lost.rooms))),
        lost_from=lost.lost_from,
        lost_until=lost.lost_until,
        first=person(asked.actor),
        second=person(second),
    )


def _failure(asked: Asked, failure_id: UUID) -> LockFailure:
    """The failure, locked. None in sight looks like one that is not yours."""
    exam = check_open(asked)
    rows = LockFailure.objects.select_for_update(of=("self",)).select_related("lock", "venue", "exam")
    failure = rows.filter(exam=exam, pk=failure_id).first()
    if failure is None:
        raise NotPermitted
    return failure


def _session(exam: Exam, code: str) -> Session:
    session = Session.objects.filter(exam=exam, code=code).first()
    if session is None:
        raise NotThere
    return session


def _step(failure: LockFailure, step: FailureStep) -> None:
    failure.status = after(FAILURE_TRANSITIONS, failure.status, step)
    failure.save(update_fields=["status"])


def _code(venue: Venue | None) -> str:
    return "" if venue is None else venue.code


def _told(failure: LockFailure, asked: Asked, second: Actor) -> dict[str, Any]:
    return {
        "failure": failure.pk,
        "lock": failure.lock.code,
        "venue": _code(failure.venue),
        "first": person(asked.actor),
        "second": person(second),
    }
