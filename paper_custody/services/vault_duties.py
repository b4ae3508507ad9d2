"""What is owed while papers lie in the secure room: every duty has a clock; done starts the next, missed is a fact."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from clocks.services import Deadline, cancel, start
from clocks.services import meet as meet_clock
from exams.models import Exam
from exams.selectors.sessions import rules_of
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotNow
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.events.secure_room import (
    StorageWaiverRecorded,
    VaultDistributed,
    VaultDutyMissed,
    VaultRoundDone,
    VaultRoundFoundAmiss,
)
from paper_custody.gateways.secure_room import room_rules
from paper_custody.models.secure_room import SecureRoomState, StorageWaiver, VaultDue, VaultRound
from paper_custody.policies import check_two
from paper_custody.policies.secure_room import check_round, check_waiver
from paper_custody.selectors.vault_rhythm import next_slot
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed
from paper_custody.states.secure_room import (
    FROM_THE_LAST,
    HOLDS_SOMETHING,
    MEETS,
    TAKES_PAPERS,
    DueStatus,
    Duty,
    Round,
    RoundTold,
    VaultPurpose,
    WaiverTold,
)
from venues.policies import check_open

BOTH_KEEP = (Capability.KEEP_VAULT, Capability.KEEP_VAULT)


@act
def record_round(asked: Asked, *, second: Actor, told: RoundTold) -> VaultRoundDone | VaultRoundFoundAmiss:
    """Tell of a patrol, a playback review or a joint check, by the two who made it.

    What was done a while ago is entered with its time and the number of its form, and is marked. It meets
    what was owed, and the next is owed from then on.
    """
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=BOTH_KEEP)
    done_at, late = check_round(told, exam_at=asked.exam_at)
    state = _locked(exam)
    if state is None or state.status not in TAKES_PAPERS:
        raise NotNow(state="" if state is None else state.status)

    last = last_done(state, told.round, before=done_at)
    gap = gap_minutes(exam, told.round, last=last, until=done_at)
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    VaultRound.objects.create(
        exam=exam,
        scope=exam.scope,
        round=told.round,
        done_at=done_at,
        covers_from=last if told.round == Round.PLAYBACK else None,
        late=late,
        form=told.form.strip(),
        amiss=told.amiss.strip(),
        units={unit: names.strip() for unit, names in told.units.items()},
        gap=gap,
        **signed(asked, second),
    )
    _meet(asked, exam, state, told.round, done_at)

    fact: dict[str, Any] = {
        "round": told.round.value, "done_at": done_at, "late": late, "gap": gap,
        "first": person(asked.actor), "second": person(second),
    }  # fmt: skip
    return VaultRoundFoundAmiss(**fact) if told.amiss.strip() else VaultRoundDone(**fact)


@act
def miss_duty(asked: Asked, *, due_id: UUID) -> VaultDutyMissed | None:
    """Its clock ran out. None when it was done, or put aside, meanwhile."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    state = _locked(exam)
    due = VaultDue.objects.select_for_update().filter(pk=due_id, status=DueStatus.RUNNING).first()
    if state is None or due is None:
        return None

    _end(asked, due, DueStatus.MISSED)
    if state.status in HOLDS_SOMETHING and due.duty not in FROM_THE_LAST | {Duty.DISTRIBUTION, Duty.STORAGE}:
        start_next(asked, exam, state, Duty(due.duty), after=due.due_at)

    return VaultDutyMissed(due=due.pk, duty=due.duty, due_at=due.due_at)


