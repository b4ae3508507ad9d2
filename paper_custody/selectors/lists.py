"""Bags as lists: the one that they were loaded from, and what people search."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Q, QuerySet

from kernel.actors import Actor
from paper_custody.models import Bag
from paper_custody.policies import knows_the_road, visible_to
from paper_custody.states import BagGiven, BagStatus, ContainerKind, PaperState


@dataclass(frozen=True, slots=True)
class BagWanted:
    """What a list of bags is narrowed to. ``q``: part of a code, a box or a room."""

    q: str = ""
    session: str = ""
    venue: str = ""
    room: str = ""
    status: str = ""
    node: str = ""
    kind: str = ""
    box: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(BagWanted)]


COLUMNS = {
    "session": "session__code",
    "venue": "venue__code",
    "room": "room__number",
    "status": "status",
    "node": "node",
    "kind": "kind",
    "box": "container__code",
}


@dataclass(frozen=True, slots=True)
class BagSeen:
    """A bag as somebody may see it. Under way, who holds it and since when is for the few who follow the convoys."""

    code: str
    kind: str
    subject: str
    session: str
    venue: str
    room: str
    nominal: int
    box: str
    status: str
    node: str
    holder: str
    since: dt.datetime | None


def bags_wanted(exam_id: UUID, actor: Actor, wanted: BagWanted) -> QuerySet[Bag]:
    """The bags that fit and that the actor may see, in order of their codes."""
    bags = visible_to(Bag.objects.filter(exam_id=exam_id), actor)
    given = {column: getattr(wanted, name) for name, column in COLUMNS.items() if getattr(wanted, name)}
    if wanted.q:
        text = wanted.q
        bags = bags.filter(Q(code__icontains=text) | Q(container__code__icontains=text) | Q(room__number=text))
    rows = bags.filter(**given).select_related("subject", "session", "venue", "room", "container", "holder")
    return rows.order_by("code")


def seen_by(bags: Iterable[Bag], actor: Actor) -> list[BagSeen]:
    """These bags as the actor may see them."""
    return [_seen(bag, actor) for bag in bags]


def by_box(bags: QuerySet[Bag]) -> dict[str, list[str]]:
    """The codes of these bags by the box they are in."""
    boxes: dict[str, list[str]] = defaultdict(list)
    rows = bags.exclude(status=BagStatus.VOIDED).order_by("container__code", "code")
    for box, code in rows.values_list("container__code", "code"):
        boxes[box or ""].append(code)
    return dict(boxes)


def _seen(bag: Bag, actor: Actor) -> BagSeen:
    open_to_him = knows_the_road(bag, actor)
    return BagSeen(
        code=bag.code,
        kind=bag.kind,
        subject=bag.subject.code,
        session=bag.session.code,
        venue=bag.venue.code,
        room=bag.room.number if bag.room else "",
        nominal=bag.nominal,
        box=bag.container.code if bag.container else "",
        status=bag.status if open_to_him else PaperState.IN_TRANSIT.value,
        node=bag.node if open_to_him else "",
        holder=bag.holder.name if bag.holder and open_to_him else "",
        since=bag.since if open_to_him else None,
    )


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
