"""How rooms are counted: by one, then by another who does not know what the first found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from paper_custody.states.asks import Counted
from paper_custody.states.bags import Material

# What a count tells of a room's papers or cards, in the order of the form.
NUMBERS = (
    "spare_issued", "used_by_present", "blank_for_absent", "surplus_blank", "voided_replaced", "present", "absent",
)  # fmt: skip


class CountState(StrEnum):
    """How far a room's count is. ONCE: one has counted, and nobody learns what before another has."""

    NONE = "none"
    ONCE = "once"
    AGREED = "agreed"
    DIFFERING = "differing"


class Term(StrEnum):
    """An equation of the count identity (handbook 2.2, C14): which one does not come out."""

    NOMINAL = "nominal"
    SEATS = "seats"
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class MaterialCounted:
    """What is out of the ordinary in a room's papers or cards. A number that is not told follows from the others."""

    material: Material
    subject: str = ""
    spare_issued: int = 0
    voided_replaced: int = 0
    used_by_present: int | None = None
    blank_for_absent: int | None = None
    surplus_blank: int | None = None


@dataclass(frozen=True, slots=True)
class RoomCounted:
    """One person's count of a room: how many are absent, and where papers or cards are not as follows from that."""

    room: str
    absent: int
    present: int | None = None
    exceptions: Sequence[MaterialCounted] = ()

    def of(self, material: Material, subject: str, *, nominal: int, seats: int) -> Counted:
        """The whole count of one material: what was told, and what follows from it, from seats and from nominal."""
        one = self.exception(material, subject) or MaterialCounted(material)
        present = max(0, seats - self.absent) if self.present is None else self.present
        used = present if one.used_by_present is None else one.used_by_present
        blank = self.absent if one.blank_for_absent is None else one.blank_for_absent
        rest = max(0, nominal + one.spare_issued - one.voided_replaced - used - blank)
        return Counted(
            room=self.room,
            material=material,
            subject=subject,
            spare_issued=one.spare_issued,
            used_by_present=used,
            blank_for_absent=blank,
            surplus_blank=rest if one.surplus_blank is None else one.surplus_blank,
            voided_replaced=one.voided_replaced,
            present=present,
            absent=self.absent,
        )

    def exception(self, material: Material, subject: str) -> MaterialCounted | None:
        """What was told of this material; its subject need not be told where the room has one only."""
        fitting = (one for one in self.exceptions if one.material == material and one.subject in {"", subject})
        return next(fitting, None)


def broken_terms(counted: Counted, *, nominal: int, seats: int) -> tuple[Term, ...]:
    """The equations that do not come out."""
    used_up = counted.used_by_present + counted.blank_for_absent + counted.surplus_blank + counted.voided_replaced
    wrong = {
        Term.NOMINAL: nominal + counted.spare_issued != used_up,
        Term.SEATS: counted.present + counted.absent != seats,
        Term.SHEETS: counted.used_by_present != counted.present,
    }
    return tuple(term for term, is_wrong in wrong.items() if is_wrong)
