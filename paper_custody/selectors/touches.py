"""What a touch is, what may be asked after, and which rows whoever asks may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.policies import FOLLOWS_ESCORTS, SEES_BAGS
from paper_custody.states import ON_THE_ROAD

ROADS = sorted(node.value for node in ON_THE_ROAD)
NONE = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class TouchWanted:
    """What is asked after: things by their codes, a person by staff number or name, and a window of exam time."""

    bag: str = ""
    seal: str = ""
    person: str = ""
    container: str = ""
    venue: str = ""
    room: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    oldest_first: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(TouchWanted)]


@dataclass(frozen=True, slots=True)
class Touch:
    """One act on one thing. ``seal`` is a number that no longer closes anything; a whole one's is told nobody.

    ``at`` and ``key`` put in order what the exam's clock does not: while it stands, all is at one time.
    """

    exam_at: dt.datetime
    at: dt.datetime
    key: str
    what: str
    step: str
    thing: str
    venue: str
    room: str
    node: str
    people: tuple[str, ...]
    reason: str = ""
    seal: str = ""
    entry: UUID | None = None


@dataclass(frozen=True, slots=True)
class Touches:
    """A part of what was found, and how much there is in all."""

    total: int
    rows: Sequence[Touch]


@dataclass(frozen=True, slots=True)
class TouchKind:
    """How one kind of row is asked: its rows, the column of its time, and how one of them is told.

    Rows are put in order by the same columns here and there: else parts put together would not be the whole.
    """

    rows: QuerySet[Any]
    at: str
    told: Callable[[Any], Touch]
    then: tuple[str, ...] = ("at",)


def _paths(actor: Actor, held: Iterable[Any], column: str = "scope") -> Q:
    """The rows at the units where he holds one of these."""
    seen = NONE
    for path in sorted({path for one, path in actor.grants if one in held}):
        seen |= Q(**{f"{column}__startswith": path})
    return seen


def in_sight(actor: Actor, road: Q, *, mine: Q = NONE, column: str = "scope") -> Q:
    """What the actor may see: of his duty's units, on the road only as one of the few, and what he signed himself."""
    if actor.is_system:
        return Q()
    return _paths(actor, SEES_BAGS, column) & (~road | follows(actor, column)) | mine


def follows(actor: Actor, column: str = "scope") -> Q:
    """The rows at the units whose escorts the actor follows."""
    return Q() if actor.is_system else _paths(actor, FOLLOWS_ESCORTS, column)


def rows_of(model: type[Model], exam: Exam) -> QuerySet[Any]:
    """Every row of this kind in the exam."""
    rows: QuerySet[Any] = model._default_manager.filter(exam=exam)
    return rows


def signed_by(wanted: TouchWanted, *columns: str) -> Q:
    """The rows that this person signed on one of these sides."""
    if not wanted.person:
        return Q()
    by = NONE
    for column in columns:
        by |= Q(**{f"{column}__staff_number": wanted.person}) | Q(**{f"{column}__name": wanted.person})
    return by


def placed_at(wanted: TouchWanted, *, venue: str, room: str) -> Q:
    """The rows of the venue and the room asked after, by the columns that lead to them."""
    placed = Q()
    if wanted.venue:
        placed &= Q(**{f"{venue}__code": wanted.venue})
    if wanted.room:
        placed &= Q(**{f"{room}__number": wanted.room})
    return placed
