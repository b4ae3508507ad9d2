"""What became of one bag: everything signed for it, in order. The reads do not grow with the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from kernel.actors import Actor
from paper_custody.models import (
    Bag,
    BagStep,
    BlindCount,
    CountAgreement,
    FurtherSigner,
    Handover,
    HandoverCheck,
    LeftOut,
    PaperForm,
    PaperPassage,
    RoomCount,
    Seal,
    VehicleUse,
    WrongCount,
)
from paper_custody.policies import follows_escorts, visible_to
from paper_custody.selectors.ending import Moment, end_of
from paper_custody.states import MATERIAL_OF, ON_THE_ROAD, SealState


@dataclass(frozen=True, slots=True)
class BagHistory:
    """A bag and its moments, the first one first. Seals are told of, never their numbers.

    ``hidden`` is how many handovers on the road are not for these eyes: neither who, nor when.
    """

    bag: Bag
    moments: tuple[Moment, ...]
    hidden: int


def history_of(exam_id: UUID, code: str, actor: Actor) -> BagHistory:
    """The whole history of a bag that the actor may see. Raises ``DoesNotExist`` where he may not."""
    bags = visible_to(Bag.objects.filter(exam_id=exam_id), actor)
    bag = bags.select_related("subject", "session", "venue", "room", "container", "holder").get(code=code)
    passed = Handover.objects.filter(bag=bag).select_related("giver", "receiver")
    handovers = list(passed.annotate(rode_in=_rode_in()))
    shown = [row for row in handovers if _may_see(row, bag, actor)]
    on_paper = list(PaperPassage.objects.filter(bag=bag).select_related("form__first", "form__second"))
    papers = [row for row in on_paper if row.node not in ON_THE_ROAD or follows_escorts(actor, bag.scope)]
    beside, points = _beside(handovers), _points([*handovers, *(row.form for row in on_paper)])
    moments = [*(_handover(row, beside, points) for row in shown), *(_on_paper(row, points) for row in papers)]
    moments += [*_steps(bag), *_seals(bag)]
    moments += [*_left_out(bag), *_counts(bag), *end_of(bag)]
    moments.sort(key=_order)
    hidden = len(handovers) - len(shown) + len(on_paper) - len(papers)
    return BagHistory(bag=bag, moments=tuple(moments), hidden=hidden)


def last_moments(bags: Sequence[Bag]) -> dict[UUID, dt.datetime]:
    """When something was last done with each of these bags, on the exam's clock."""
    found: dict[UUID, dt.datetime] = {}
    for rows, moment in (
        (Handover.objects.filter(bag__in=bags), "exam_at"),
        (BagStep.objects.filter(bag__in=bags), "done_at"),
        (PaperPassage.objects.filter(bag__in=bags), "form__signed_at"),
    ):
        for bag, last in rows.values_list("bag").annotate(last=Max(moment)):
            found[bag] = max(last, found.get(bag, last))
    return found


def _points(rows: Sequence[Handover | PaperForm]) -> dict[UUID, dict[str, str]]:
    """What both sides found at the ten points, by entry, where they told it."""
    told = HandoverCheck.objects.filter(entry__in=[row.entry_id for row in rows])
    return dict(told.values_list("entry_id", "amiss"))


def _on_paper(row: PaperPassage, points: Mapping[UUID, Mapping[str, str]]) -> Moment:
    form = row.form
    return Moment(
        exam_at=form.signed_at,
        at=form.at,
        what="paper",
        step=form.step,
        node=row.node,
        people=("、".join(form.givers), "、".join(form.receivers), form.first.name, form.second.name),
        place=form.number,
        weak=True,
        points=points.get(form.entry_id),
    )


def _order(moment: Moment) -> tuple[object, ...]:
    """By the exam's clock. While it stands, a seal is there before it is read, and broken by what is done."""
    rank = {SealState.APPLIED.value: 0, SealState.BROKEN.value: 2, SealState.REPLACED.value: 2}.get(moment.step, 1)
    return moment.exam_at, rank, moment.at or moment.exam_at


def _may_see(row: Handover, bag: Bag, actor: Actor) -> bool:
    """Handovers on the road are for the few who follow the convoys, and for the two who signed them."""
    if row.node not in ON_THE_ROAD or actor.person_id in {row.giver_id, row.receiver_id}:
        return True
    return follows_escorts(actor, bag.scope)


