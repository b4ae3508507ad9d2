"""Where papers stand, as much of it as everybody may know."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.db.models.aggregates import Aggregate
from django.db.models.fields import BooleanField

from paper_custody.models import Bag
from paper_custody.states import AT_THE_VENUE, IN_THE_COUNTY, ON_THE_ROAD, BagStatus, PaperState


class _Any(Aggregate):
    function = "bool_or"
    name = "Any"
    output_field = BooleanField()


def papers_in_county(exam_id: UUID) -> bool:
    """Whether a bag of this exam is between its receipt (N3) and its hand-over upward (N14)."""
    return Bag.objects.filter(exam_id=exam_id, node__in=IN_THE_COUNTY).exclude(status=BagStatus.VOIDED).exists()


def paper_state_of_venues(exam_id: UUID, venues: Collection[str] | None = None) -> dict[str, PaperState]:
    """待发, 在途 or 已到 of each venue that has bags, by its code (of these codes only): one query, whatever the size.

    A venue with papers in its store has them (已到), whatever is on the road beside; papers on their way back are
    on the road. Nothing more can be read from it: neither which vehicle nor since when.
    """
    bags = Bag.objects.filter(exam_id=exam_id).exclude(status=BagStatus.VOIDED)
    if venues is not None:
        bags = bags.filter(venue__code__in=venues)
    states = bags.values_list("venue__code").annotate(
        here=_Any(Q(node__in=AT_THE_VENUE)), under_way=_Any(Q(node__in=ON_THE_ROAD))
    )
    return {code: _state(here=here, under_way=under_way) for code, here, under_way in states}


def _state(*, here: bool, under_way: bool) -> PaperState:
    if here:
        return PaperState.ARRIVED
    return PaperState.IN_TRANSIT if under_way else PaperState.PENDING
