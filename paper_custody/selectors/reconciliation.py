"""The reconciliation sheet of a session: what was printed, and what became of it, room by room (handbook 2.2).

A number stands on it only where its count was accepted: whoever counts again must not know the one before. Of
a count that is not accepted it tells which of the three relations holds and which does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.models import AcceptedCount, Bag, BlindCount, RoomCount
from paper_custody.policies import visible_to
from paper_custody.selectors.counts import CountsOf, counts_in
from paper_custody.states import MATERIAL_OF, BagStatus, CountState, Material
from venues.models import RoomPlan

# The terms of the identity, in its order, and those of the seats.
TERMS = (
    "nominal", "spare_issued", "used_by_present", "blank_for_absent", "surplus_blank", "voided_replaced",
)  # fmt: skip
PEOPLE = ("seats", "present", "absent")
NUMBERS = (*TERMS, *PEOPLE)
# Room, subject, material.
Key = tuple[UUID, UUID, str]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A room's papers or cards of one subject. ``numbers`` are empty until its count is accepted.

    ``wrong`` names the relations that do not hold in the last count: ``papers`` (printed and spare ones are the
    used, blank, surplus and voided ones), ``seats`` (present and absent are the seats), ``answers`` (answers back
    are those of the people present).
    """

    venue: str
    venue_name: str
    room: str
    subject: str
    material: str
    listed: int
    planned: int
    state: str
    wrong: tuple[str, ...]
    numbers: Mapping[str, int]
    recounts: int

    @property
    def difference(self) -> int | None:
        """Printed and spare ones less all that is accounted for; nothing is told before the count is accepted."""
        if not self.numbers:
            return None
        given = self.numbers["nominal"] + self.numbers["spare_issued"]
        return given - sum(self.numbers[name] for name in TERMS[2:])


@dataclass(frozen=True, slots=True)
class VenueSheet:
    """A venue's part of the sheet, and the sums over what was accepted."""

    venue: str
    venue_name: str
    rows: Sequence[Reconciled]
    totals: Sequence[tuple[str, Mapping[str, int]]]

    @property
    def accepted(self) -> int:
        """How many of its rows were accepted."""
        return sum(row.state == "accepted" for row in self.rows)

    @property
    def done(self) -> bool:
        """Whether all of it was accepted: nothing stands out."""
        return self.accepted == len(self.rows)


def reconciliation_of(exam: Exam, session: str, actor: Actor) -> list[VenueSheet]:
    """The sheet of a session over the venues whose bags the actor may see, in six reads."""
    bags = visible_to(Bag.objects.filter(exam=exam, session__code=session, room__isnull=False), actor)
    listed = _listed(bags.filter(kind__in=MATERIAL_OF).exclude(status=BagStatus.VOIDED))
    rooms = {key[0] for key in listed}
    found = counts_in(exam=exam, session__code=session, room__in=rooms)
    counts = {(room, subject, material): of for (_session, room, subject, material), of in found.items()}
    waiting = {room for (room, _subject, _material), of in counts.items() if of.state == CountState.ONCE}
    taken = _accepted(exam, session, rooms)
    plans = RoomPlan.objects.filter(exam=exam, session__code=session, room__in=rooms)
    seats = dict(plans.values_list("room_id", "seats_assigned"))
    rows = [
        _row(
            bag,
            nominal,
            CountsOf() if key[0] in waiting else counts.get(key, CountsOf()),
            taken=taken,
            seats=seats.get(key[0], 0),
        )
        for key, (bag, nominal) in listed.items()
    ]
    return _by_venue(rows)


def _listed(bags: Any) -> dict[Key, tuple[Bag, int]]:
    """What is counted: of every room, subject and material a bag, and how many are printed on all of them."""
    listed: dict[Key, tuple[Bag, int]] = {}
    ordered = bags.select_related("venue", "room", "subject").order_by("venue__code", "room__number", "subject__code")
    for bag in ordered:
        key = (bag.room_id, bag.subject_id, MATERIAL_OF[bag.kind].value)
        listed[key] = (bag, listed.get(key, (bag, 0))[1] + bag.nominal)
    return listed


def _accepted(exam: Exam, session: str, rooms: set[UUID]) -> set[UUID]:
    """What rooms were accepted on: counts of two together, and what two found alone."""
    accepted = AcceptedCount.objects.filter(exam=exam).filter(
        Q(count__session__code=session, count__room__in=rooms)
        | Q(agreement__session__code=session, agreement__room__in=rooms)
    )
    return {pk for pair in accepted.values_list("count_id", "agreement_id") for pk in pair if pk is not None}


def _row(bag: Bag, nominal: int, counts: CountsOf, *, taken: set[UUID], seats: int) -> Reconciled:
    """A line of the sheet. A room of which something has no second count yet reads as if nothing were counted."""
    result = counts.result
    is_accepted = result is not None and result.pk in taken
    last = counts.in_order[-1] if counts.state == CountState.DIFFERING else None
    return Reconciled(
        venue=bag.venue.code,
        venue_name=bag.venue.name,
        room=bag.room.number if bag.room else "",
        subject=bag.subject.name,
        material=MATERIAL_OF[bag.kind].value,
        listed=nominal,
        planned=seats,
        state="accepted" if is_accepted else STATES[counts.state],
        wrong=() if last is None else wrong_in(last),
        numbers={name: getattr(result, name) for name in NUMBERS} if is_accepted else {},
        recounts=max(0, len(counts.in_order) - 2),
    )


STATES = {
    CountState.NONE: "not_counted",
    CountState.ONCE: "not_counted",
    CountState.DIFFERING: "differing",
    CountState.AGREED: "balanced",
}


def wrong_in(count: BlindCount | RoomCount) -> tuple[str, ...]:
    """The relations of the identity that do not hold in a count."""
    used_up = sum(getattr(count, name) for name in TERMS[2:])
    relations = {
        "papers": count.nominal + count.spare_issued == used_up,
        "seats": count.present + count.absent == count.seats,
        "answers": count.used_by_present == count.present,
    }
    return tuple(name for name, holds in relations.items() if not holds)


def _by_venue(rows: Iterable[Reconciled]) -> list[VenueSheet]:
    venues: dict[str, list[Reconciled]] = {}
    materials = list(Material)
    for row in sorted(
        rows, key=lambda one: (one.venue, one.room, one.subject, materials.index(Material(one.material)))
    ):
        venues.setdefault(row.venue, []).append(row)
    return [VenueSheet(code, several[0].venue_name, several, _totals(several)) for code, several in venues.items()]


def _totals(rows: Sequence[Reconciled]) -> list[tuple[str, Mapping[str, int]]]:
    """The sums over the accepted rows, for papers and for cards: seats would count twice over both."""
    taken: dict[str, list[Mapping[str, int]]] = {}
    for row in rows:
        if row.numbers:
            taken.setdefault(row.material, []).append(row.numbers)
    return [
        (material, {name: sum(one[name] for one in counts) for name in NUMBERS}) for material, counts in taken.items()
    ]
