"""Records of tablets, and the confirmation of what was signed on them without network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import cast
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.dsse import kid_of
from kernel.errors import NotThere
from kernel.scope import reading
from kernel.time import now
from organisation.events import OfflineSignaturesConfirmed
from organisation.models import DeviceHealth, OfflineConfirmation
from organisation.selectors import signed_offline
from organisation.states import HealthTold

# A server process that dies while it holds the lease keeps the tablet waiting so long; a slow one holds it for longer.
LEASE_LASTS = dt.timedelta(seconds=30)
KEEP_KEY = "INSERT INTO organisation_receiptkey (kid, spki, made_at) VALUES (%s, %s, %s) ON CONFLICT (kid) DO NOTHING"


@act
def confirm_offline_signatures(asked: Asked, *, acts: Collection[UUID]) -> OfflineSignaturesConfirmed:
    """Confirm that one signed these acts oneself. Refuses what is not there, another's, or confirmed before."""
    proofs = list(signed_offline(asked.actor).filter(act_id__in=set(acts)))
    if not proofs or {proof.act_id for proof in proofs} != set(acts):
        raise NotThere

    OfflineConfirmation.objects.bulk_create(
        OfflineConfirmation(proof=proof, entry_id=asked.act_id, at=asked.at) for proof in proofs
    )

    return OfflineSignaturesConfirmed(
        person=cast("UUID", asked.actor.person_id), acts=tuple(proof.act_id for proof in proofs)
    )


def take_lease(actor: Actor, device_id: UUID) -> UUID | None:
    """A record: take the one lease there is on sending for a tablet. None where somebody holds it.

    Compare-and-set and not a row lock: every act of the queue commits by itself, so that no lock could outlive it.
    """
    lease, at = uuid4(), now()
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    with reading(actor):
        taken = DeviceHealth.objects.filter(free, pk=device_id).update(lease=lease, leased_until=at + LEASE_LASTS)
    return lease if taken else None


def keep_lease(actor: Actor, device_id: UUID, lease: UUID) -> bool:
    """A record: hold the lease for longer. False where it ran out and somebody else took it."""
    with reading(actor):
        held = DeviceHealth.objects.filter(pk=device_id, lease=lease)
        return held.update(leased_until=now() + LEASE_LASTS) == 1


def end_lease(actor: Actor, device_id: UUID, lease: UUID) -> None:
    """A record: give the lease back."""
    with reading(actor):
        DeviceHealth.objects.filter(pk=device_id, lease=lease).update(lease=None, leased_until=None)


def note_health(actor: Actor, device_id: UUID, told: HealthTold) -> None:
    """A record: how the tablet said that it is. Skew is kept and shown, never corrected."""
    with reading(actor):
        DeviceHealth.objects.filter(pk=device_id).update(
            queued=told.queued,
            oldest_at=told.oldest_at,
            battery=told.battery,
            storage_used=told.storage_used,
            storage_quota=told.storage_quota,
            app_version=told.app_version,
            persisted=told.persisted,
            skew_ms=told.skew_ms,
            last_seen_at=now(),
        )


def keep_receipt_key(spki: bytes) -> None:
    """A record: publish the key with which this process signs, before the first receipt leaves."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_KEY, [kid_of(spki), spki, now()])
