"""Custody as intervals: whose hands a bag was in from second to second, and for how long nobody's (C20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.fields import UUIDField

from exams.models import Exam
from journal.content import read_back
from journal.models import Content
from kernel.actors import Actor
from kernel.time import exam_now, now
from organisation.models import Person
from paper_custody.events import BagsStored
from paper_custody.models import Bag, BagStep, Escort, Handover
from paper_custody.policies import follows_escorts, visible_to
from paper_custody.states import ContainerKind, Step
from paper_custody.states.custody import Interval, Signed, intervals_of
from paper_custody.states.nodes import AT_THE_VENUE, IN_THE_VAULT, ON_THE_ROAD

STRIP = 1_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of a bag's life as somebody may see it. ``hidden``: on the road, and not for these eyes.

    ``x`` and ``width`` place it on a strip of a thousand.
    """

    starts_at: dt.datetime
    ends_at: dt.datetime
    gap: str
    x: float
    width: float
    place: str = "hidden"
    node: str = ""
    step: str = ""
    people: tuple[str, ...] = ()
    where: str = ""
    entry: UUID | None = None
    overlap: float = 0.0

    @property
    def hidden(self) -> bool:
        """Whether it is not for these eyes."""
        return self.place == "hidden"


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gap meter of a session: of how many bags' lives how many seconds nobody answered for."""

    session: str
    bags: int
    seconds: float
    without: float
    overlapping: float
    codes: tuple[str, ...]


def custody_of(exam: Exam, code: str, actor: Actor) -> list[Kept]:
    """The intervals of a bag that the actor may see, end to end. Raises ``DoesNotExist`` where he may not.

    Who does not follow the convoys sees one stretch from the last signing before the road to its end.
    """
    bag = visible_to(Bag.objects.filter(exam=exam), actor).select_related("container").get(code=code)
    rows = list(_signed(Bag.objects.filter(pk=bag.pk)))
    until = exam_now(exam.pk, now())
    found = intervals_of([_one(row) for row in rows], until=until, node=bag.node)
    return list(_seen(bag, found, actor))


def gap_meter(exam: Exam, actor: Actor) -> list[Gaps]:
    """The figure of every session, over the bags that the actor may see, in two reads."""
    seen = visible_to(Bag.objects.filter(exam=exam), actor)
    rows = seen.values_list("pk", "session__code", "code", "node", "session__starts_at")
    bags = {pk: (session, code, node, starts_at) for pk, session, code, node, starts_at in rows}
    until = exam_now(exam.pk, now())
    told: dict[str, list[tuple[str, list[Interval]]]] = {}
    for pk, of_bag in groupby(_signed(seen).iterator(chunk_size=2_000), key=itemgetter(0)):
        session, code, node, _starts_at = bags[pk]
        found = intervals_of([_one(row) for row in of_bag], until=until, node=node)
        told.setdefault(session, []).append((code, found))
    starts = {session: starts_at for session, _code, _node, starts_at in bags.values()}
    return [_summed(session, told.get(session, [])) for session in sorted(starts, key=lambda one: starts[one])]


def _summed(session: str, bags: Sequence[tuple[str, list[Interval]]]) -> Gaps:
    every = [one for _code, found in bags for one in found]
    wrong = sorted(code for code, found in bags if any(one.gap for one in found))
    return Gaps(
        session=session,
        bags=len(bags),
        seconds=sum(one.seconds for one in every),
        without=sum(one.seconds for one in every if one.gap),
        overlapping=sum(one.overlap for one in every),
        codes=tuple(wrong),
    )


def _signed(bags: QuerySet[Bag]) -> QuerySet[Any, Any]:
    """Everything signed for these bags, bag by bag in the order of signing."""
    none = Value(None, output_field=UUIDField())
    keys = bags.order_by().values("pk")
    passed = Handover.objects.filter(bag__in=keys).values_list(
        "bag_id", "at", "step", "node", "exam_at", "receiver_id", "giver_id", "entry_id", "giver_id", "escort_id"
    )
    stepped = BagStep.objects.filter(bag__in=keys).values_list(
        "bag_id", "at", "step", "node", "done_at", "first_id", "second_id", "entry_id", none, none
    )
    return passed.union(stepped, all=True).order_by("bag_id", "at")


