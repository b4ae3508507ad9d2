"""New seals on what was accepted, before it goes back (N11, N12)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import cast
from uuid import UUID

from django.db.models import Q

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.errors import BagNotNow, WrongBag
from paper_custody.events import BagsSealed
from paper_custody.models import Bag, Container, Seal
from paper_custody.policies import (
    check_batch,
    check_belong,
    check_known,
    check_old_seal,
    check_place,
    check_seals_named,
    check_two,
    results_of,
)
from paper_custody.services.handovers import person
from paper_custody.services.scanning import Scanned, apply_seals, lock_together
from paper_custody.services.steps import step_bags
from paper_custody.states import BagStatus, Batch, ContainerKind, Node, Scan, SealState, Step
from venues.models import Venue

# A bag in these states is closed, and at the venue: sealed again, or never out of its store.
CLOSED_HERE = frozenset({BagStatus.RESEALED, BagStatus.IN_STORE})
NO_SEAL = Seal(number="")
KEEPERS = (Capability.KEEP_VENUE_STORE, Capability.KEEP_VENUE_STORE)


@act
def seal_bags(asked: Asked, *, second: Actor, venue: str, scans: Sequence[Scan]) -> BagsSealed:
    """Close accepted bags, and the boxes that they stand in, with the seals that were read off them.

    A seal number is used once. A bag that went through the day unopened still bears its own: it is read, and stays
    on, or is read beside the new one that takes its place. A box is closed over closed bags of this venue alone.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=KEEPERS)
    check_batch(Batch(scans=scans))
    check_seals_named(scans)
    scanned = _things(exam, place, scans)
    whole = _whole(scanned)
    new = [thing for thing in _all(scanned) if whole.get(thing.pk, NO_SEAL).number != scanned.scans[thing.code].seal]

    covered = Seal.objects.filter(pk__in=[whole[thing.pk].pk for thing in new if thing.pk in whole])
    covered.update(state=SealState.REPLACED, broken_entry_id=asked.act_id, broken_at=asked.exam_at)
    apply_seals(asked, scanned, to=new)
    step_bags(asked, scanned.bags, step=Step.SEAL, second=second)

    sealed = sorted(thing.code for thing in new)
    return BagsSealed(
        venue=place.code,
        sealed=tuple(sealed),
        seals_hash=seals_hash((code, scanned.scans[code].seal) for code in sealed),
        first=person(asked.actor),
        second=person(second),
        unbroken=tuple(sorted(scanned.scans.keys() - set(sealed))),
    )


def _things(exam: Exam, place: Venue, scans: Sequence[Scan]) -> Scanned:
    """The bags and boxes themselves: a box is closed here, and does not stand for its bags."""
    read = {scan.code: scan for scan in scans}
    locked = lock_together(exam, read)
    bags = [bag for bag in locked if bag.code in read]
    check_belong(bags, node=Node.N11_ACCEPTANCE, venue=place.code)
    found = Container.objects.filter(exam=exam, kind=ContainerKind.BOX, venue=place, code__in=read)
    boxes = {box.code: box for box in found}
    unknown = read.keys() - boxes.keys() - {bag.code for bag in bags}
    check_known(unknown, is_drill=exam.is_drill, node=Node.N11_ACCEPTANCE, venue=place.code)
    results_of(bags, Step.SEAL)
    for box in sorted(boxes.values(), key=lambda one: one.code):
        _check_closed_inside(box, [bag for bag in locked if bag.container_id == box.pk], place, read)
    return Scanned(bags=bags, scans=read, boxes=boxes, node=Node.N11_ACCEPTANCE)


def _check_closed_inside(box: Container, inside: Sequence[Bag], place: Venue, read: Mapping[str, Scan]) -> None:
    """Refuse a box that is empty, or with a bag that is not here, or that has no whole seal and gets none now."""
    bags = [bag for bag in inside if bag.status != BagStatus.VOIDED]
    if not bags:
        raise WrongBag(bag=box.code, node=Node.N11_ACCEPTANCE.value, venue=place.code, why="empty_box")
    for bag in bags:
        if bag.code not in read and bag.status not in CLOSED_HERE:
            raise BagNotNow(bag=bag.code, step=Step.SEAL.value)


def _all(scanned: Scanned) -> list[Bag | Container]:
    return [*scanned.bags, *scanned.boxes.values()]


def _whole(scanned: Scanned) -> dict[UUID, Seal]:
    """The seals that these still bear, each read: the one on record, or the act is refused."""
    seals = Seal.objects.filter(Q(bag__in=scanned.bags) | Q(container__in=scanned.boxes.values()))
    found = seals.filter(state=SealState.APPLIED)
    whole = {cast("UUID", seal.bag_id or seal.container_id): seal for seal in found}
    for thing in _all(scanned):
        about = thing if isinstance(thing, Bag) else _first_of(thing)
        check_old_seal(thing.code, scan=scanned.scans[thing.code], whole=whole.get(thing.pk), about=about)
    return whole


def _first_of(box: Container) -> Bag:
    """A bag in it, by which an alarm about the box names venue and session."""
    return box.bags.select_related("venue", "session").order_by("code")[0]


def seals_hash(seals: Iterable[tuple[str, str]]) -> str:
    """What a fact commits to instead of seal numbers."""
    lines = "\n".join(f"{code}={number}" for code, number in sorted(seals))
    return hashlib.sha256(lines.encode()).hexdigest()
