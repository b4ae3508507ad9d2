"""Whether a venue is ready: all of its gates, each for its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from venues.gateways import gate_rules
from venues.models import ReadinessGate
from venues.states import Gate, GateState


@dataclass(frozen=True, slots=True)
class GateTold:
    """A gate at a moment of exam time. ``unset``: nobody has looked yet. ``set_at``: when somebody last did."""

    gate: Gate
    state: GateState
    zh: str
    en: str
    expires_at: dt.datetime | None
    source: str
    set_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Ready when all gates are; not ready when one is not or was never looked at; expired when one has faded."""

    state: GateState
    gates: tuple[GateTold, ...]


def gates_of(exam_id: UUID) -> QuerySet[ReadinessGate]:
    """The gates set in an exam."""
    return ReadinessGate.objects.filter(exam_id=exam_id).select_related("venue").order_by("venue__code", "gate")


def readiness_of(rows: Iterable[ReadinessGate], *, exam_at: dt.datetime) -> Readiness:
    """One venue's readiness from its rows."""
    known = {row.gate: row for row in rows}
    gates = tuple(_told(gate, known.get(gate), exam_at) for gate in gate_rules())
    states = {one.state for one in gates}
    if states == {GateState.READY}:
        state = GateState.READY
    elif states & {GateState.NOT_READY, GateState.UNSET}:
        state = GateState.NOT_READY
    else:
        state = GateState.EXPIRED
    return Readiness(state=state, gates=gates)


def _told(gate: Gate, row: ReadinessGate | None, exam_at: dt.datetime) -> GateTold:
    rule = gate_rules()[gate]
    return GateTold(
        gate=gate,
        state=GateState.UNSET if row is None else row.state_at(exam_at),
        zh=rule.zh,
        en=rule.en,
        expires_at=None if row is None else row.expires_at,
        source="" if row is None else row.source,
        set_at=None if row is None else row.set_at,
    )
