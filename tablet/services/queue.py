"""A tablet's queue: one request, one transaction per act, one verdict per act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import DomainError, NotPermitted
from kernel.scope import reading
from kernel.time import now
from organisation.errors import SamePerson
from organisation.models import Device, PersonKey
from organisation.policies import county_of
from organisation.selectors import actors_by_keys, device_for, keys_on
from organisation.services import end_lease, keep_lease, note_health, take_lease
from organisation.services.offline import LEASE_LASTS
from organisation.states import HealthTold
from tablet.errors import (
    ActIdReused,
    DeviceNotKnown,
    EnvelopeNotReadable,
    SealedAfterRevocation,
    ServerFailed,
    SyncRunning,
)
from tablet.gateways import addresses
from tablet.gateways.envelopes import check_texts, open_envelope, read_act
from tablet.models import QueuedAct
from tablet.policies import check_not_revoked, check_place, check_sealed_by, check_signed_by
from tablet.selectors.queue import around, commitments, first_set_aside, gaps_of, next_counter
from tablet.services.keeping import Desk, Letter, Opened, keep_act, keep_reject
from tablet.states import TRIES_BEFORE_SKIPPING, Answer, SealedAct, Sent, Status, Verdict

RENEW_AFTER = LEASE_LASTS / 3
LAST = 2**53
FAILED = 500
# What the journal calls a known act id with other bytes; a tablet's protocol has its own word.
TAKEN = "act_id_taken"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a queue: a verdict for each envelope, in the order of their numbers, and what is missing."""

    verdicts: list[Verdict]
    next_counter: int
    gaps: list[tuple[int, int]]
    commitments: dict[UUID, bytes]


@dataclass(slots=True)
class Known:
    """What is known of a tablet while its queue is taken; it grows with every act."""

    keys: list[PersonKey]
    actors: dict[UUID, Actor]
    by_counter: dict[int, QueuedAct]
    set_aside_from: int | None
    ids: dict[object, int] = field(default_factory=dict)

    def add(self, row: QueuedAct) -> None:
        """One more."""
        self.by_counter[row.counter] = row
        self.ids[row.act_id] = row.counter
        if row.status == Status.QUARANTINED:
            self.set_aside_from = min(row.counter, self.set_aside_from or row.counter)


def take_queue(actor: Actor, sent: Sent, *, health: HealthTold | None) -> Taken:
    """Take what a tablet sends, whoever of its venue is logged in there: each act's actor is whom it is sealed by.

    An act is played through the very address that it names, and its verdict is that of the address. What comes again
    is answered as before. Refuses (``sync_running``) while another request sends for the same tablet.
    """
    with reading(actor):
        device = device_for(actor, sent.device)
    letters = [_read(place, told) for place, told in enumerate(sent.acts)]
    if device is None:
        county = county_of(actor.scope)
        verdicts = [_reject(actor, county, sent, letter, DeviceNotKnown()) for letter in letters]
        return Taken(verdicts, 0, [], {})
    lease = take_lease(actor, device.pk)
    if lease is None:
        raise SyncRunning
    try:
        skew_ms = round((sent.sent_at - sent.received_at).total_seconds() * 1000)
        verdicts = list(_each(Desk(actor, device, sent, skew_ms), letters, lease))
    finally:
        end_lease(actor, device.pk, lease)
    if health is not None:
        note_health(actor, device.pk, replace(health, skew_ms=skew_ms))
    return _taken(actor, device, verdicts)


def _taken(actor: Actor, device: Device, verdicts: list[Verdict]) -> Taken:
    with reading(actor):
        entries = [verdict.entry for verdict in verdicts if verdict.entry is not None]
        gaps = gaps_of([device.pk]).get(device.pk, [])
        return Taken(verdicts, next_counter(device), gaps, commitments(entries))


def _read(place: int, told: Any) -> Letter:
    try:
        envelope = open_envelope(told)
        return Opened(place, told, envelope, read_act(envelope.payload))
    except EnvelopeNotReadable:
        return Letter(place, told)


def _each(desk: Desk, letters: Sequence[Letter], lease: UUID) -> Iterator[Verdict]:
    """A verdict for each, in the order of their numbers: effect must not precede cause.

    Where the server fails, what follows waits with it, until it has failed so often at the same act that it would
    hold up everything for ever.
    """
    with reading(desk.actor):
        known = _known(desk, [letter.sealed for letter in letters if isinstance(letter, Opened)])
    ordered = sorted(letters, key=lambda one: (one.sealed.counter if isinstance(one, Opened) else LAST, one.place))
    renewed, waiting = now(), False
    for letter in ordered:
        if now() - renewed > RENEW_AFTER:
            waiting = waiting or not keep_lease(desk.actor, desk.device.pk, lease)
            renewed = now()
        if waiting:
            yield _waits(letter)
            continue
        verdict, waiting = _one(desk, known, letter)
        yield verdict


