"""Who touched this, and when: every act on a bag, a seal, a room, a container, or by a person, within a window.

One read for each kind of row, however many there are; each is narrowed to what the actor may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from exams.models import Exam
from journal.content import read_back
from journal.models import Content
from kernel.actors import Actor
from paper_custody.events import BagsStored
from paper_custody.models import Bag, BagStep, BlindCount, Handover, LeftOut, PaperSignature, RoomCount, Seal
from paper_custody.selectors.touches import (
    NONE,
    ROADS,
    Touch,
    Touches,
    TouchKind,
    TouchWanted,
    follows,
    in_sight,
    placed_at,
    rows_of,
    signed_by,
)
from paper_custody.states import MATERIAL_OF, SealState, Step

# What was left out of these tells when a vehicle was loaded.
ROAD_STEPS = [Step.LOAD.value, Step.DEPART.value, Step.RETURN.value]


def touched(exam: Exam, actor: Actor, wanted: TouchWanted, *, start: int = 0, size: int = 50) -> Touches:
    """A part of the acts asked after, the newest first unless the oldest are asked for."""
    kinds = [*_signed(exam, actor, wanted), *_of_seals(exam, actor, wanted), *_of_rooms(exam, actor, wanted)]
    total, found = 0, []
    for kind in kinds:
        rows = kind.rows.filter(_window(kind.at, wanted))
        columns = (kind.at, *kind.then, "pk")
        order = columns if wanted.oldest_first else [f"-{column}" for column in columns]
        total += rows.count()
        found += [kind.told(row) for row in rows.order_by(*order)[: start + size]]
    found.sort(key=_order, reverse=not wanted.oldest_first)
    return Touches(total=total, rows=_signers_of_seals(found[start : start + size]))


def _order(one: Touch) -> tuple[object, ...]:
    return one.exam_at, one.at, one.what, one.key


def _window(column: str, wanted: TouchWanted) -> Q:
    window = Q()
    if wanted.since is not None:
        window &= Q(**{f"{column}__gte": wanted.since})
    if wanted.until is not None:
        window &= Q(**{f"{column}__lte": wanted.until})
    return window


# ---- handovers and steps


def _signed(exam: Exam, actor: Actor, wanted: TouchWanted) -> Iterable[TouchKind]:
    for model, first, second, at in (
        (Handover, "giver", "receiver", "exam_at"),
        (BagStep, "first", "second", "done_at"),
    ):
        mine = Q(**{f"{first}_id": actor.person_id}) | Q(**{f"{second}_id": actor.person_id})
        mine |= Q(bag__holder_id=actor.person_id) & ~Q(node__in=ROADS)
        sight = in_sight(actor, Q(node__in=ROADS), mine=mine)
        rows = rows_of(model, exam).filter(
            sight, _about_bags(exam, wanted, model, actor), signed_by(wanted, first, second)
        )
        yield TouchKind(rows.select_related("bag__venue", "bag__room", first, second), at, _told_as(first, second, at))


def _about_bags(exam: Exam, wanted: TouchWanted, model: type[Model], actor: Actor) -> Q:
    about = placed_at(wanted, venue="bag__venue", room="bag__room")
    if wanted.bag:
        about &= Q(bag__code=wanted.bag)
    if wanted.container:
        stands = Q(bag__container__code=wanted.container) | Q(bag__container__inside__code=wanted.container)
        if model is Handover:
            # Which vehicle brought a bag is for those who follow it, and for the two who signed (limits.md 4).
            signed = Q(giver_id=actor.person_id) | Q(receiver_id=actor.person_id)
            stands |= Q(escort__vehicle__code=wanted.container) & (signed | follows(actor))
        else:
            stands |= Q(entry__in=_stored_in(exam, wanted.container))
        about &= stands
    if wanted.seal:
        # A seal is checked where it is read: at a handover. Its number answers only once it closes nothing.
        about &= Q(seal__number=wanted.seal) & ~Q(seal__state=SealState.APPLIED) if model is Handover else NONE
    return about


def _stored_in(exam: Exam, cabinet: str) -> list[UUID]:
    """The acts by which bags were put into this cabinet: a bag that has left it says so no more."""
    stored = Content.objects.filter(entry__log=exam.pk, entry__kind=BagsStored.kind)
    return [
        entry
        for entry, body in stored.values_list("entry_id", "body")
        if getattr(read_back(bytes(body), log=exam.pk, index=None).fact, "cabinet", "") == cabinet
    ]


def _told_as(first: str, second: str, at: str) -> Callable[[Any], Touch]:
    def told(row: Any) -> Touch:
        return Touch(
            exam_at=getattr(row, at),
            at=row.at,
            key=str(row.pk),
            what="handover" if first == "giver" else "step",
            step=row.step,
            thing=row.bag.code,
            venue=row.bag.venue.code,
            room=row.bag.room.number if row.bag.room else "",
            node=row.node,
            people=(getattr(row, first).name, getattr(row, second).name),
            reason=getattr(row, "reason", ""),
            entry=row.entry_id,
        )

    return told


# ---- seals


def _of_seals(exam: Exam, actor: Actor, wanted: TouchWanted) -> Iterable[TouchKind]:
    """When seals were applied, and when they ended; who signed is read with the acts that did it."""
    bags = in_sight(actor, NONE, mine=Q(bag__holder_id=actor.person_id), column="bag__scope")
    boxes = in_sight(actor, NONE, column="container__scope") & Q(container__isnull=False)
    about = placed_at(wanted, venue="bag__venue", room="bag__room")
    if wanted.venue and not wanted.room:
        about |= Q(container__venue__code=wanted.venue)
    if wanted.bag:
        about &= Q(bag__code=wanted.bag)
    if wanted.container:
        about &= Q(container__code=wanted.container) | Q(bag__container__code=wanted.container)
    if wanted.seal:
        about &= Q(number=wanted.seal) & ~Q(state=SealState.APPLIED)
    seals = Seal.objects.filter(exam=exam).filter(bags | boxes, about)
    seals = seals.select_related("bag__venue", "bag__room", "container__venue")
    for column, at, told in (("entry", "applied_at", _applied), ("broken_entry", "broken_at", _ended)):
        rows = seals.filter(**{f"{column}__in": _acts_of(exam, wanted.person)}) if wanted.person else seals
        yield TouchKind(rows.filter(**{f"{at}__isnull": False}), at, told, then=())


def _acts_of(exam: Exam, person: str) -> QuerySet[Any, Any]:
    """The acts that this person signed."""
    wanted = TouchWanted(person=person)
    passed = Handover.objects.filter(signed_by(wanted, "giver", "receiver"), exam=exam)
    stepped = BagStep.objects.filter(signed_by(wanted, "first", "second"), exam=exam)
    return passed.values("entry").union(stepped.values("entry"))


def _applied(seal: Seal) -> Touch:
    return _of_seal(seal, seal.applied_at, SealState.APPLIED.value, entry=seal.entry_id)


def _ended(seal: Seal) -> Touch:
    return _of_seal(seal, seal.broken_at or seal.applied_at, seal.state, entry=seal.broken_entry_id)


# Of a seal the register keeps the exam's time alone: it is there before it is read, and broken by what is done.
FIRST, LAST = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


def _of_seal(seal: Seal, exam_at: dt.datetime, step: str, *, entry: UUID | None) -> Touch:
    bag, box = seal.bag, seal.container
    venue = bag.venue if bag is not None else box.venue if box is not None else None
    return Touch(
        exam_at=exam_at,
        at=FIRST if step == SealState.APPLIED else LAST,
        key=str(seal.pk),
        what="seal",
        step=step,
        thing=bag.code if bag is not None else box.code if box is not None else "",
        venue=venue.code if venue is not None else "",
        room=bag.room.number if bag is not None and bag.room is not None else "",
        node="",
        people=(),
        seal="" if seal.state == SealState.APPLIED else seal.number,
        entry=entry,
    )


def _signers_of_seals(rows: Sequence[Touch]) -> list[Touch]:
    """The same, with the two who signed the act by which a seal was applied, broken or replaced."""
    acts = {row.entry for row in rows if row.what == "seal"} - {None}
    signers: dict[UUID, tuple[str, ...]] = {}
    if acts:
        for model, first, second in ((Handover, "giver", "receiver"), (BagStep, "first", "second")):
            signed = model._default_manager.filter(entry__in=acts).order_by("entry").distinct("entry")
            signers.update(
                (entry, (one, other))
                for entry, one, other in signed.values_list("entry_id", f"{first}__name", f"{second}__name")
            )
    return [_signed_by(row, signers) for row in rows]


def _signed_by(row: Touch, signers: Mapping[UUID, tuple[str, ...]]) -> Touch:
    return replace(row, people=signers.get(row.entry, ())) if row.what == "seal" and row.entry else row


# ---- rooms: counts without a number, what was left out, forms that were signed


def _of_rooms(exam: Exam, actor: Actor, wanted: TouchWanted) -> Iterable[TouchKind]:
    if wanted.seal or wanted.container:
        return
    placed = placed_at(wanted, venue="venue", room="room")
    mine = Q(first_id=actor.person_id) | Q(second_id=actor.person_id)
    counts = rows_of(RoomCount, exam).filter(in_sight(actor, NONE, mine=mine), placed, _counted_of(exam, wanted.bag))
    counts = counts.filter(signed_by(wanted, "first", "second"))
    yield TouchKind(counts.select_related("venue", "room", "first", "second"), "exam_at", _counted)
    alone = rows_of(BlindCount, exam).filter(
        in_sight(actor, NONE, mine=Q(counter_id=actor.person_id)), placed, _counted_of(exam, wanted.bag)
    )
    alone = alone.filter(signed_by(wanted, "counter", "counter"))
    yield TouchKind(alone.select_related("venue", "room", "counter"), "exam_at", _counted_alone)
    if wanted.person:
        return
    yield TouchKind(_left_out(exam, actor, wanted), "exam_at", _excepted)
    forms = rows_of(PaperSignature, exam).filter(in_sight(actor, NONE), placed)
    forms = forms.filter(NONE) if wanted.bag else forms
    yield TouchKind(forms.select_related("venue", "room"), "exam_at", _form)


def _counted_of(exam: Exam, code: str) -> Q:
    """The counts of what is in a bag: of its room, its subject, and its material."""
    if not code:
        return Q()
    bag = Bag.objects.filter(exam=exam, code=code).first()
    if bag is None or bag.room_id is None or bag.kind not in MATERIAL_OF:
        return NONE
    return Q(
        session_id=bag.session_id, room_id=bag.room_id, subject_id=bag.subject_id, material=MATERIAL_OF[bag.kind].value
    )


def _left_out(exam: Exam, actor: Actor, wanted: TouchWanted) -> QuerySet[Any]:
    about = Q()
    if wanted.bag:
        of_its_room = Q(room__bags__code=wanted.bag, session__bags__code=wanted.bag)
        about &= Q(bag__code=wanted.bag) | of_its_room
    if wanted.venue:
        about &= Q(bag__venue__code=wanted.venue) | Q(room__venue__code=wanted.venue)
    if wanted.room:
        about &= Q(bag__room__number=wanted.room) | Q(room__number=wanted.room)
    rows = rows_of(LeftOut, exam).filter(in_sight(actor, Q(step__in=ROAD_STEPS)), about)
    return rows.select_related("bag__venue", "bag__room", "room__venue")


def _counted(row: RoomCount) -> Touch:
    step = "balanced" if row.balanced else "differing"
    return _of_room(row, what="count", step=step, node="N11", people=(row.first.name, row.second.name))


def _counted_alone(row: BlindCount) -> Touch:
    """That it was counted, and by whom: neither a number nor whether it balances."""
    return _of_room(row, what="count", step="alone", node="N11", people=(row.counter.name,))


def _excepted(row: LeftOut) -> Touch:
    place = row.bag.venue if row.bag is not None else row.room.venue if row.room is not None else None
    room = row.bag.room if row.bag is not None else row.room
    return Touch(
        exam_at=row.exam_at,
        at=row.at,
        key=str(row.pk),
        what="left_out",
        step=row.step,
        thing=row.bag.code if row.bag is not None else "",
        venue=place.code if place is not None else "",
        room=room.number if room is not None else "",
        node="",
        people=(),
        reason=row.reason,
        entry=row.entry_id,
    )


def _form(row: PaperSignature) -> Touch:
    return _of_room(row, what="form", step=row.step, reason=row.form, people=(row.names,) if row.names else ())


def _of_room(row: Any, *, what: str, step: str, people: tuple[str, ...], **more: str) -> Touch:
    return Touch(
        exam_at=row.exam_at,
        at=row.at,
        key=str(row.pk),
        what=what,
        step=step,
        thing=getattr(row, "material", ""),
        venue=row.venue.code,
        room=row.room.number if row.room else "",
        node=more.get("node", ""),
        people=people,
        reason=more.get("reason", ""),
        entry=row.entry_id,
    )
