"""Warnings about locks, and checks for ``verify_journal`` of keys, codes and locks opened by force."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody.events.failures import LockFailed, LockForced
from paper_custody.events.keys import CodeReceived, KeysHandedOver
from paper_custody.models.failures import ForcedOpening
from paper_custody.models.keys import CodeReceipt, KeyMove
from paper_custody.services.failures import record_hash, warn_of_batch
from paper_custody.states.failures import ForceTold, ForceWitness, SealDisposal


@react(LockFailed)
def venues_with_the_same_lock_are_warned(fact: LockFailed, asked: Asked) -> None:
    """What failed here may fail there in a minute."""
    warn_of_batch(asked, failure_id=fact.failure)


@agrees(KeysHandedOver)
def the_keys_moved_as_told(fact: KeysHandedOver, entry_id: UUID) -> Iterator[str]:
    """One row a key, by the two who signed."""
    rows = KeyMove.objects.filter(entry_id=entry_id).values_list("key__code", "step", "giver_id", "receiver_id")
    if set(rows) != {(key, fact.step, fact.giver, fact.receiver) for key in fact.keys}:
        yield f"keys {', '.join(fact.keys)} did not move as told"


@agrees(CodeReceived)
def the_code_was_received_as_told(fact: CodeReceived, entry_id: UUID) -> Iterator[str]:
    """Who received it, of which lock, by which channel."""
    rows = CodeReceipt.objects.filter(entry_id=entry_id).values_list("lock__code", "channel", "giver_id", "receiver_id")
    if list(rows) != [(fact.lock, fact.channel, fact.giver, fact.receiver)]:
        yield f"the code of lock {fact.lock} was not received as told"


@agrees(LockForced)
def the_lock_was_forced_as_told(fact: LockForced, entry_id: UUID) -> Iterator[str]:
    """By these two, with recording and seals as the fact commits to."""
    row = ForcedOpening.objects.filter(entry_id=entry_id, failure=fact.failure).first()
    if row is None or (row.first_id, row.second_id) != (fact.first, fact.second):
        yield f"lock {fact.lock} was not forced as told"
    elif record_hash(_told(row)) != fact.record_hash:
        yield f"the record of forcing lock {fact.lock} was changed"


def _told(row: ForcedOpening) -> ForceTold:
    watched = [ForceWitness(one["name"], one["post"]) for one in row.witnesses]
    return ForceTold(row.video, row.old_seal, SealDisposal(row.disposal), row.new_seal, watched)
