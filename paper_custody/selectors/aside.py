"""Bags that were taken out of the flow and are locked, and vehicles that are loaded and have not left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from exams.models import Exam
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.models import Bag, BagStep, Escort
from paper_custody.policies import knows_the_road, visible_to
from paper_custody.selectors.runs import runs_seen
from paper_custody.states import NODE_OF, BagStatus, Step

# So many stand on the page; more are an incident with its own list.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class LockedBag:
    """A locked bag: where it is, and since when, why and by whom; on the road these are for the few who follow."""

    code: str
    kind: str
    session: str
    venue: str
    node: str
    since: dt.datetime | None
    reason: str
    people: Sequence[str]


def bags_locked(exam: Exam, actor: Actor) -> list[LockedBag]:
    """The locked bags in sight, in two reads."""
    locked = visible_to(Bag.objects.filter(exam=exam, status=BagStatus.LOCKED), actor)
    bags = list(locked.select_related("session", "venue").order_by("code")[:SHOWN])
    steps = BagStep.objects.filter(bag__in=bags, step=Step.ISOLATE).select_related("first", "second").order_by("at")
    last = {step.bag_id: step for step in steps}
    return [_line(bag, last.get(bag.pk) if knows_the_road(bag, actor) else None) for bag in bags]


def _line(bag: Bag, step: BagStep | None) -> LockedBag:
    return LockedBag(
        code=bag.code,
        kind=bag.kind,
        session=bag.session.code,
        venue=f"{bag.venue.code} {bag.venue.name}",
        node=bag.node,
        since=None if step is None else step.done_at,
        reason="" if step is None else step.reason,
        people=[] if step is None else [step.first.name, step.second.name],
    )


def runs_to_leave(exam: Exam, actor: Actor) -> list[Escort]:
    """The loaded vehicles of which this person may say that they have left: the vault's, and those that he leads."""
    loaded = Bag.objects.filter(escort=OuterRef("pk"), node=NODE_OF[Step.LOAD])
    runs = runs_seen(exam, actor).filter(Exists(loaded), departed_at=None)
    return [run for run in runs if run.leader_id == actor.person_id or actor.may(Capability.KEEP_VAULT, run.scope)]
