"""Departments of Linhe, each with a liaison of its own."""

from __future__ import annotations

import datetime as dt

from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.sealing import seal
from kernel.time import now
from organisation.models import PHONE, Login, Person, Post, Unit
from tests.world import LINHE, World

NINE = ("police", "health", "emergency", "power", "water", "telecom", "transport", "meteorology", "fire")


def with_departments(world: World, codes: tuple[str, ...] = NINE) -> None:
    """A unit and a liaison (``l-health``) for each of these that the world does not have; police has Jin."""
    with reading(SYSTEM):
        for number, code in enumerate(codes, start=50):
            if code != "police":
                path = f"{LINHE}{code}/"
                unit = Unit.objects.create(
                    code=code, name=f"临河县{code}局", level="unit", kind="department", path=path, number=number
                )
                world.people[f"l-{code}"] = liaison(unit, f"l-{code}")


def liaison(unit: Unit, name: str, *, phone: str = "13800000000") -> Person:
    """A further liaison of a unit."""
    sealed = seal(phone, column=PHONE)
    person = Person.objects.create(
        scope=unit.path, staff_number=name, name=f"联络员{name}", unit=unit, pinyin=name, phone_sealed=sealed
    )
    Login.objects.create(username=name, person=person, password="!")
    begin, end = now() - dt.timedelta(days=30), now() + dt.timedelta(days=400)
    Post.objects.create(scope=unit.path, person=person, unit=unit, role="liaison", starts_at=begin, ends_at=end)
    return person


def liaison_of(code: str) -> str:
    """Who confirms for a department, by the name in the world."""
    return "jin" if code == "police" else f"l-{code}"
