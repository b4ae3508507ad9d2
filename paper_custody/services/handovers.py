"""Custody passing between two people: the core of every handover, and the plain one of crew and shift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.prepared import insert_all, update_all
from organisation.services import record_proofs
from organisation.states import Side
from paper_custody.events import BagsHandedOver
from paper_custody.gateways.sides import rules
from paper_custody.models import Bag, Escort, FurtherSigner, Handover, LeftOut
from paper_custody.policies import (
    check_counts,
    check_hands,
    check_not_issued_by,
    check_side,
    check_two,
    check_works_with_papers,
    keeps,
    results_of,
)
from paper_custody.services.points import look_at_points
from paper_custody.services.scanning import Scanned, check_seals, lock_scanned
from paper_custody.states import NODE_OF, Batch, Node, Step
from venues.policies import check_open


@act
def hand_over(asked: Asked, *, receiver: Actor, batch: Batch) -> BagsHandedOver:
    """Pass bags from the actor to ``receiver`` where they are: a change of crew on the road, of shift in a store.

    On the road only who signed for a bag can give it; in the vault and in a venue's store those on duty keep
    together. One bag that does not fit refuses the whole batch: half a handover is a handover that nobody
    can reconstruct.
    """
    check_works_with_papers(asked.actor)
    exam = check_open(asked)
    scanned = lock_scanned(exam, batch, node=Node.N6_ROAD)
    scanned = replace(scanned, node=Node(scanned.bags[0].node))
    for scope, node in sorted({(bag.scope, bag.node) for bag in scanned.bags}):
        check_two(asked.actor, receiver, scope=scope, capabilities=(keeps(node), keeps(node)))
    check_hands(scanned.bags, asked.actor)
    check_seals(scanned)
    check_counts(scanned.bags, batch, node=scanned.node)

    pass_bags(asked, scanned, step=Step.HAND_OVER, giver=asked.actor, receiver=receiver)

    return BagsHandedOver(bags=scanned.codes, giver=person(asked.actor), receiver=person(receiver))


def pass_bags(
    asked: Asked, scanned: Scanned, *, step: Step, giver: Actor, receiver: Actor, escort: Escort | None = None
) -> None:
    """Part: the bags' new state, one row per bag, and all proofs, in as many statements for one bag as for sixty.

    Refuses (``not_in_force``) where a side has fewer people than its rule wants.
    """
    sides = {Side.GIVER: [giver, *scanned.batch.givers], Side.RECEIVER: [receiver, *scanned.batch.receivers]}
    for side, people in sides.items():
        check_side(step, side, people, bags=scanned.bags, at=asked.at)
    look_at_points(asked, scanned, step=step)
    check_not_issued_by(sides[Side.RECEIVER], step=step, escort=escort)

    move_bags(asked, scanned.bags, step=step, holder=person(receiver), escort=escort)
    record_proofs(asked, sides=[(side, one) for side, people in sides.items() for one in people])
    keep_further(asked, scanned, sides, step=step)
    insert_all(
        [
            Handover(
                exam_id=bag.exam_id,
                scope=bag.scope,
                bag=bag,
                step=step,
                node=NODE_OF.get(step, bag.node),
                giver_id=person(giver),
                receiver_id=person(receiver),
                seal=scanned.seals.get(bag.pk),
                escort=escort,
                entry_id=asked.act_id,
                at=asked.at,
                exam_at=asked.exam_at,
            )
            for bag in scanned.bags
        ]
    )


def keep_further(asked: Asked, scanned: Scanned, sides: Mapping[Side, Sequence[Actor]], *, step: Step) -> None:
    """Part: write down who signed beside the first of each side."""
    rule = rules().get(step)
    FurtherSigner.objects.bulk_create(
        FurtherSigner(
            exam_id=scanned.bags[0].exam_id,
            scope=scanned.bags[0].exam.scope,
            step=step,
            side=side,
            person_id=person(further),
            rule=rule.number if rule else "",
            entry_id=asked.act_id,
            at=asked.at,
            exam_at=asked.exam_at,
        )
        for side, people in sides.items()
        for further in people[1:]
    )


def move_bags(
    asked: Asked, bags: Sequence[Bag], *, step: Step, holder: UUID | None, escort: Escort | None = None
) -> None:
    """Part: what the step makes of the bags. One statement for each state that they come to, whatever their number."""
    results = results_of(bags, step)
    fields: dict[str, Any] = {"holder_id": holder, "since": asked.exam_at}
    if step in NODE_OF:
        fields |= {"node": NODE_OF[step]}
    if escort is not None:
        fields |= {"escort_id": escort.pk}
    for status in sorted(set(results.values())):
        moved = [bag.pk for bag in bags if results[bag.status] == status]
        update_all(Bag, moved, status=status.value, **fields)


def leave_out(asked: Asked, exam: Exam, batch: Batch, *, step: Step) -> tuple[str, ...]:
    """Part: write down which bags were left out of the batch, and why. Returns their codes."""
    if not batch.left_out:
        return ()
    bags = Bag.objects.filter(exam=exam, code__in=batch.left_out)
    LeftOut.objects.bulk_create(
        LeftOut(
            exam_id=bag.exam_id,
            scope=bag.scope,
            step=step,
            bag=bag,
            session_id=bag.session_id,
            reason=batch.left_out[bag.code].strip(),
            entry_id=asked.act_id,
            at=asked.at,
            exam_at=asked.exam_at,
        )
        for bag in bags
    )
    return tuple(sorted(batch.left_out))


def person(actor: Actor) -> UUID:
    """The person behind an actor who has proved himself."""
    return cast("UUID", actor.person_id)
