"""Locks and their keys: registered, issued from the safe, handed over, returned; who received a code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotPermitted
from organisation.services import record_proofs
from organisation.states import Side
from paper_custody.errors import MomentMissed
from paper_custody.errors.keys import LockTaken
from paper_custody.events.keys import CodeChanged, CodeReceived, KeysHandedOver, LockRegistered
from paper_custody.models.keys import CodeChange, CodeReceipt, HeldOfRoom, Key, KeyMove, Lock
from paper_custody.policies import check_batch, check_place
from paper_custody.policies.keys import (
    check_keeps_locks,
    check_key_hands,
    check_key_step,
    check_lock_given,
    check_separation,
    check_two_keepers,
)
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed
from paper_custody.states import MOST_OFF, Batch, Scan
from paper_custody.states.keys import (
    KEY_TRANSITIONS,
    CodeGiven,
    KeyForm,
    KeyStatus,
    KeyStep,
    LockGiven,
    Means,
)
from venues.policies import check_open


@act
def register_lock(asked: Asked, *, second: Actor, lock: LockGiven) -> LockRegistered:
    """Put a lock and its keys on the list, two keepers of the place together. The keys lie in the safe."""
    exam, venue = (check_open(asked), None) if not lock.venue else check_place(asked, lock.venue)
    scope = exam.scope if venue is None else venue.scope
    row = Lock(
        exam=exam,
        scope=scope,
        code=lock.code,
        kind=lock.kind,
        place=lock.place,
        venue=venue,
        batch=lock.batch,
        entry_id=asked.act_id,
    )
    check_two_keepers(asked.actor, second, [row])
    check_lock_given(lock)
    _check_new(exam, lock)

    row.save(force_insert=True)
    form = KeyForm.BAG if lock.signatures else KeyForm.KEY
    Key.objects.bulk_create(
        Key(exam=exam, scope=scope, code=code, lock=row, place=row.place, form=form, signatures=list(lock.signatures))
        for code in lock.keys
    )
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])

    return LockRegistered(
        lock=lock.code,
        lock_kind=lock.kind.value,
        venue=lock.venue,
        batch=lock.batch,
        keys=tuple(lock.keys),
        first=person(asked.actor),
        second=person(second),
    )


def _check_new(exam: Exam, lock: LockGiven) -> None:
    """Refuse a code that is on the list already, of a lock or of a key, and one that is named twice."""
    taken = {code for code in lock.keys if list(lock.keys).count(code) > 1}
    taken |= set(Lock.objects.filter(exam=exam, code=lock.code).values_list("code", flat=True))
    taken |= set(Key.objects.filter(exam=exam, code__in=lock.keys).values_list("code", flat=True))
    if taken:
        raise LockTaken(codes=sorted(taken))


@act
def issue_keys(asked: Asked, *, receiver: Actor, keys: Sequence[str]) -> KeysHandedOver:
    """Issue keys from the safe: the actor keeps it, the receiver holds them from now on."""
    found = lock_keys(asked, receiver, keys)
    return _pass_keys(asked, found, receiver=receiver, step=KeyStep.ISSUE)


@act
def hand_over_keys(asked: Asked, *, receiver: Actor, keys: Sequence[str]) -> KeysHandedOver:
    """Hand keys over from hand to hand. Only who holds one gives it: keys are neither lent nor taken for another."""
    found = lock_keys(asked, receiver, keys)
    return _pass_keys(asked, found, receiver=receiver, step=KeyStep.HAND_OVER)


@act
def return_keys(asked: Asked, *, receiver: Actor, keys: Sequence[str]) -> KeysHandedOver:
    """Return keys to the safe: their holder gives them to another who keeps it. A lost one that was found, too."""
    found = lock_keys(asked, receiver, keys)
    return _pass_keys(asked, found, receiver=receiver, step=KeyStep.RETURN)


def lock_keys(asked: Asked, other: Actor, codes: Sequence[str]) -> Sequence[Key]:
    """Part: the keys of these codes, both people entitled to each. All locks of their rooms stay locked until the end.

    Two handovers in one room wait for each other: else each would see the other's key still elsewhere.
    """
    check_keeps_locks(asked.actor)
    exam = check_open(asked)
    check_batch(Batch(scans=[Scan(code) for code in codes]))
    places = set(Key.objects.filter(exam=exam, code__in=codes).values_list("place", flat=True))
    _lock_rooms(exam, places)
    keys = list(Key.objects.select_for_update(of=("self",)).filter(exam=exam, code__in=codes).select_related("lock"))
    if len(keys) < len(codes):
        raise NotPermitted
    check_two_keepers(asked.actor, other, [key.lock for key in keys])
    return sorted(keys, key=lambda key: key.code)


def _lock_rooms(exam: Exam, places: Collection[str]) -> None:
    list(Lock.objects.select_for_update().filter(exam=exam, place__in=places).order_by("code"))


def _pass_keys(asked: Asked, keys: Sequence[Key], *, receiver: Actor, step: KeyStep) -> KeysHandedOver:
    check_key_step(keys, step)
    check_key_hands(keys, asked.actor)
    holder = None if step == KeyStep.RETURN else receiver
    if holder is not None:
        check_separation([key.lock for key in keys], holder, Means.KEY)

    given = {(key.exam_id, key.place, key.holder_id) for key in keys if key.holder_id is not None}
    moves = KeyMove.objects.bulk_create(
        KeyMove(
            exam_id=key.exam_id,
            scope=key.scope,
            key=key,
            step=step,
            giver_id=person(asked.actor),
            receiver_id=person(receiver),
            holder_id=None if holder is None else person(holder),
            entry_id=asked.act_id,
            at=asked.at,
            exam_at=asked.exam_at,
        )
        for key in keys
    )
    record_proofs(asked, sides=[(Side.GIVER, asked.actor), (Side.RECEIVER, receiver)])
    if holder is not None:
        hold([key.lock for key in keys], holder, Means.KEY)
    for key, move in zip(keys, moves, strict=True):
        key.status = KEY_TRANSITIONS[KeyStatus(key.status), step]
        key.holder_id, key.means = (None, None) if holder is None else (person(holder), Means.KEY.value)
        key.last_move, key.since = move, asked.exam_at
    Key.objects.bulk_update(keys, ["status", "holder", "means", "last_move", "since"])
    _let_go(given)

    return KeysHandedOver(
        step=step.value,
        keys=tuple(key.code for key in keys),
        giver=person(asked.actor),
        receiver=person(receiver),
    )


def hold(locks: Iterable[Lock], holder: Actor, means: Means) -> None:
    """Part: from now on this is what the person holds of these rooms."""
    for lock in {lock.pk: lock for lock in locks}.values():
        HeldOfRoom.objects.get_or_create(
            exam_id=lock.exam_id,
            place=lock.place,
            person_id=person(holder),
            lock=lock,
            means=means.value,
            defaults={"scope": lock.scope},
        )


def _let_go(given: Iterable[tuple[UUID, str, UUID]]) -> None:
    """Part: who gave his last key of a room holds nothing of it any more."""
    for exam_id, place, holder_id in given:
        rows = HeldOfRoom.objects.filter(exam_id=exam_id, place=place, person_id=holder_id, means=Means.KEY)
        if not Key.objects.filter(exam_id=exam_id, place=place, holder_id=holder_id).exists():
            rows.delete()


@act
def receive_code(asked: Asked, *, receiver: Actor, receipt: CodeGiven) -> CodeReceived:
    """Write down that the receiver got a lock's code from the actor, by which channel and when. Never the code."""
    lock = _lock_called(asked, receiver, receipt.lock)
    received_at = receipt.received_at or asked.exam_at
    if received_at > asked.exam_at or asked.exam_at - received_at > MOST_OFF:
        raise MomentMissed(done_at=received_at.isoformat())
    check_separation([lock], receiver, Means.CODE)

    record_proofs(asked, sides=[(Side.GIVER, asked.actor), (Side.RECEIVER, receiver)])
    hold([lock], receiver, Means.CODE)
    CodeReceipt.objects.create(
        exam_id=lock.exam_id,
        scope=lock.scope,
        lock=lock,
        place=lock.place,
        channel=receipt.channel,
        received_at=received_at,
        giver_id=person(asked.actor),
        receiver_id=person(receiver),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )

    return CodeReceived(
        lock=lock.code,
        channel=receipt.channel.value,
        received_at=received_at,
        giver=person(asked.actor),
        receiver=person(receiver),
    )


@act
def change_code(asked: Asked, *, second: Actor, lock: str) -> CodeChanged:
    """Write down that two keepers changed a lock's code: whoever received the old one is free of it."""
    row = _lock_called(asked, second, lock)

    _known_codes(row).update(means=None, ended_entry_id=asked.act_id)
    HeldOfRoom.objects.filter(lock=row, means=Means.CODE).delete()
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    CodeChange.objects.create(exam_id=row.exam_id, scope=row.scope, lock=row, **signed(asked, second))

    return CodeChanged(lock=row.code, first=person(asked.actor), second=person(second))


def _lock_called(asked: Asked, other: Actor, code: str) -> Lock:
    """The lock of this code, with its room locked, where both keep it. None there looks like one that is not yours."""
    check_keeps_locks(asked.actor)
    exam = check_open(asked)
    lock = Lock.objects.filter(exam=exam, code=code).first()
    if lock is None:
        raise NotPermitted
    check_two_keepers(asked.actor, other, [lock])
    _lock_rooms(exam, [lock.place])
    return lock


def _known_codes(lock: Lock) -> QuerySet[CodeReceipt]:
    return CodeReceipt.objects.filter(lock=lock, ended_entry=None)