def _one(row: Sequence[Any]) -> Signed:
    _bag, _at, step, node, moment, keeper, other, entry, giver, run = row
    return Signed(
        step=Step(step), node=node, moment=moment, keeper=keeper, other=other, entry=entry, giver=giver, escort=run
    )


def _seen(bag: Bag, found: Sequence[Interval], actor: Actor) -> Iterator[Kept]:
    """The stretches with names and places, those that are not for these eyes drawn together into one."""
    if not found:
        return
    names, where = _names(found), _where(bag, found)
    begin, whole = found[0].starts_at, (found[-1].ends_at - found[0].starts_at).total_seconds()
    for hidden, part in _parts(found, actor, follows=follows_escorts(actor, bag.scope)):
        first, last = part[0], part[-1]
        after, long = (first.starts_at - begin).total_seconds(), (last.ends_at - first.starts_at).total_seconds()
        kept = Kept(
            starts_at=first.starts_at,
            ends_at=last.ends_at,
            gap=next((one.gap for one in part if one.gap), ""),
            x=round(STRIP * after / whole, 2) if whole else 0.0,
            width=round(STRIP * long / whole, 2) if whole else 0.0,
        )
        yield (
            kept
            if hidden
            else replace(
                kept,
                place=_place(first),
                node=first.node,
                step=first.signed.step.value,
                people=tuple(names[one] for one in _answering(first.signed)),
                where=where.get(first.signed.entry, ""),
                entry=first.signed.entry,
                overlap=first.overlap,
            )
        )


def _parts(found: Sequence[Interval], actor: Actor, *, follows: bool) -> Iterator[tuple[bool, list[Interval]]]:
    """The stretches one by one, and those that are hidden together."""
    for hidden, several in groupby(_with_hidden(found, actor, follows=follows), key=itemgetter(0)):
        part = [one for _hidden, one in several]
        yield from [(True, part)] if hidden else [(False, [one]) for one in part]


def _with_hidden(found: Sequence[Interval], actor: Actor, *, follows: bool) -> Iterator[tuple[bool, Interval]]:
    """Each stretch, and whether it is hidden: one on the road, and the one whose end would tell when that began."""
    for one, after in zip(found, [*found[1:], None], strict=True):
        pair = [one] if after is None else [one, after]
        yield any(_is_hidden(each, actor, follows=follows) for each in pair), one


def _is_hidden(one: Interval, actor: Actor, *, follows: bool) -> bool:
    mine = actor.is_system or actor.person_id in {one.signed.keeper, one.signed.other}
    return one.node in ON_THE_ROAD and not follows and not mine


def _place(one: Interval) -> str:
    for place, nodes in (("road", ON_THE_ROAD), ("vault", IN_THE_VAULT), ("venue", AT_THE_VENUE)):
        if one.node in nodes:
            return place
    return "elsewhere"


def _answering(signed: Signed) -> tuple[UUID, ...]:
    """Who took it over answers for it, not who gave it; where nobody new took it, the two of that place."""
    return (signed.keeper,) if signed.giver is not None else (signed.keeper, signed.other)


def _names(found: Iterable[Interval]) -> dict[UUID, str]:
    people = {person for one in found for person in (one.signed.keeper, one.signed.other)}
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def _where(bag: Bag, found: Sequence[Interval]) -> dict[UUID, str]:
    """What the bag stood in under each signing: its vehicle, or the cabinet that the fact of storing names."""
    runs = {one.signed.escort for one in found if one.signed.escort is not None}
    vehicles = dict(Escort.objects.filter(pk__in=runs).values_list("pk", "vehicle__code"))
    driven = [one.signed for one in found if one.node in ON_THE_ROAD]
    where = {one.entry: vehicles[one.escort] for one in driven if one.escort in vehicles}
    stored = [one.signed.entry for one in found if one.signed.step == Step.STORE]
    for entry, body in Content.objects.filter(entry__in=stored).values_list("entry_id", "body"):
        fact = read_back(bytes(body), log=bag.exam_id, index=None).fact
        if isinstance(fact, BagsStored):
            where[entry] = fact.cabinet
    if bag.container is not None and bag.container.kind == ContainerKind.BOX:
        where = {one.signed.entry: f"{where.get(one.signed.entry, '')} {bag.container.code}".strip() for one in found}
    return where
