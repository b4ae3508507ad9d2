"""Whether an envelope may be acted on: whose signatures it bears, where it stands in the chain, and since when."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from kernel.actors import Actor
from kernel.dsse import Envelope, opened, signed_with
from organisation.errors import NotSealedHere
from organisation.models import Device, PersonKey
from tablet.errors import (
    ActIdReused,
    CounterTaken,
    PreviousNotMatching,
    SealedAfterRevocation,
    SignatureNotValid,
    WrongDevice,
)
from tablet.models import QueuedAct
from tablet.states import PERSON_KEY_TYPE, SealedAct


def check_sealed_by(device: Device, sealed: SealedAct, envelope: Envelope) -> None:
    """Refuse what another tablet sealed, or whoever has not this tablet's key."""
    if sealed.device != device.pk:
        raise WrongDevice
    if not signed_with(envelope, kid=device.kid, spki=bytes(device.spki)):
        raise SignatureNotValid


def check_signed_by(sealed: SealedAct, envelope: Envelope, keys: Collection[PersonKey]) -> tuple[PersonKey, ...]:
    """The keys with which the person, and the second one where there is one, signed. Refuses where one is missing.

    A key that a newer one has ended still holds for what was sealed before.
    """
    people = [sealed.person] if sealed.second is None else [sealed.person, sealed.second]
    return tuple(_key_of(person, sealed, envelope, keys) for person in people)


def _key_of(person: object, sealed: SealedAct, envelope: Envelope, keys: Collection[PersonKey]) -> PersonKey:
    for key in keys:
        in_time = key.ended_at is None or put_right(sealed, 0) < key.ended_at
        if key.person_id == person and in_time and signed_with(envelope, kid=key.kid, spki=bytes(key.spki)):
            return key
    raise SignatureNotValid


def check_place(
    sealed: SealedAct, payload_hash: bytes, known: Mapping[int, QueuedAct], ids: Mapping[object, int]
) -> None:
    """Refuse what breaks the chain: a number or an id that another act has, or a neighbour that does not match.

    A number that is missing before it is no breach: the one who bears it may come later, and is checked then.
    """
    if sealed.counter in known or sealed.act_id in ids:
        same = known.get(sealed.counter)
        raise ActIdReused if same is None or same.act_id == sealed.act_id else CounterTaken
    before, after = known.get(sealed.counter - 1), known.get(sealed.counter + 1)
    expected = b"" if sealed.counter == 1 else None if before is None else bytes(before.payload_hash)
    if expected is not None and sealed.previous != expected:
        raise PreviousNotMatching
    if after is not None and bytes(after.previous_hash) != payload_hash:
        raise PreviousNotMatching


def check_not_revoked(device: Device, sealed: SealedAct, *, skew_ms: int, set_aside_from: int | None) -> None:
    """Refuse what was sealed after the moment from which the tablet is not trusted, by its clock or by ours.

    What follows in the chain on an act that was set aside was sealed after it, whatever its clock says.
    """
    if device.revoked_since is None:
        return
    latest = max(sealed.happened_at, put_right(sealed, skew_ms))
    if latest >= device.revoked_since or (set_aside_from is not None and sealed.counter > set_aside_from):
        raise SealedAfterRevocation


def put_right(sealed: SealedAct, skew_ms: int) -> dt.datetime:
    """When it happened by our clock, as far as the tablet knew how far its own was off."""
    skew = skew_ms if sealed.skew_ms is None else sealed.skew_ms
    return sealed.happened_at - dt.timedelta(milliseconds=max(-FARTHEST, min(FARTHEST, skew)))


# Skews beyond ten years are no clock's.
FARTHEST = 10 * 365 * 86_400_000


def check_new_key(told: Any, *, device: Device, actor: Actor) -> bytes:
    """A person's new public key. Refuses (``not_sealed_here``) unless this tablet sealed it, for the one logged in."""
    try:
        envelope = opened(told)
        payload = json.loads(envelope.payload)
        named = (UUID(payload["device"]), UUID(payload["person"]))
        spki = base64.b64decode(payload["spki"], validate=True)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotSealedHere from error
    if envelope.payload_type != PERSON_KEY_TYPE or named != (device.pk, actor.person_id):
        raise NotSealedHere
    if payload.get("pin_set") is not True or not signed_with(envelope, kid=device.kid, spki=bytes(device.spki)):
        raise NotSealedHere
    return spki
