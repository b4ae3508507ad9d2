"""A moment of a bag's way, and those after the exam: held by an incident, kept, destroyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from paper_custody.models import Bag, BagHold, DestroyedBag, KeptBag


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing done with a bag. ``exam_at`` is when it was done, on the exam's clock; ``at`` when it was told.

    ``wrong``: it was declared an error since, and ``reason`` says why; it stays as it was told.
    ``points`` are the remarks at the ten points of a handover; none: nobody told of the points.
    ``weak``: it was signed on paper and entered afterwards; its people are names on a form.
    """

    exam_at: dt.datetime
    at: dt.datetime | None
    what: str
    step: str
    node: str
    people: tuple[str, ...] = ()
    place: str = ""
    reason: str = ""
    seal_whole: bool = False
    entry: UUID | None = None
    wrong: bool = False
    weak: bool = False
    points: Mapping[str, str] | None = None


def end_of(bag: Bag) -> list[Moment]:
    """What stands in no other register: how much was kept where, who watched its end, and what held it."""
    return [*_kept(bag), *_destroyed(bag), *_held(bag)]


def _kept(bag: Bag) -> list[Moment]:
    return [
        Moment(
            exam_at=row.exam_at,
            at=row.at,
            what="kept",
            step="pieces",
            node="N15",
            place=f"{row.cabinet.code} · {row.pieces}/{row.printed}",
            reason=row.reason,
        )
        for row in KeptBag.objects.filter(bag=bag).select_related("cabinet")
    ]


def _destroyed(bag: Bag) -> list[Moment]:
    rows = DestroyedBag.objects.filter(kept__bag=bag).select_related("destruction")
    return [
        Moment(
            exam_at=row.destruction.exam_at,
            at=row.destruction.at,
            what="witnessed",
            step="witnessed",
            node="N15",
            people=tuple(f"{one['name']}（{one['unit']}）" for one in row.destruction.witnesses),
            place=row.destruction.place,
        )
        for row in rows
    ]


def _held(bag: Bag) -> list[Moment]:
    moments = []
    for row in BagHold.objects.filter(bag=bag):
        moments.append(Moment(exam_at=row.held_at, at=None, what="hold", step="held", node=""))
        if row.lifted_at is not None:
            moments.append(Moment(exam_at=row.lifted_at, at=None, what="hold", step="held_no_longer", node=""))
    return moments
