"""As many people of each side as the rule wants (handbook 2.3, 7.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kernel.actors import Actor
from organisation.models import Post
from organisation.policies import require
from organisation.states import Side
from paper_custody.errors import IssuedByReceiver, NotInForce
from paper_custody.gateways.sides import Rule, SideRule, rules
from paper_custody.models import Bag, Escort, Handover
from paper_custody.states import Step

BACK_IN_HAND = frozenset({Step.ARRIVE, Step.STORE_ANSWERS})


def check_side(step: Step, side: Side, people: Sequence[Actor], *, bags: Sequence[Bag], at: dt.datetime) -> None:
    """Refuse a side that lacks people or the one whom the rule names, and one of it who holds no such duty.

    ``at`` is real time: a drill must not revive posts that have ended.
    """
    rule = rules().get(step)
    if rule is None:
        return
    wanted = rule.giver if side == Side.GIVER else rule.receiver
    for further in people[1:]:
        for scope in sorted({bag.scope for bag in bags}):
            require(further, wanted.holds, scope)
    if len(people) < wanted.people or not _has_named(wanted, people, at):
        raise _not_in_force(rule, side, wanted)


def _has_named(wanted: SideRule, people: Sequence[Actor], at: dt.datetime) -> bool:
    held = Post.objects.filter(role=wanted.one_of, starts_at__lte=at, ends_at__gt=at)
    return not wanted.one_of or held.filter(person__in=[one.person_id for one in people]).exists()


def _not_in_force(rule: Rule, side: Side, wanted: SideRule) -> NotInForce:
    return NotInForce(rule=rule.number, source=rule.source, side=side.value, people=wanted.people, one_of=wanted.one_of)


def check_not_issued_by(receivers: Sequence[Actor], *, step: Step, escort: Escort | None) -> None:
    """Refuse where somebody receives from a vehicle what he himself issued to it (handbook 7.2)."""
    if escort is None or step not in BACK_IN_HAND:
        return
    issued = Handover.objects.filter(escort=escort, entry=escort.entry_id, giver__in=[r.person_id for r in receivers])
    if issued.exists():
        raise IssuedByReceiver
