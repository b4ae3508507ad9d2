"""What a person with a scanner reads: the codes and seals that stand on bags, taken from the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kernel.actors import SYSTEM
from kernel.scope import reading
from paper_custody.models import Bag, Seal
from paper_custody.selectors.expected import (
    Delivery,
    to_arrive,
    to_be_loaded,
    to_be_received,
    to_be_returned,
    to_be_stored,
)
from paper_custody.selectors.leftovers import to_be_kept
from paper_custody.states import ANSWERS, MATERIAL_OF, BagStatus, SealState

Scans = list[dict[str, str]]
# In so many rooms of a venue somebody is absent, one in each.
ABSENT_IN = 2


def _read(bags: QuerySet[Bag]) -> Scans:
    found = list(bags.exclude(status=BagStatus.VOIDED).order_by("code"))
    whole = Seal.objects.filter(bag__in=found, state=SealState.APPLIED)
    seals = dict(whole.values_list("bag_id", "number"))
    return [{"code": bag.code, "seal": seals.get(bag.pk, "")} for bag in found]


def received(exam_id: UUID, session: str) -> tuple[Scans, int]:
    """A session's delivery, and how many boxes it came in."""
    with reading(SYSTEM, exam_id):
        bags = to_be_received(exam_id, Delivery(session=session))
        boxes = bags.exclude(container=None).values("container").distinct().count()
        return _read(bags), boxes


def waiting_for_cabinet(exam_id: UUID) -> Scans:
    """What was received and not yet stored."""
    with reading(SYSTEM, exam_id):
        return _read(to_be_stored(exam_id))


def for_vehicle(exam_id: UUID, venue: str, sessions: Sequence[str]) -> Scans:
    """What a venue's vehicle is to take."""
    with reading(SYSTEM, exam_id):
        return _read(to_be_loaded(exam_id, venue=venue, sessions=sessions))


def on_run(exam_id: UUID, escort: UUID) -> Scans:
    """What an escort carries."""
    with reading(SYSTEM, exam_id):
        return _read(to_arrive(escort))


def going_back(exam_id: UUID, venue: str, sessions: Sequence[str]) -> Scans:
    """What a venue is to give back."""
    with reading(SYSTEM, exam_id):
        return _read(to_be_returned(exam_id, venue=venue, sessions=sessions))


def answers_stored(exam_id: UUID) -> Scans:
    """What waits in the secure room for the marking point."""
    with reading(SYSTEM, exam_id):
        return _read(Bag.objects.filter(exam_id=exam_id, status=BagStatus.ANSWERS_STORED, kind__in=ANSWERS))


def left_over(exam_id: UUID) -> tuple[Scans, dict[str, int]]:
    """What came back and holds no answers, and how many pieces are printed on each bag."""
    with reading(SYSTEM, exam_id):
        bags = to_be_kept(exam_id)
        return _read(bags), dict(bags.order_by("code").values_list("code", "nominal"))


def new_seals(exam_id: UUID, venue: str, session: str) -> Scans:
    """New seals on a venue's accepted bags. What nobody has cut still bears its own, which is read and stays on."""
    with reading(SYSTEM, exam_id):
        bags = Bag.objects.filter(exam_id=exam_id, venue__code=venue, session__code=session, status=BagStatus.ACCEPTED)
        read = _read(bags)
    return [{"code": scan["code"], "seal": scan["seal"] or f"R-{scan['code']}"} for scan in read]


def one_of(exam_id: UUID, venue: str, session: str) -> Scans:
    """One bag of another session, picked up by mistake."""
    with reading(SYSTEM, exam_id):
        return _read(Bag.objects.filter(exam_id=exam_id, venue__code=venue, session__code=session))[:1]


def counts(exam_id: UUID, venue: str, session: str) -> list[dict[str, Any]]:
    """What is counted in each room when everything is in order: one absent in each of the first two rooms."""
    with reading(SYSTEM, exam_id):
        bags = Bag.objects.filter(exam_id=exam_id, venue__code=venue, session__code=session, kind__in=MATERIAL_OF)
        rooms = set(bags.exclude(status=BagStatus.VOIDED).values_list("room__number", flat=True))
    return [{"room": room, "absent": int(number < ABSENT_IN)} for number, room in enumerate(sorted(rooms))]
