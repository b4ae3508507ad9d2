"""What should be there: the codes that a batch is held against, and that a page counts down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from paper_custody.models import Bag
from paper_custody.states import AT_THE_VENUE, ON_THE_ROAD, BagStatus, Node


@dataclass(frozen=True, slots=True)
class Delivery:
    """Which part of the list came: all that is still to come, or that of a venue, of a session, or both."""

    venue: str = ""
    session: str = ""


def to_be_received(exam_id: UUID, delivery: Delivery) -> QuerySet[Bag]:
    """The bags of a delivery that have not come yet (N3)."""
    bags = Bag.objects.filter(exam_id=exam_id, status=BagStatus.REGISTERED)
    if delivery.venue:
        bags = bags.filter(venue__code=delivery.venue)
    return bags.filter(session__code=delivery.session) if delivery.session else bags


def to_be_stored(exam_id: UUID) -> QuerySet[Bag]:
    """The bags that were received and wait for a cabinet (N4)."""
    return Bag.objects.filter(exam_id=exam_id, status=BagStatus.SEALED)


def to_be_loaded(exam_id: UUID, *, venue: str, sessions: Collection[str]) -> QuerySet[Bag]:
    """A venue's bags of these sessions in the secure room (N5)."""
    return _of(exam_id, venue, sessions).filter(status=BagStatus.IN_VAULT)


def to_arrive(escort_id: UUID) -> QuerySet[Bag]:
    """The bags that an escort still has on the road (N7, N13)."""
    return Bag.objects.filter(escort_id=escort_id, node__in=ON_THE_ROAD)


def to_be_returned(exam_id: UUID, *, venue: str, sessions: Collection[str]) -> QuerySet[Bag]:
    """Everything of these sessions that is at the venue: nothing may stay behind unsaid (N12)."""
    return _of(exam_id, venue, sessions).filter(node__in=AT_THE_VENUE)


# The steps of which it can be asked what is expected.
EXPECTED = ("receive", "store", "load", "arrive", "return", "store_answers", "hand_on")


def expected_of(
    exam_id: UUID, step: str, *, venue: str = "", sessions: Sequence[str] = (), escort: UUID | None = None
) -> QuerySet[Bag]:
    """What a batch of this step will be held against. Without an escort, all that is on the road that way."""
    if step == "receive":
        return to_be_received(exam_id, Delivery(venue, sessions[0] if len(sessions) == 1 else ""))
    if step == "store":
        return to_be_stored(exam_id)
    if step == "load":
        return to_be_loaded(exam_id, venue=venue, sessions=sessions)
    if step == "return":
        return to_be_returned(exam_id, venue=venue, sessions=sessions)
    if step == "hand_on":
        return Bag.objects.filter(exam_id=exam_id, status=BagStatus.ANSWERS_STORED)
    return _under_way(exam_id, step, venue, escort)


def _under_way(exam_id: UUID, step: str, venue: str, escort: UUID | None) -> QuerySet[Bag]:
    way = {Node.N5_ISSUE, Node.N6_ROAD} if step == "arrive" else {Node.N12_RETURN}
    bags = Bag.objects.filter(exam_id=exam_id, node__in=way)
    if escort:
        bags = bags.filter(escort_id=escort)
    return bags.filter(venue__code=venue) if venue else bags


def _of(exam_id: UUID, venue: str, sessions: Collection[str]) -> QuerySet[Bag]:
    return Bag.objects.filter(exam_id=exam_id, venue__code=venue, session__code__in=sessions)


def codes_of(bags: QuerySet[Bag]) -> set[str]:
    """Their codes, without those declared void."""
    return set(bags.exclude(status=BagStatus.VOIDED).values_list("code", flat=True))
