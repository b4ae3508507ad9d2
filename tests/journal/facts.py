"""Facts and acts of the tests' own, for what the journal promises whatever the app."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.act import Asked, act
from kernel.errors import DomainError
from kernel.events import DomainEvent
from organisation.models import Unit


@dataclass(frozen=True, slots=True)
class BellRung(DomainEvent):
    """A bell rang."""

    bell: str


@dataclass(frozen=True, slots=True)
class CrackFound(DomainEvent):
    """A bell was found cracked."""

    bell: str


class Cracked(DomainError):
    """The bell is cracked; that is itself a fact."""

    code = "tests_cracked"
    sentence = "This bell is cracked. Ring another."
    finding = CrackFound


class Muffled(DomainError):
    """The bell is muffled; nobody needs to know."""

    code = "tests_muffled"
    sentence = "This bell is muffled."


@act
def ring(asked: Asked, *, bell: str) -> BellRung:
    """Ring a bell, and count it on the county's unit so that a rollback shows."""
    unit = Unit.objects.select_for_update().get(code="150821")
    unit.number += 1
    unit.save(update_fields=["number"])
    if bell == "cracked":
        raise Cracked(bell=bell)
    if bell == "muffled":
        raise Muffled(bell=bell)
    if bell == "broken":
        raise ZeroDivisionError
    return BellRung(bell=bell)


@act
def ring_nothing(asked: Asked) -> BellRung | None:
    """Find nothing to ring."""
    Unit.objects.filter(code="150821").update(number=99)
    return None


@act
def ring_within(asked: Asked) -> BellRung:
    """Nest an act, which is forbidden."""
    return ring(asked, bell="inner")


@act
def ring_alone(asked: Asked) -> BellRung:
    """Ring without touching any row: only the journal works."""
    return BellRung(bell="alone")
