"""Tablets of venues: enrolled by two officers with a one-time code, keys of people on them, revoked."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import cast
from uuid import UUID, uuid4

from kernel.act import Asked, act
from kernel.dsse import kid_of, public_key
from kernel.errors import NotNow, NotThere
from kernel.sealing import lookup_hash
from kernel.words import check_words
from organisation.errors import CodeNotValid, KeyNotUsable, SamePerson, StorageNotPersisted
from organisation.events import DeviceEnrolled, DeviceRevoked, PersonKeyRegistered, SlotApproved, SlotOpened
from organisation.models import Device, DeviceHealth, EnrolmentSlot, PersonKey, Unit
from organisation.policies import check_keeps_devices, works_at_venue
from organisation.services.logins import SLIP_LETTERS
from organisation.states import CODE_LASTS, DrawnCode, TabletTold, UnitKind

CODE_LENGTH = 8
CODE_COLUMN = "organisation_enrolmentslot.code"


def draw_code() -> DrawnCode:
    """A code of eight letters and digits without look-alikes, drawn before the act: only its keyed hash is stored."""
    return DrawnCode(slot_id=uuid4(), code="".join(secrets.choice(SLIP_LETTERS) for _ in range(CODE_LENGTH)))


@act
def open_slot(asked: Asked, *, venue: str, name: str, drawn: DrawnCode) -> SlotOpened:
    """Open a place for a tablet of a venue. Its code does nothing until another officer approves it."""
    check_keeps_devices(asked.actor, asked.actor.scope)
    check_words(name)
    unit = Unit.objects.filter(path__startswith=asked.actor.scope, kind=UnitKind.VENUE, code=venue).first()
    if unit is None:
        raise NotThere

    slot = EnrolmentSlot.objects.create(
        pk=drawn.slot_id,
        scope=unit.path,
        unit=unit,
        name=name,
        code_hash=_hash(drawn.code),
        opened_by_id=cast("UUID", asked.actor.person_id),
        opened_at=asked.at,
        expires_at=asked.at + CODE_LASTS,
    )

    return SlotOpened(slot=slot.pk, scope=slot.scope, expires_at=slot.expires_at.isoformat())


@act
def approve_slot(asked: Asked, *, slot_id: UUID) -> SlotApproved:
    """Approve a place that another officer opened. Refuses the one who opened it, and a place past its time."""
    slot = EnrolmentSlot.objects.select_for_update(of=("self",)).filter(pk=slot_id).first()
    if slot is None:
        raise NotThere
    check_keeps_devices(asked.actor, slot.scope)
    if slot.opened_by_id == asked.actor.person_id:
        raise SamePerson
    if slot.approved_at is not None or slot.expires_at <= asked.at:
        raise NotNow

    slot.approved_by_id, slot.approved_at = asked.actor.person_id, asked.at
    slot.save(update_fields=["approved_by", "approved_at"])

    return SlotApproved(slot=slot.pk, scope=slot.scope)


@act
def enrol_device(asked: Asked, *, code: str, told: TabletTold) -> DeviceEnrolled:
    """Enrol the tablet at which the actor is logged in, with the code of an approved place at his venue.

    Wrong, expired, unapproved, used and another venue's are one and the same refusal. A tablet whose browser may
    throw its storage away is not enrolled at all.
    """
    slot = (
        EnrolmentSlot.objects.select_for_update(of=("self",))
        .filter(code_hash=_hash(code), approved_at__isnull=False, used_at=None, expires_at__gt=asked.at)
        .first()
    )
    if slot is None or not works_at_venue(asked.actor, slot.scope):
        raise CodeNotValid
    if not told.persisted:
        raise StorageNotPersisted
    kid = _usable(told.spki)

    slot.used_at = asked.at
    slot.save(update_fields=["used_at"])
    device = Device.objects.create(
        scope=slot.scope,
        unit_id=slot.unit_id,
        name=slot.name,
        slot=slot,
        kid=kid,
        spki=told.spki,
        user_agent=told.user_agent,
        enrolled_by_id=cast("UUID", asked.actor.person_id),
        enrolled_at=asked.at,
    )
    DeviceHealth.objects.create(device=device, scope=device.scope, app_version=told.app_version, last_seen_at=asked.at)

    return DeviceEnrolled(device=device.pk, slot=slot.pk, scope=device.scope, kid=kid)


@act
def register_person_key(asked: Asked, *, device_id: UUID, spki: bytes) -> PersonKeyRegistered:
    """Give the actor a key of his own on a tablet of a venue where he has a duty. His key before ends now.

    That the tablet itself sealed the request is checked where it is decoded; a revoked one gets no more keys.
    """
    device = Device.objects.select_for_update(of=("self",)).filter(pk=device_id, revoked_at=None).first()
    if device is None or not works_at_venue(asked.actor, device.scope):
        raise NotThere
    kid = _usable(spki)

    person_id = cast("UUID", asked.actor.person_id)
    PersonKey.objects.filter(device=device, person_id=person_id, ended_at=None).update(ended_at=asked.at)
    key = PersonKey.objects.create(
        scope=device.scope,
        device=device,
        person_id=person_id,
        kid=kid,
        spki=spki,
        entry_id=asked.act_id,
        registered_at=asked.at,
    )

    return PersonKeyRegistered(key=key.pk, device=device.pk, person=key.person_id, kid=kid)


@act
def revoke_device(asked: Asked, *, device_id: UUID, reason: str, since: dt.datetime) -> DeviceRevoked:
    """Trust a tablet no longer. What it sealed from ``since`` on (the theft, not its discovery) is set aside."""
    device = Device.objects.select_for_update(of=("self",)).filter(pk=device_id).first()
    if device is None:
        raise NotThere
    check_keeps_devices(asked.actor, device.scope)
    check_words(reason)
    if device.revoked_at is not None:
        raise NotNow

    device.revoked_since, device.revoked_at = min(since, asked.at), asked.at
    device.revoked_by_id, device.revoked_reason = asked.actor.person_id, reason
    device.save(update_fields=["revoked_since", "revoked_at", "revoked_by", "revoked_reason"])

    return DeviceRevoked(device=device.pk, scope=device.scope, since=device.revoked_since.isoformat(), reason=reason)


def _hash(code: str) -> bytes:
    """A keyed hash: 40 bits that live ten minutes need the node's own key to be guessed at, and are found at once."""
    return lookup_hash(code.strip().upper().replace("-", "").replace(" ", ""), column=CODE_COLUMN)


def _usable(spki: bytes) -> str:
    """The name of a key on P-256 that nobody has yet."""
    try:
        public_key(spki)
    except ValueError as error:
        raise KeyNotUsable from error
    kid = kid_of(spki)
    if Device.objects.filter(kid=kid).exists() or PersonKey.objects.filter(kid=kid).exists():
        raise KeyNotUsable
    return kid
