"""Bags as lists: the one that they were loaded from, and what people search."""

from __future__ import annotations

from uuid import UUID

from paper_custody.models import Bag
from paper_custody.states import BagGiven, BagStatus, ContainerKind


def list_of(exam_id: UUID) -> list[BagGiven]:
    """The exam's bags as a list gives them, without their seals: what a drill's own bags are made after."""
    bags = Bag.objects.filter(exam_id=exam_id).exclude(status=BagStatus.VOIDED).order_by("code")
    columns = ("code", "kind", "subject__code", "session__code", "venue__code", "nominal", "room__number", "paper_set",
               "container__code", "container__kind")  # fmt: skip
    return [
        BagGiven(
            code=code,
            kind=kind,
            subject=subject,
            session=session,
            venue=venue,
            nominal=nominal,
            room=room or "",
            paper_set=paper_set,
            box=box if inside == ContainerKind.BOX else "",
        )
        for code, kind, subject, session, venue, nominal, room, paper_set, box, inside in bags.values_list(*columns)
    ]