def _rode_in() -> Coalesce:
    """The vehicle that a run's papers rode in then: the one under the handover's own act, else the last before it."""
    uses = VehicleUse.objects.filter(escort=OuterRef("escort"))
    own = uses.filter(entry=OuterRef("entry")).values("vehicle__code")[:1]
    then = uses.filter(began_at__lte=OuterRef("exam_at")).order_by("-began_at").values("vehicle__code")[:1]
    return Coalesce(Subquery(own), Subquery(then), F("escort__vehicle__code"), Value(""), output_field=TextField())


def _beside(rows: Sequence[Handover]) -> dict[tuple[UUID, str], str]:
    """Who signed beside the first of each side, by entry and side."""
    found: dict[tuple[UUID, str], str] = {}
    signers = FurtherSigner.objects.filter(entry__in=[row.entry_id for row in rows]).select_related("person")
    for one in signers.order_by("person__name"):
        found[one.entry_id, one.side] = found.get((one.entry_id, one.side), "") + f"、{one.person.name}"
    return found


def _handover(row: Any, beside: Mapping[tuple[UUID, str], str], points: Mapping[UUID, Mapping[str, str]]) -> Moment:
    giver = row.giver.name + beside.get((row.entry_id, row.giver_side), "")
    receiver = row.receiver.name + beside.get((row.entry_id, row.receiver_side), "")
    return Moment(
        exam_at=row.exam_at,
        at=row.at,
        what="handover",
        step=row.step,
        node=row.node,
        people=(giver, receiver),
        place=row.rode_in if row.node in ON_THE_ROAD else "",
        seal_whole=row.seal_id is not None,
        entry=row.entry_id,
        points=points.get(row.entry_id),
    )


def _steps(bag: Bag) -> list[Moment]:
    rows = BagStep.objects.filter(bag=bag).select_related("first", "second")
    return [
        Moment(
            at=row.at,
            exam_at=row.done_at,
            what="step",
            step=row.step,
            node=row.node,
            people=(row.first.name, row.second.name),
            reason=row.reason,
        )
        for row in rows
    ]


def _seals(bag: Bag) -> list[Moment]:
    """When a seal was applied and when it ended; the time on the exam's clock is all that the register keeps."""
    moments = []
    for seal in Seal.objects.filter(bag=bag):
        applied = seal.applied_at
        moments.append(Moment(exam_at=applied, at=None, what="seal", step=SealState.APPLIED, node=""))
        if seal.broken_at is not None:
            moments.append(Moment(exam_at=seal.broken_at, at=None, what="seal", step=seal.state, node=""))
    return moments


def _left_out(bag: Bag) -> list[Moment]:
    about = Q(bag=bag)
    if bag.room is not None:
        about |= Q(room=bag.room, session=bag.session)
    return [
        Moment(at=row.at, exam_at=row.exam_at, what="left_out", step=row.step, node="", reason=row.reason)
        for row in LeftOut.objects.filter(about)
    ]


def _counts(bag: Bag) -> list[Moment]:
    """That its room was counted, and how the counts came out once both are in: no number."""
    material = MATERIAL_OF.get(bag.kind)
    if bag.room is None or material is None:
        return []
    what = {"session_id": bag.session_id, "room": bag.room, "subject_id": bag.subject_id, "material": material}
    wrong = dict(WrongCount.objects.filter(exam_id=bag.exam_id).values_list("about", "reason"))
    alone = BlindCount.objects.filter(**what).select_related("counter")
    together = RoomCount.objects.filter(**what).select_related("first", "second")
    moments = [_counted(row, "counted_alone", (row.counter.name,), wrong) for row in alone]
    moments += [
        _counted(row, "balanced" if row.balanced else "differing", (row.first.name, row.second.name), wrong)
        for row in together
    ]
    agreed = CountAgreement.objects.filter(**what).select_related("one_person", "other_person")
    return moments + [_counted(row, "agreed", (row.one_person.name, row.other_person.name), {}) for row in agreed]


def _counted(
    row: BlindCount | RoomCount | CountAgreement, step: str, people: tuple[str, ...], wrong: Mapping[UUID, str]
) -> Moment:
    reason = wrong.get(row.entry_id, "")
    return Moment(
        at=row.at,
        exam_at=row.exam_at,
        what="count",
        step=step,
        node="N11",
        people=people,
        place=row.material,
        reason=reason,
        wrong=bool(reason),
    )
