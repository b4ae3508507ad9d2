"""A tablet is enrolled by two officers with a code of ten minutes; whatever is wrong with a code is one refusal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kernel.sealing import lookup_hash
from kernel.time import now
from organisation.models import Device, EnrolmentSlot, PersonKey
from organisation.services.devices import CODE_COLUMN
from organisation.states import CODE_LASTS
from tests.tablet.simulated import Tablet, b64, new_key, open_slot
from tests.world import World


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_two_officers_and_a_person_of_the_venue_enrol_a_tablet(world: World) -> None:
    tablet = Tablet(world, world.client_of("sun"))
    answer = tablet.enrol(open_slot(world))

    device = Device.objects.get()
    assert answer.json() == {
        "device": str(device.pk), "kid": device.kid, "name": "平板一", "venue": "v01", "counter": 0,
    }  # fmt: skip
    assert tablet.set_pin("sun").json()["name"] == "孙主考"
    assert world.standing_history() == [
        "organisation.slot_opened", "organisation.slot_approved", "organisation.device_enrolled",
        "organisation.person_key_registered",
    ]  # fmt: skip

    # A new PIN ends the key before; a key that the tablet did not seal, or for somebody else, is none.
    assert tablet.set_pin("sun").status_code == 200
    assert PersonKey.objects.filter(person=world.sun, ended_at=None).count() == 1
    assert code_of(tablet.set_pin("sun", sealed_by=new_key())) == (403, "not_sealed_here")
    assert code_of(tablet.set_pin("sun", person=str(world.ma.pk))) == (403, "not_sealed_here")
    for stranger in ("tao", "hu", "zhao", "jin"):
        assert code_of(tablet.set_pin(stranger)) == (404, "not_there")


def test_whatever_is_wrong_with_a_code_is_one_refusal(world: World) -> None:
    unapproved, good = open_slot(world, approved_by=None), open_slot(world)
    tablet = Tablet(world, world.client_of("sun"))
    kept = EnrolmentSlot.objects.values_list("code_hash", flat=True)
    assert all(good.encode() not in bytes(one) for one in kept)

    for code in ("WRONGONE", unapproved, open_slot(world, venue="v02")):
        assert code_of(tablet.enrol(code)) == (403, "code_not_valid")
    for stranger in ("tao", "hu"):
        assert code_of(Tablet(world, world.client_of(stranger)).enrol(good)) == (403, "code_not_valid")

    assert code_of(tablet.enrol(good, persisted=False)) == (409, "storage_not_persisted")
    assert code_of(tablet.enrol(good, spki=b64(b"no key"))) == (400, "key_not_usable")
    assert tablet.enrol(f"{good[:4]}-{good[4:].lower()} ").status_code == 200
    assert code_of(Tablet(world, world.client_of("sun")).enrol(good)) == (403, "code_not_valid")
    assert code_of(tablet.enrol(open_slot(world))) == (400, "key_not_usable")


def test_the_second_officer_is_another_one_and_comes_within_ten_minutes(world: World) -> None:
    code = open_slot(world, approved_by=None)
    slot = EnrolmentSlot.objects.get()

    def approve(who: str) -> tuple[int, str]:
        return code_of(world.client_of(who).post(f"/api/devices/slots/{slot.pk}/approve/"))

    assert approve("kong") == (409, "one_person")
    for stranger in ("sun", "zhao", "chen"):
        assert approve(stranger) == (403, "not_permitted")
    assert approve("hu") == (404, "not_there")
    for who in ("sun", "hu"):
        given = {"venue": "v01", "name": "x"}
        assert world.client_of(who).post("/api/devices/slots/", given).status_code in {403, 404}

    for change in ({"approved_by": world.kong, "approved_at": now()}, {"used_at": now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EnrolmentSlot.objects.filter(pk=slot.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentSlot.objects.create(
            scope=slot.scope, unit=slot.unit, name="x", code_hash=b"x", opened_by=world.kong, opened_at=now(),
            expires_at=now() + dt.timedelta(minutes=11),
        )  # fmt: skip

    old = replaced(world, slot, "OLDCODE2", approved=False)
    assert code_of(world.client_of("bai").post(f"/api/devices/slots/{old.pk}/approve/")) == (409, "not_now")
    replaced(world, slot, "OLDCODE3", approved=True)
    assert code_of(Tablet(world, world.client_of("sun")).enrol("OLDCODE3")) == (403, "code_not_valid")
    assert approve("bai")[0] == 200
    assert Tablet(world, world.client_of("sun")).enrol(code).status_code == 200


def replaced(world: World, slot: EnrolmentSlot, code: str, *, approved: bool) -> EnrolmentSlot:
    """The same place as it would be ten minutes after it was opened."""
    opened_at = now() - CODE_LASTS
    return EnrolmentSlot.objects.create(
        scope=slot.scope, unit=slot.unit, name=slot.name, code_hash=lookup_hash(code, column=CODE_COLUMN),
        opened_by=world.kong, opened_at=opened_at, expires_at=opened_at + CODE_LASTS,
        approved_by=world.bai if approved else None, approved_at=opened_at if approved else None,
    )  # fmt: skip
