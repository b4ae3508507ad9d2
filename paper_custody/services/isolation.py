"""Bags out of the flow: locked, let go on, declared void; and a venue's spare bag opened with the chief's word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Value

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.errors import BagNotNow
from paper_custody.events import BagsIsolated, BagsReleased, BagsVoided, SpareOpened
from paper_custody.models import Bag, Seal
from paper_custody.policies import (
    check_belong,
    check_chief,
    check_place,
    check_reasons,
    check_two,
    check_works_with_papers,
    keeps,
    results_of,
)
from paper_custody.services.handovers import person
from paper_custody.services.returns import settle_returns
from paper_custody.services.scanning import break_seals, check_seals, lock_scanned
from paper_custody.services.spares import check_chain
from paper_custody.services.steps import sign_steps, step_bags
from paper_custody.states import BagKind, BagStatus, Batch, Node, Scan, Step
from venues.policies import check_open


@act
def isolate(asked: Asked, *, second: Actor, codes: Sequence[str], reason: str) -> BagsIsolated:
    """Take bags out of the flow and lock them, two keepers together. Nothing goes on with them before their release."""
    exam = check_open(asked)
    check_works_with_papers(asked.actor)
    bags = _named(exam, codes, reason)
    for scope, node in sorted({(bag.scope, bag.node) for bag in bags}):
        check_two(asked.actor, second, scope=scope, capabilities=(keeps(node), keeps(node)))
    results_of(bags, Step.ISOLATE)

    Bag.objects.filter(pk__in=[bag.pk for bag in bags]).update(before=F("status"), status=BagStatus.LOCKED)
    sign_steps(asked, bags, step=Step.ISOLATE, second=second, reason=reason.strip())

    return BagsIsolated(**_told(asked, second, bags))


@act
def release(asked: Asked, *, approver: Actor, codes: Sequence[str], reason: str) -> BagsReleased:
    """Let locked bags go on from where they were locked, on the word of somebody entitled who proves himself."""
    exam = check_open(asked)
    check_works_with_papers(asked.actor)
    bags = _named(exam, codes, reason)
    for scope, node in sorted({(bag.scope, bag.node) for bag in bags}):
        check_two(asked.actor, approver, scope=scope, capabilities=(keeps(node), Capability.APPROVE))
    for bag in bags:
        if bag.status != BagStatus.LOCKED:
            raise BagNotNow(bag=bag.code, step=Step.RELEASE.value)

    Bag.objects.filter(pk__in=[bag.pk for bag in bags]).update(status=F("before"), before=Value(""))
    sign_steps(asked, bags, step=Step.RELEASE, second=approver, reason=reason.strip())

    return BagsReleased(**_told(asked, approver, bags))


@act
def void(asked: Asked, *, second: Actor, codes: Sequence[str], reason: str) -> BagsVoided:
    """Declare bags void: listed in error, or locked and given up. By two of the secure room; nothing is deleted."""
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=(Capability.KEEP_VAULT, Capability.KEEP_VAULT))
    bags = _named(exam, codes, reason)
    results_of(bags, Step.VOID)

    Bag.objects.filter(pk__in=[bag.pk for bag in bags]).update(status=BagStatus.VOIDED, before="")
    sign_steps(asked, bags, step=Step.VOID, second=second, reason=reason.strip())
    settle_returns(asked, bags)

    return BagsVoided(**_told(asked, second, bags))


@act
def open_spare(
    asked: Asked, *, second: Actor, venue: str, scan: Scan, reason: str, use: UUID | None = None
) -> SpareOpened:
    """Open a venue's spare bag, under the camera: one of the two is the chief or a deputy (handbook 2.7).

    Refuses before everybody of the preset's chain has approved ``use``; where the chief alone decides, his
    signature here is his word (limits.md 10).
    """
    exam, place = check_place(asked, venue)
    pair = (Capability.OPEN_PAPERS, Capability.OPEN_PAPERS)
    check_two(asked.actor, second, scope=place.scope, capabilities=pair)
    check_chief(asked.actor, second, place.scope)
    check_chain(exam, place, use)
    check_reasons({scan.code: reason})
    scanned = lock_scanned(exam, Batch(scans=[scan]), node=Node.N9_OPENING, venue=venue)
    check_belong(scanned.bags, node=scanned.node, venue=venue)
    bag = scanned.bags[0]
    if bag.kind != BagKind.SPARE:
        raise BagNotNow(bag=bag.code, step=Step.OPEN_SPARE.value)
    results_of(scanned.bags, Step.OPEN_SPARE)
    check_seals(scanned)

    break_seals(asked, Seal.objects.filter(bag=bag))
    step_bags(asked, scanned.bags, step=Step.OPEN_SPARE, second=second, reason=reason.strip())

    return SpareOpened(
        venue=venue, session=bag.session.code, bag=bag.code, first=person(asked.actor), second=person(second)
    )


def _named(exam: Exam, codes: Sequence[str], reason: str) -> Sequence[Bag]:
    check_reasons({"reason": reason})
    return lock_scanned(exam, Batch(scans=[Scan(code) for code in codes]), node=Node.N4_VAULT).bags


def _told(asked: Asked, second: Actor, bags: Sequence[Bag]) -> dict[str, Any]:
    return {
        "bags": tuple(bag.code for bag in bags),
        "venues": tuple(sorted({bag.venue.code for bag in bags})),
        "first": person(asked.actor),
        "second": person(second),
    }
