"""Equipment of a venue: tested kind by kind, and what the tests say of its gates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.act import Asked, act
from venues.errors import EquipmentUnknown, MomentDoesNotFit
from venues.events import EquipmentSilent, EquipmentTested, GateSet
from venues.models import Equipment, EquipmentTest, Venue
from venues.policies import check_reason, check_venue, in_exam
from venues.selectors.places import equipment_with_tests
from venues.services.gates import put_gate
from venues.states import EQUIPMENT_GATES, EquipmentKind, Gate, GateState, Outcome


@dataclass(frozen=True, slots=True)
class Fault:
    """An asset that did not pass, and what is wrong with it."""

    asset_code: str
    fault: str


@act
def test_equipment(
    asked: Asked, *, venue: str, equipment_kind: EquipmentKind, failed: Sequence[Fault]
) -> EquipmentTested:
    """Tell that all equipment of a kind was tested, spares included, and which of it did not pass."""
    place = check_venue(asked, venue)
    assets = {one.asset_code: one for one in Equipment.objects.filter(venue=place, kind=equipment_kind)}
    faults = {one.asset_code: one.fault for one in failed}
    if unknown := sorted(set(faults) - set(assets)):
        raise EquipmentUnknown(assets=unknown)
    if not assets:
        raise EquipmentUnknown(kind=equipment_kind.value)
    for fault in faults.values():
        check_reason(fault)

    EquipmentTest.objects.bulk_create(
        _found(asked, asset, Outcome.FAILED if code in faults else Outcome.PASSED, faults.get(code, ""))
        for code, asset in assets.items()
    )

    return EquipmentTested(
        venue=place.code,
        equipment_kind=equipment_kind.value,
        passed=len(assets) - len(faults),
        failed=tuple(sorted(faults)),
    )


@act
def report_equipment_silent(
    asked: Asked, *, venue: str, asset_code: str, since: dt.datetime, fault: str
) -> EquipmentSilent:
    """Tell that an asset which should run has stopped answering, since when, and what is seen of it."""
    place = check_venue(asked, venue)
    asset = Equipment.objects.filter(venue=place, asset_code=asset_code).first()
    if asset is None:
        raise EquipmentUnknown(assets=[asset_code])
    if since > asked.exam_at:
        raise MomentDoesNotFit(field="since")
    check_reason(fault)

    _found(asked, asset, Outcome.SILENT, fault).save(force_insert=True)

    return EquipmentSilent(venue=place.code, equipment=asset_code, equipment_kind=asset.kind, since=since)


def _found(asked: Asked, asset: Equipment, outcome: Outcome, fault: str) -> EquipmentTest:
    return EquipmentTest(
        exam_id=in_exam(asked),
        scope=asset.scope,
        equipment=asset,
        outcome=outcome,
        fault=fault,
        tested_by_id=asked.actor.person_id,
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )


@act
def judge_equipment_gate(asked: Asked, *, venue: str, equipment_kind: EquipmentKind) -> GateSet | None:
    """Set the gate that this kind of equipment makes: ready when as many work as are in use, spares counting.

    None where the kind makes no gate, or another kind of the same gate is not tested yet and nothing is short.
    """
    place = check_venue(asked, venue)
    gate = EQUIPMENT_GATES.get(equipment_kind)
    if gate is None:
        return None
    verdicts = [_enough(asked, place, kind) for kind, made in EQUIPMENT_GATES.items() if made == gate]
    if False in verdicts:
        return _put(asked, place, gate, GateState.NOT_READY)
    if None in verdicts:
        return None
    return _put(asked, place, gate, GateState.READY)


def _put(asked: Asked, place: Venue, gate: Gate, state: GateState) -> GateSet:
    return put_gate(asked, place, gate=gate, state=state, expires_at=None, source="test")


def _enough(asked: Asked, place: Venue, kind: EquipmentKind) -> bool | None:
    """Whether as many assets of the kind work as are in use; None: none was tested. What is not there is not short."""
    assets = list(equipment_with_tests(Equipment.objects.filter(venue=place, kind=kind), in_exam(asked)))
    outcomes = [getattr(asset, "outcome", None) for asset in assets]
    if assets and not any(outcomes):
        return None
    needed = sum(1 for asset in assets if not asset.spare)
    return outcomes.count(Outcome.PASSED.value) >= needed
