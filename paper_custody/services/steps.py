"""Parts: steps without change of holder, signed by the two of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kernel.act import Asked
from kernel.actors import Actor
from organisation.services import record_proofs
from organisation.states import Side
from paper_custody.models import Bag, BagStep
from paper_custody.services.handovers import move_bags, person
from paper_custody.states import NODE_OF, Step


def step_bags(
    asked: Asked,
    bags: Sequence[Bag],
    *,
    step: Step,
    second: Actor,
    done_at: dt.datetime | None = None,
    reason: str = "",
) -> None:
    """Part: the bags' new state, and the step of each under both proofs. The actor answers for them from now on."""
    move_bags(asked, bags, step=step, holder=person(asked.actor))
    sign_steps(asked, bags, step=step, second=second, done_at=done_at, reason=reason)


def sign_steps(
    asked: Asked,
    bags: Sequence[Bag],
    *,
    step: Step,
    second: Actor,
    done_at: dt.datetime | None = None,
    reason: str = "",
) -> None:
    """Part: both proofs, and one row per bag."""
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    BagStep.objects.bulk_create(
        BagStep(
            exam_id=bag.exam_id,
            scope=bag.scope,
            bag=bag,
            step=step,
            node=NODE_OF.get(step, bag.node),
            done_at=done_at or asked.exam_at,
            reason=reason,
            **signed(asked, second),
        )
        for bag in bags
    )


def signed(asked: Asked, second: Actor) -> dict[str, Any]:
    """Part: the columns of a row that the actor and the second person sign."""
    return {
        "first_id": person(asked.actor),
        "second_id": person(second),
        "entry_id": asked.act_id,
        "at": asked.at,
        "exam_at": asked.exam_at,
    }