def _known(desk: Desk, acts: Sequence[SealedAct]) -> Known:
    keys = list(keys_on(desk.device))
    people = {act.person for act in acts} | {act.second for act in acts}
    known = Known(
        keys=keys,
        actors=actors_by_keys([key for key in keys if key.person_id in people]),
        by_counter={},
        set_aside_from=None if desk.device.revoked_since is None else first_set_aside(desk.device),
    )
    for row in around(desk.device, {act.counter for act in acts}, {act.act_id for act in acts}):
        known.add(row)
    return known


def _one(desk: Desk, known: Known, letter: Letter) -> tuple[Verdict, bool]:
    """The verdict on one envelope, and whether those after it must wait."""
    if not isinstance(letter, Opened):
        return _reject(desk.actor, desk.device.scope, desk.sent, letter, EnvelopeNotReadable()), False
    try:
        signers = _authentic(desk, known, letter)
    except DomainError as refusal:
        return _reject(desk.actor, desk.device.scope, desk.sent, letter, refusal), False
    before = known.by_counter.get(letter.sealed.counter)
    if before is not None:
        return _as_before(letter, before), False
    answer, status = _answer(desk, known, letter, signers)
    if answer.status >= FAILED:
        times = keep_reject(desk.actor, desk.device.scope, desk.sent, letter, code=ServerFailed.code)
        return _waits(letter), times < TRIES_BEFORE_SKIPPING
    row = keep_act(desk, letter, answer, status=status, kids={desk.device.kid, *(key.kid for key in signers)})
    known.add(row)
    return _as_before(letter, row), False


def _authentic(desk: Desk, known: Known, letter: Opened) -> tuple[PersonKey, ...]:
    """Whose keys signed. Refuses what is not signed by whom it names, or has no place in the chain."""
    check_sealed_by(desk.device, letter.sealed, letter.envelope)
    before = known.by_counter.get(letter.sealed.counter)
    if before is None or bytes(before.payload_hash) != letter.payload_hash:
        check_place(letter.sealed, letter.payload_hash, known.by_counter, known.ids)
    return check_signed_by(letter.sealed, letter.envelope, known.keys)


def _answer(desk: Desk, known: Known, letter: Opened, signers: Sequence[PersonKey]) -> tuple[Answer, Status]:
    """What the address says to the act; or why it is not even asked."""
    sealed = letter.sealed
    try:
        check_texts(sealed)
        check_not_revoked(desk.device, sealed, skew_ms=desk.skew_ms, set_aside_from=known.set_aside_from)
        if sealed.person == sealed.second:
            raise SamePerson
        first, *others = [_actor(known, key) for key in signers]
        asked = Asked(
            act_id=sealed.act_id,
            actor=first,
            exam_id=None,
            received_at=desk.sent.received_at,
            request_hash=letter.payload_hash,
            happened_at=sealed.happened_at,
            sent_at=desk.sent.sent_at,
            device_id=desk.device.pk,
        )
        answer = addresses.play(sealed.address, body=sealed.body, asked=asked, second=others[0] if others else None)
    except SealedAfterRevocation as refusal:
        return Answer(refusal.status, refusal.code), Status.QUARANTINED
    except DomainError as refusal:
        return Answer(refusal.status, refusal.code, refusal.detail or None), Status.REFUSED
    if answer.code == TAKEN:
        answer = replace(answer, code=ActIdReused.code)
    return answer, Status.REFUSED if answer.code else Status.ACCEPTED


def _actor(known: Known, key: PersonKey) -> Actor:
    """Whom a key stands for. A login that was closed meanwhile acts no more."""
    if key.pk not in known.actors:
        raise NotPermitted
    return known.actors[key.pk]


def _reject(actor: Actor, scope: str, sent: Sent, letter: Letter, refusal: DomainError) -> Verdict:
    keep_reject(actor, scope, sent, letter, code=refusal.code)
    return replace(_waits(letter), status=Status.REFUSED, code=refusal.code)


def _waits(letter: Letter) -> Verdict:
    waits = Verdict(letter.place, act_id=None, counter=None, status=Status.WAITING, code=ServerFailed.code)
    if not isinstance(letter, Opened):
        return waits
    return replace(waits, act_id=letter.sealed.act_id, counter=letter.sealed.counter)


def _as_before(letter: Letter, row: QueuedAct) -> Verdict:
    return Verdict(
        place=letter.place,
        act_id=row.act_id,
        counter=row.counter,
        status=Status(row.status),
        code=row.code,
        detail=row.detail,
        entry=row.entry_id,
    )
