"""New seals on what was accepted, before it goes back (N11, N12)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.db.models import Q

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.events import BagsSealed
from paper_custody.models import Bag, Container, Seal
from paper_custody.policies import check_batch, check_belong, check_known, check_place, check_seals_named, check_two
from paper_custody.services.handovers import person
from paper_custody.services.scanning import Scanned, apply_seals, lock_bags
from paper_custody.services.steps import step_bags
from paper_custody.states import Batch, ContainerKind, Node, Scan, SealState, Step
from venues.models import Venue

KEEPERS = (Capability.KEEP_VENUE_STORE, Capability.KEEP_VENUE_STORE)


@act
def seal_bags(asked: Asked, *, second: Actor, venue: str, scans: Sequence[Scan]) -> BagsSealed:
    """Close accepted bags, and the boxes that they stand in, with the seals that were read off them.

    A seal number is used once. Where a bag went through the day unopened, its old seal gives way to the new.
    """
    exam, place = check_place(asked, venue)
    check_two(asked.actor, second, scope=place.scope, capabilities=KEEPERS)
    check_batch(Batch(scans=scans))
    check_seals_named(scans)
    scanned = _things(exam, place, scans)
    things: list[Bag | Container] = [*scanned.bags, *scanned.boxes.values()]

    whole = Seal.objects.filter(Q(bag__in=scanned.bags) | Q(container__in=scanned.boxes.values()))
    whole.filter(state=SealState.APPLIED).update(
        state=SealState.REPLACED, broken_entry_id=asked.act_id, broken_at=asked.exam_at
    )
    apply_seals(asked, scanned, to=things)
    step_bags(asked, scanned.bags, step=Step.SEAL, second=second)

    return BagsSealed(
        venue=place.code,
        sealed=tuple(sorted(scan.code for scan in scans)),
        seals_hash=seals_hash((scan.code, scan.seal) for scan in scans),
        first=person(asked.actor),
        second=person(second),
    )


def _things(exam: Exam, place: Venue, scans: Sequence[Scan]) -> Scanned:
    """The bags and boxes themselves: a box is closed here, and does not stand for its bags."""
    read = {scan.code: scan for scan in scans}
    bags = list(lock_bags(exam).filter(code__in=read))
    check_belong(bags, node=Node.N11_ACCEPTANCE, venue=place.code)
    boxes = Container.objects.filter(exam=exam, kind=ContainerKind.BOX, venue=place, code__in=read)
    found = {box.code: box for box in boxes}
    unknown = read.keys() - found.keys() - {bag.code for bag in bags}
    check_known(unknown, is_drill=exam.is_drill, node=Node.N11_ACCEPTANCE, venue=place.code)
    return Scanned(bags=bags, scans=read, boxes=found, node=Node.N11_ACCEPTANCE)


def seals_hash(seals: Iterable[tuple[str, str]]) -> str:
    """What a fact commits to instead of seal numbers."""
    lines = "\n".join(f"{code}={number}" for code, number in sorted(seals))
    return hashlib.sha256(lines.encode()).hexdigest()
