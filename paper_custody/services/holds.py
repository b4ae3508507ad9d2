"""Bags that an open incident names: whoever knows of incidents tells when one opens and when it ends."""

from __future__ import annotations

import re
from uuid import UUID

from exams.selectors.sessions import exam_of
from kernel.act import Asked, act
from organisation.policies import require
from organisation.states import Capability
from paper_custody.events.leftovers import BagsHeld, BagsHeldNoLonger
from paper_custody.models import Bag, BagHold

# What stands between two codes in a text that people or the platform wrote.
BETWEEN = re.compile(r"[\s,，、;；:：。（）()]+")


@act
def hold_bags(asked: Asked, *, incident: UUID, words: str) -> BagsHeld | None:
    """Hold the bags whose codes stand in ``words``, until the incident is closed. None where none does."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    named = Bag.objects.filter(exam=exam, code__in=set(BETWEEN.split(words)))
    bags = list(named.exclude(holds__incident=incident).order_by("code"))
    if not bags:
        return None

    BagHold.objects.bulk_create(
        BagHold(
            exam=exam,
            scope=bag.scope,
            bag=bag,
            incident=incident,
            entry_id=asked.act_id,
            held_at=asked.exam_at,
        )
        for bag in bags
    )

    return BagsHeld(incident=incident, bags=tuple(bag.code for bag in bags))


@act
def lift_holds(asked: Asked, *, incident: UUID) -> BagsHeldNoLonger | None:
    """The incident is closed: what it held is held no longer by it. None where it held nothing."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    held = BagHold.objects.select_for_update().filter(exam=exam, incident=incident, lifted_at=None)
    codes = tuple(held.order_by("bag__code").values_list("bag__code", flat=True))
    if not codes:
        return None

    BagHold.objects.filter(exam=exam, incident=incident, lifted_at=None).update(
        lifted_entry_id=asked.act_id, lifted_at=asked.exam_at
    )

    return BagsHeldNoLonger(incident=incident, bags=codes)
