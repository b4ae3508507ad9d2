"""Reads of what came out of tablets' queues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from journal.models import Entry
from organisation.models import Device
from tablet.models import QueuedAct, Reject
from tablet.states import Status

# The missing numbers of each tablet, as first and last of each run.
GAPS = """
    SELECT device_id, before + 1, counter - 1 FROM (
        SELECT device_id, counter, coalesce(lag(counter) OVER (PARTITION BY device_id ORDER BY counter), 0) AS before
        FROM tablet_queuedact WHERE device_id = ANY(%s::uuid[])
    ) AS numbered WHERE counter > before + 1 ORDER BY device_id, counter
"""


def around(device: Device, counters: Collection[int], act_ids: Collection[UUID]) -> QuerySet[QueuedAct]:
    """What is known of these numbers, their neighbours and these act ids."""
    near = {counter + step for counter in counters for step in (-1, 0, 1)}
    return QueuedAct.objects.filter(Q(counter__in=near) | Q(act_id__in=act_ids), device=device).defer("envelope")


def first_set_aside(device: Device) -> int | None:
    """The lowest number of a tablet that was set aside after its revocation."""
    aside = QueuedAct.objects.filter(device=device, status=Status.QUARANTINED).order_by("counter")
    return aside.values_list("counter", flat=True).first()


def next_counter(device: Device) -> int:
    """The number after the highest one known."""
    highest = QueuedAct.objects.filter(device=device).order_by("-counter").values_list("counter", flat=True).first()
    return (highest or 0) + 1


def gaps_of(devices: Collection[UUID]) -> dict[UUID, list[tuple[int, int]]]:
    """Which numbers are missing, per tablet, as runs from first to last. A tablet without a gap is not in it."""
    with connection.cursor() as cursor:
        cursor.execute(GAPS, [list(devices)])
        gaps = defaultdict[UUID, list[tuple[int, int]]](list)
        for device, first, last in cursor.fetchall():
            gaps[device].append((first, last))
    return dict(gaps)


def commitments(entries: Collection[UUID]) -> dict[UUID, bytes]:
    """What the journal publishes of these entries."""
    found = Entry.objects.filter(pk__in=entries).values_list("pk", "commitment")
    return {pk: bytes(commitment) for pk, commitment in found}


def not_accepted(scope: str) -> QuerySet[QueuedAct]:
    """Sealed acts of a county that were refused or set aside, the latest first."""
    found = QueuedAct.objects.filter(scope__startswith=scope).exclude(status=Status.ACCEPTED)
    return found.select_related("device__unit", "person").defer("envelope").order_by("-received_at", "-pk")


def rejects_of(scope: str) -> QuerySet[Reject]:
    """Envelopes of a county that nobody could act on, the latest first."""
    found = Reject.objects.filter(scope__startswith=scope)
    return found.select_related("sender").defer("envelope").order_by("-last_at", "-pk")
