"""Parts: what was scanned, found and locked; its seals held against the register."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from exams.models import Exam
from kernel.act import Asked
from kernel.prepared import Given, Prepared
from paper_custody.errors import SealTaken, WrongBag
from paper_custody.models import Bag, Container, Seal
from paper_custody.policies import check_batch, check_comes_sealed, check_known, check_once, check_seal
from paper_custody.states import BagStatus, Batch, ContainerKind, Node, Scan, SealState
from venues.policies import in_exam


@dataclass(frozen=True)
class Scanned:
    """The bags of a batch, locked and in order of their codes. ``boxes`` are those that stand for their bags."""

    bags: Sequence[Bag]
    scans: Mapping[str, Scan]
    boxes: Mapping[str, Container]
    node: Node
    batch: Batch = field(default_factory=lambda: Batch(()))
    seals: dict[UUID, Seal] = field(default_factory=dict)
    unlisted: list[Bag | Container] = field(default_factory=list)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the bags."""
        return tuple(bag.code for bag in self.bags)


def lock_scanned(exam: Exam, batch: Batch, *, node: Node, venue: str = "") -> Scanned:
    """The bags that were scanned, one by one or by their box, locked until the act ends.

    Refuses an empty batch, a code that was read twice, and one that is on no list of this exam.
    """
    check_batch(batch)
    scans = {scan.code: scan for scan in batch.scans}
    locked = lock_together(exam, scans)
    bags = [bag for bag in locked if bag.code in scans]
    boxes: dict[str, Container] = {}
    if unknown := scans.keys() - {bag.code for bag in bags}:
        found = Container.objects.filter(exam=exam, kind=ContainerKind.BOX, code__in=unknown)
        boxes = {box.code: box for box in found}
        check_known(unknown - boxes.keys(), is_drill=exam.is_drill, node=node, venue=venue)
        bags += _in_boxes(locked, boxes.values(), node=node, venue=venue)
        check_once([bag.code for bag in bags])
    return Scanned(bags=sorted(bags, key=lambda bag: bag.code), scans=scans, boxes=boxes, node=node, batch=batch)


def lock_together(exam: Exam, codes: Collection[str]) -> list[Bag]:
    """The bags of these codes, those in the boxes of these codes, and all that share a box with one of them.

    Taking a bag out of its box writes the others in it too, and the box. Every act that passes bags on locks all of
    that here: in one statement, in the order of the codes, before it locks anything else. Escorts and returns that
    are waited for come after, in this order, so that of two acts one waits for the other, and never both.
    """
    return _TOGETHER(exam=exam.pk, codes=sorted(codes))


def _together() -> QuerySet[Bag]:
    exam, codes = Given("exam", "uuid"), Given("codes", "text[]")
    bags = Bag.objects.filter(exam_id=exam)
    scanned = bags.filter(code__any_of=codes)
    boxed = bags.filter(container__code__any_of=codes, container__kind=ContainerKind.BOX)
    beside = bags.filter(
        container__kind=ContainerKind.BOX, container__bags__exam_id=exam, container__bags__code__any_of=codes
    )
    keys = [rows.values("pk") for rows in (scanned, boxed, beside)]
    return _in_order_of_codes(bags).filter(pk__in=keys[0].union(*keys[1:]))


_TOGETHER = Prepared(_together)


def _in_boxes(locked: Sequence[Bag], boxes: Collection[Container], *, node: Node, venue: str) -> list[Bag]:
    """What is in these boxes. Refuses a box that has nothing in it: it stands for no bag."""
    inside = [bag for bag in locked if bag.container_id in {box.pk for box in boxes}]
    bags = [bag for bag in inside if bag.status != BagStatus.VOIDED]
    full = {bag.container_id for bag in bags}
    for box in sorted(boxes, key=lambda one: one.code):
        if box.pk not in full:
            raise WrongBag(bag=box.code, node=node.value, venue=venue, why="empty_box")
    return bags


def lock_bags(exam: Exam) -> QuerySet[Bag]:
    """The exam's bags with what they are said to be, locked in the order of their codes."""
    return _in_order_of_codes(Bag.objects.filter(exam=exam))


def _in_order_of_codes(bags: QuerySet[Bag]) -> QuerySet[Bag]:
    return bags.select_for_update(of=("self",)).order_by("code").select_related("venue", "session", "container")


def check_seals(scanned: Scanned) -> None:
    """Hold every seal that was read against the register. Refuses the first that is another, or missing.

    At the receipt, what the list has no seal for gets the one that was read (limits.md 7). What has none there
    either came unsealed (漏封, handbook 2.6), and is not received.
    """
    for about, whole in _read_seals(scanned):
        scan = scanned.scans[about.code]
        inside = [about] if isinstance(about, Bag) else [bag for bag in scanned.bags if bag.container_id == about.pk]
        if whole is None and scanned.node == Node.N3_RECEIPT:
            check_comes_sealed(about.code, read=scan.seal, about=inside[0])
            scanned.unlisted.extend([about] if scan.seal else [])
            continue
        check_seal(about.code, read=scan.seal, whole=whole, about=inside[0], node=scanned.node)
        if whole is not None:
            scanned.seals.update((bag.pk, whole) for bag in inside)


def _read_seals(scanned: Scanned) -> Iterator[tuple[Bag | Container, Seal | None]]:
    """Everything that was scanned itself, with its whole seal."""
    bags = [bag for bag in scanned.bags if bag.code in scanned.scans]
    if bags:
        of_bags = {seal.bag_id: seal for seal in _WHOLE_SEALS(bags=[bag.pk for bag in bags])}
        yield from ((bag, of_bags.get(bag.pk)) for bag in bags)
    if scanned.boxes:
        boxes = scanned.boxes.values()
        of_boxes = {
            seal.container_id: seal for seal in Seal.objects.filter(container__in=boxes, state=SealState.APPLIED)
        }
        yield from ((box, of_boxes.get(box.pk)) for box in boxes)


_WHOLE_SEALS = Prepared(lambda: Seal.objects.filter(bag__pk__any_of=Given("bags", "uuid[]"), state=SealState.APPLIED))


def apply_seals(asked: Asked, scanned: Scanned, *, to: Sequence[Bag | Container]) -> None:
    """Write the seals that were read on these things into the register. Refuses a number that stands on another."""
    numbers = {scanned.scans[thing.code].seal: thing for thing in to}
    taken = Seal.objects.filter(exam_id=in_exam(asked), number__in=numbers).values_list("number", flat=True)
    if len(numbers) < len(to) or taken:
        raise SealTaken(things=sorted(numbers[number].code for number in taken))
    new = Seal.objects.bulk_create(
        Seal(
            exam_id=thing.exam_id,
            scope=thing.scope,
            number=number,
            bag_id=thing.pk if isinstance(thing, Bag) else None,
            container_id=thing.pk if isinstance(thing, Container) else None,
            entry_id=asked.act_id,
            applied_at=asked.exam_at,
        )
        for number, thing in numbers.items()
    )
    scanned.seals.update((seal.bag_id, seal) for seal in new if seal.bag_id)


def break_seals(asked: Asked, seals: QuerySet[Seal]) -> int:
    """Write down that these seals were broken, by this act. Returns how many were whole."""
    whole = seals.filter(state=SealState.APPLIED)
    return whole.update(state=SealState.BROKEN, broken_entry_id=asked.act_id, broken_at=asked.exam_at)
