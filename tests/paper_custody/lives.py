"""The life of every bag, told twice: by the facts of the acts as they were answered, and by the rows that stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from kernel.events import DomainEvent
from paper_custody.events import (
    BagsIsolated,
    BagsLoaded,
    BagsReleased,
    BagsReturned,
    BagsStored,
    BagsTakenIntoUse,
    BagsVoided,
    EscortDeparted,
    HandoverEnteredFromPaper,
    RoomCountDifferenceFound,
    RoomsCountedAlone,
    VehicleChanged,
)
from paper_custody.models import Bag, BagStep, Container, Handover, PaperPassage, Seal
from paper_custody.states import ContainerKind, Step

# By these nobody else answers for a bag: it leaves, is locked or let go on with whoever has it, or is only counted.
NO_CHANGE = (
    EscortDeparted, BagsTakenIntoUse, BagsIsolated, BagsReleased, RoomsCountedAlone, RoomCountDifferenceFound,
)  # fmt: skip
STEPS_OF_NO_CHANGE = (Step.ISOLATE, Step.RELEASE, Step.VOID)

Where = str


@dataclass(frozen=True, slots=True)
class Held:
    """From when on somebody has a bag, under which entry. ``by`` is None where a form on paper names him."""

    since: dt.datetime
    by: UUID | None
    entry: UUID


Lives = Mapping[str, Sequence[Held]]


def told_by(fact: DomainEvent, *, entry: UUID, at: dt.datetime) -> dict[str, Held]:
    """Who has which bag from now on, as the answered fact has it. ``at`` is when it was done."""
    if isinstance(fact, (*NO_CHANGE, BagsVoided)):
        return {}
    if isinstance(fact, HandoverEnteredFromPaper):
        return {bag: Held(fact.signed_at, None, entry) for bag in fact.bags}
    told: Any = fact
    by = told.receiver if hasattr(told, "receiver") else told.first
    return {bag: Held(at, by, entry) for bag in bags_told(fact)}


def bags_told(fact: DomainEvent) -> tuple[str, ...]:
    """The bags that a fact is about. New seals are told of bags and boxes alike, and so are those that stay on."""
    told: Any = fact
    if hasattr(told, "bag"):
        return (told.bag,)
    closed = (*getattr(told, "sealed", ()), *getattr(told, "unbroken", ()))
    return tuple(told.bags if hasattr(told, "bags") else closed)


def place_told(fact: DomainEvent) -> Where | None:
    """The cabinet or vehicle that the bags of a fact stand in from now on; "" for none, None where they stay."""
    if isinstance(fact, BagsStored):
        return fact.cabinet
    if isinstance(fact, (BagsLoaded, BagsReturned, VehicleChanged)):
        return fact.vehicle
    if isinstance(fact, HandoverEnteredFromPaper):
        return "" if fact.step in {Step.ARRIVE, Step.STORE_ANSWERS, Step.HAND_ON} else None
    comes_to_rest = {"bags_arrived", "answers_stored", "bags_handed_on"}
    return "" if fact.kind.removeprefix("paper_custody.") in comes_to_rest else None


def lives_kept(exam: UUID, order: Mapping[UUID, int]) -> dict[str, list[Held]]:
    """The same by what was signed, in the order of the acts."""
    passed = Handover.objects.filter(exam_id=exam).values_list("bag__code", "exam_at", "receiver_id", "entry_id")
    steps = BagStep.objects.filter(exam_id=exam).exclude(step__in=STEPS_OF_NO_CHANGE)
    done = steps.values_list("bag__code", "done_at", "first_id", "entry_id")
    forms = PaperPassage.objects.filter(exam_id=exam)
    on_paper = ((code, at, None, entry) for code, at, entry in
                forms.values_list("bag__code", "form__signed_at", "form__entry_id"))  # fmt: skip
    lives: dict[str, list[Held]] = defaultdict(list)
    for code, at, by, entry in sorted((*passed, *done, *on_paper), key=lambda row: order[row[3]]):
        lives[code].append(Held(at, by, entry))
    return dict(lives)


def gaps(life: Sequence[Held], *, until: dt.datetime) -> Iterator[str]:
    """What keeps the intervals of a life from covering it, each instant once."""
    if not life:
        return
    ends = [held.since for held in life[1:]] + [until]
    for held, end in zip(life, ends, strict=True):
        if end < held.since:
            yield f"from {held.since} to {end} two have it"
    covered = sum((end - held.since for held, end in zip(life, ends, strict=True)), dt.timedelta())
    if covered != until - life[0].since:
        yield f"{covered} of {until - life[0].since} are covered"


class Row(NamedTuple):
    """A bag as it stands."""

    code: str
    status: str
    node: str
    holder: UUID | None
    escort: UUID | None
    stands_in: UUID | None


class Thing(NamedTuple):
    """A box, a cabinet or a vehicle as it stands."""

    code: str
    kind: str
    inside: UUID | None


@dataclass(frozen=True)
class Rows:
    """All that an act can move."""

    bags: Sequence[Row]
    things: Mapping[UUID, Thing]
    seals: Sequence[tuple[str, str]]

    def place_of(self, bag: Row) -> Where:
        """The cabinet or vehicle in which a bag stands, in its box or by itself."""
        thing = None if bag.stands_in is None else self.things[bag.stands_in]
        if thing is not None and thing.kind == ContainerKind.BOX:
            thing = None if thing.inside is None else self.things[thing.inside]
        return "" if thing is None else thing.code


def rows_of(exam: UUID) -> Rows:
    """The rows of an exam now."""
    bags = Bag.objects.filter(exam_id=exam).order_by("code")
    things = Container.objects.filter(exam_id=exam).values_list("pk", "code", "kind", "inside_id")
    return Rows(
        bags=[Row(*row) for row in bags.values_list("code", "status", "node", "holder", "escort", "container")],
        things={pk: Thing(code, kind, inside) for pk, code, kind, inside in things},
        seals=list(Seal.objects.filter(exam_id=exam).order_by("number").values_list("number", "state")),
    )
