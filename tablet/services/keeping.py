"""Records: what became of every envelope. Nothing that a tablet sent is ever dropped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from kernel.actors import Actor
from kernel.dsse import Envelope
from kernel.scope import reading
from organisation.models import Device
from tablet.errors import IdNumberInText, LockCodeInText
from tablet.gateways.envelopes import as_bytes, hash_of, kept_bytes, may_be_kept
from tablet.models import QueuedAct
from tablet.states import Answer, SealedAct, Sent, Status

# One that comes again is counted: a tablet that cannot get rid of an envelope shall not fill a table with it.
KEEP_REJECT = """
    INSERT INTO tablet_reject
        (scope, named, act_id, counter, envelope_hash, envelope, code, sender_id, times, first_at, last_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 1, %s, %s)
    ON CONFLICT (scope, envelope_hash, code) DO UPDATE SET times = tablet_reject.times + 1, last_at = excluded.last_at
    RETURNING times
"""
NOT_KEPT = {IdNumberInText.code, LockCodeInText.code}


@dataclass(frozen=True)
class Letter:
    """One envelope of a queue: its place in the request, and its JSON, whatever that may be."""

    place: int
    told: Any


@dataclass(frozen=True)
class Opened(Letter):
    """One that could be read: its bytes, who signed them, and the act in them."""

    envelope: Envelope
    sealed: SealedAct

    @property
    def payload_hash(self) -> bytes:
        """What the next act of the chain names."""
        return hashlib.sha256(self.envelope.payload).digest()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a queue is taken: who sent it, for which tablet, and the request."""

    actor: Actor
    device: Device
    sent: Sent
    skew_ms: int


def keep_act(desk: Desk, letter: Opened, answer: Answer, *, status: Status, kids: set[str]) -> QueuedAct:
    """Keep a sealed act with its verdict. Where a text in it must not be kept, its hash is."""
    sealed = letter.sealed
    row = QueuedAct(
        scope=desk.device.scope,
        device=desk.device,
        counter=sealed.counter,
        act_id=sealed.act_id,
        payload_hash=letter.payload_hash,
        previous_hash=sealed.previous,
        envelope=b"" if answer.code in NOT_KEPT else kept_bytes(letter.envelope, kids),
        person_id=sealed.person,
        address="" if answer.code in NOT_KEPT else sealed.address,
        status=status,
        code=answer.code,
        detail=answer.detail,
        entry_id=answer.entry,
        happened_at=sealed.happened_at,
        sent_at=desk.sent.sent_at,
        received_at=desk.sent.received_at,
        relayed_by_id=desk.sent.relayed_by,
    )
    with reading(desk.actor):
        # A twin of this request, whose lease ran out meanwhile, may have kept the same row.
        QueuedAct.objects.bulk_create([row], ignore_conflicts=True)
    return row


def keep_reject(actor: Actor, scope: str, sent: Sent, letter: Letter, *, code: str) -> int:
    """Keep an envelope that nobody can act on; how often it has come now."""
    named: list[UUID | int | None] = [sent.device, None, None]
    envelope_hash = hash_of(letter.told)
    if isinstance(letter, Opened):
        named = [letter.sealed.device, letter.sealed.act_id, letter.sealed.counter]
        envelope_hash = letter.payload_hash
    envelope = as_bytes(letter.told) if may_be_kept(letter.told) else b""
    at = sent.received_at
    with reading(actor), connection.cursor() as cursor:
        cursor.execute(KEEP_REJECT, [scope, *named, envelope_hash, envelope, code, actor.person_id, at, at])
        (times,) = cursor.fetchone()
    return int(times)
