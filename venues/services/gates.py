"""Gates of a venue's readiness: set for a time, and grey when it is over."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from clocks.services import Deadline, cancel, start
from kernel.act import Asked, act
from venues.errors import ExpiryNeeded
from venues.events import GateExpired, GateSet
from venues.gateways import gate_rules
from venues.models import ReadinessGate, Venue
from venues.policies import check_open, check_venue, in_exam
from venues.states import Gate, GateState, Purpose


@act
def set_gate(
    asked: Asked,
    *,
    venue: str,
    gate: Gate,
    state: GateState,
    expires_at: dt.datetime | None = None,
    source: str = "venue",
) -> GateSet:
    """Set a gate ready or not. Ready holds until ``expires_at``, or for as long as the catalogue says."""
    place = check_venue(asked, venue)
    return put_gate(asked, place, gate=gate, state=state, expires_at=expires_at, source=source)


def put_gate(
    asked: Asked, place: Venue, *, gate: Gate, state: GateState, expires_at: dt.datetime | None, source: str
) -> GateSet:
    """Part: the gate's row and its clock."""
    expires_at = (expires_at or asked.exam_at + gate_rules()[gate].valid_for) if state == GateState.READY else None
    if expires_at is not None and expires_at <= asked.exam_at:
        raise ExpiryNeeded(gate=gate.value)

    # The venue's row is the lock: two who set the same gate for the first time must not both create it.
    Venue.objects.select_for_update().get(pk=place.pk)
    row = ReadinessGate.objects.filter(exam_id=in_exam(asked), venue=place, gate=gate).first()
    row = row or ReadinessGate(exam_id=in_exam(asked), scope=place.scope, venue=place, gate=gate)
    row.state, row.expires_at, row.source = state, expires_at, source
    row.set_at, row.set_by_id, row.entry_id = asked.exam_at, asked.actor.person_id, asked.act_id
    row.save()
    cancel(asked, purpose=Purpose.GATE, subjects=[row.pk])
    if expires_at is not None:
        start(asked, scope=place.scope, deadlines=[Deadline(purpose=Purpose.GATE, subject=row.pk, due_at=expires_at)])

    return GateSet(venue=place.code, gate=gate.value, state=state.value, expires_at=expires_at)


@act
def expire_gate(asked: Asked, *, gate_id: UUID) -> GateExpired | None:
    """Its hour has come. None when it was set anew meanwhile."""
    check_open(asked)
    row = ReadinessGate.objects.select_for_update(of=("self",)).select_related("venue").get(pk=gate_id)
    if row.state != GateState.READY or row.state_at(asked.exam_at) == GateState.READY:
        return None

    row.state = GateState.EXPIRED
    row.save(update_fields=["state"])

    return GateExpired(venue=row.venue.code, gate=row.gate)