@act
def note_distribution(asked: Asked) -> VaultDistributed | None:
    """Papers were given out: the recording is owed a look right afterwards. None while one is owed already."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    state = _locked(exam)
    if state is None or _running(exam, Duty.DISTRIBUTION) is not None:
        return None

    due = start_next(asked, exam, state, Duty.DISTRIBUTION, after=asked.exam_at)
    return None if due is None else VaultDistributed(due=due.pk)


@act
def record_waiver(asked: Asked, *, told: WaiverTold) -> StorageWaiverRecorded:
    """Record that the province lets papers lie longer than two days: who, when, document number (limits.md 8)."""
    exam = check_open(asked)
    require(asked.actor, Capability.RECORD_DECISION, exam.scope)
    check_waiver(told, exam_at=asked.exam_at)
    state = _locked(exam)

    row = StorageWaiver.objects.create(
        exam=exam,
        scope=exam.scope,
        document=told.document.strip(),
        decided_by=told.decided_by.strip(),
        decided_at=told.decided_at,
        until=told.until,
        by_id=person(asked.actor),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )
    if state is not None and state.status in HOLDS_SOMETHING:
        if due := _running(exam, Duty.STORAGE):
            _end(asked, due, DueStatus.MET)
        start_next(asked, exam, state, Duty.STORAGE, after=asked.exam_at)

    return StorageWaiverRecorded(waiver=row.pk, until=told.until)


def start_duties(asked: Asked, exam: Exam, state: SecureRoomState) -> None:
    """Part: papers came into the empty room: everything is owed from now on."""
    for duty in Duty:
        if duty != Duty.DISTRIBUTION and _running(exam, duty) is None:
            start_next(asked, exam, state, duty, after=asked.exam_at)


def stop_duties(asked: Asked, exam: Exam) -> None:
    """Part: the room was cleared. What was given out last is still to be looked at on the recording."""
    for due in VaultDue.objects.filter(exam=exam, status=DueStatus.RUNNING).exclude(duty=Duty.DISTRIBUTION):
        _end(asked, due, DueStatus.STOPPED)


def start_again(asked: Asked, exam: Exam, state: SecureRoomState, *, duties: tuple[Duty, ...]) -> None:
    """Part: these duties are owed by another plan now."""
    for duty in duties:
        if due := _running(exam, duty):
            _end(asked, due, DueStatus.STOPPED)
        start_next(asked, exam, state, duty, after=asked.exam_at)


def start_next(asked: Asked, exam: Exam, state: SecureRoomState, duty: Duty, *, after: dt.datetime) -> VaultDue | None:
    """Part: what is owed of a duty next, and its clock. None where nothing more is.

    A patrol that is late as soon as it is owed starts nothing: its gap was told of, and goes on until somebody walks.
    """
    slot, rule = next_slot(exam, duty, after=after, state=state), room_rules().duties[duty]
    if slot is None:
        return None
    late_at = slot.due_at + rule.grace
    if duty in FROM_THE_LAST and late_at <= asked.exam_at:
        return None
    due = VaultDue.objects.create(
        exam=exam,
        scope=exam.scope,
        duty=duty,
        opens_at=slot.opens_at,
        due_at=slot.due_at,
        late_at=late_at,
        shift_id=slot.shift,
    )
    deadline = Deadline(purpose=VaultPurpose.DUTY, subject=due.pk, due_at=late_at, warn_at=slot.due_at - rule.early)
    start(asked, scope=exam.scope, deadlines=[deadline])
    return due


def meet_handover(asked: Asked, exam: Exam, state: SecureRoomState, *, shift: UUID) -> None:
    """Part: the handover that is owed was signed, and the next is owed."""
    due = _running(exam, Duty.HANDOVER)
    if due is not None and due.shift_id == shift:
        _end(asked, due, DueStatus.MET)
        start_next(asked, exam, state, Duty.HANDOVER, after=due.due_at)


def last_done(state: SecureRoomState, told: Round, *, before: dt.datetime) -> dt.datetime:
    """Part: when this round was last done before; from when papers lie here, if it was not done since."""
    rounds = VaultRound.objects.filter(exam_id=state.exam_id, round=told, done_at__lt=before, done_at__gte=state.since)
    return rounds.order_by("-done_at").values_list("done_at", flat=True).first() or state.since


def gap_minutes(exam: Exam, told: Round, *, last: dt.datetime, until: dt.datetime) -> int:
    """Part: how many minutes more than allowed lie between two patrols; none within the grace."""
    over = until - last - rules_of(exam).vault.patrol_every
    if told != Round.PATROL or over <= room_rules().duties[Duty.PATROL].grace:
        return 0
    return -int(-over.total_seconds() // 60)


def _meet(asked: Asked, exam: Exam, state: SecureRoomState, told: Round, done_at: dt.datetime) -> None:
    """What was owed is met, and the next is owed while the room holds something.

    In a cleared room the recording of the last distribution is still owed, and nothing else.
    """
    holds = state.status in HOLDS_SOMETHING
    for duty in MEETS[told]:
        due = _running(exam, duty)
        if due is not None and due.opens_at > done_at:
            continue
        if due is not None:
            _end(asked, due, DueStatus.MET)
        if holds and duty in FROM_THE_LAST:
            start_next(asked, exam, state, duty, after=_newest(exam, told))
        elif holds and due is not None and duty != Duty.DISTRIBUTION:
            start_next(asked, exam, state, duty, after=due.due_at)
    if holds:
        # A post may have ended since: who is on post is looked at again with every round.
        start_again(asked, exam, state, duties=(Duty.ON_POST,))


def _newest(exam: Exam, told: Round) -> dt.datetime:
    return VaultRound.objects.filter(exam=exam, round=told).order_by("-done_at").values_list("done_at", flat=True)[0]


def _locked(exam: Exam) -> SecureRoomState | None:
    return SecureRoomState.objects.select_for_update().filter(exam=exam).first()


def _running(exam: Exam, duty: Duty) -> VaultDue | None:
    return VaultDue.objects.select_for_update().filter(exam=exam, duty=duty, status=DueStatus.RUNNING).first()


def _end(asked: Asked, due: VaultDue, status: DueStatus) -> None:
    due.status, due.ended_at = status, asked.exam_at
    due.save(update_fields=["status", "ended_at"])
    end_clock = meet_clock if status == DueStatus.MET else cancel
    if status != DueStatus.MISSED:
        end_clock(asked, purpose=VaultPurpose.DUTY, subjects=[due.pk])
