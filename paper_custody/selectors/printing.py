"""What forms and labels are printed from. A form tells nobody what a page would not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotThere
from organisation.states import Capability
from paper_custody.models import (
    Bag,
    BagStep,
    Container,
    CountAgreement,
    Handover,
    HandoverCheck,
    PaperSignature,
    RoomCount,
)
from paper_custody.models.spares import SpareGiven
from paper_custody.policies import visible_to
from paper_custody.policies.papers import follows_escorts
from paper_custody.selectors.expected import expected_of
from paper_custody.states import MATERIAL_OF, ON_THE_ROAD, BagStatus, ContainerKind, Step
from venues.models import RoomPlan, Venue

# What is done in a room, or with its papers, in the order of the day.
ROOM_STEPS = (Step.ISSUE, Step.OPEN, Step.COLLECT, Step.ACCEPT, Step.SEAL)


@dataclass(frozen=True, slots=True)
class HandoverPrinted:
    """One signing: every bag that passed under it, and the seal that was read."""

    rows: Sequence[Handover]
    check: HandoverCheck | None = None

    @property
    def boxes(self) -> int:
        """In how many boxes they were."""
        return len({row.bag.box_id for row in self.rows} - {None})


def handover_printed(exam: Exam, entry: UUID, actor: Actor) -> HandoverPrinted:
    """The bags that passed under this entry. Refuses (``not_there``) where one of them is not for these eyes."""
    rows = Handover.objects.filter(exam=exam, entry_id=entry).select_related(
        "bag__subject", "bag__session", "bag__venue", "bag__room", "bag__container", "giver", "receiver",
        "escort__vehicle",
    )  # fmt: skip
    found = list(rows.order_by("bag__code"))
    seen = set(visible_to(Bag.objects.filter(pk__in=[row.bag_id for row in found]), actor).values_list("pk", flat=True))
    if not found or any(row.bag_id not in seen or not _is_for(row, actor) for row in found):
        raise NotThere
    return HandoverPrinted(found, HandoverCheck.objects.filter(exam=exam, entry_id=entry).first())


def _is_for(row: Handover, actor: Actor) -> bool:
    """Who handed over on the road, and when, is for those who signed and the few who follow (limits.md 4)."""
    signed = actor.person_id in {row.giver_id, row.receiver_id}
    return row.node not in ON_THE_ROAD or signed or follows_escorts(actor, row.scope)


def expected_printed(exam: Exam, actor: Actor, *, step: str, venue: str, session: str) -> Sequence[Bag]:
    """The bags that a handover still to come is held against, for a form that is filled in by hand."""
    bags = expected_of(exam.pk, step, venue=venue, sessions=[session] if session else [])
    listed = visible_to(bags, actor).exclude(status=BagStatus.VOIDED)
    return list(listed.select_related("subject", "session", "venue", "room", "container").order_by("code"))


@dataclass(frozen=True, slots=True)
class RoomPrinted:
    """A room in a session: its seats, its bags, and the counts on which it was accepted, if it was.

    Counts that are not accepted are on no form: whoever counts again must not know them. ``signed`` is when which step
    was first signed for, by whom, ``names`` who signed on paper in the room, as the office entered it.
    """

    number: str
    seats: int
    bags: Sequence[Bag]
    counts: Sequence[RoomCount | CountAgreement]
    signed: Sequence[BagStep] = ()
    names: Sequence[str] = ()
    spares: Sequence[SpareGiven] = ()


def rooms_printed(exam: Exam, venue: Venue, session: str) -> Sequence[RoomPrinted]:
    """The rooms of a session at a venue, in seven reads."""
    bags = list(
        Bag.objects.filter(exam=exam, venue=venue, session__code=session, room__isnull=False)
        .exclude(status=BagStatus.VOIDED)
        .select_related("subject", "room")
        .order_by("code")
    )
    plans = RoomPlan.objects.filter(exam=exam, session__code=session, venue=venue).select_related("room")
    accepted: list[RoomCount | CountAgreement] = [
        *RoomCount.objects.filter(exam=exam, session__code=session, venue=venue, acceptance__isnull=False),
        *CountAgreement.objects.filter(exam=exam, session__code=session, venue=venue, acceptance__isnull=False),
    ]
    steps = _first_steps(exam, venue, session)
    on_paper = PaperSignature.objects.filter(exam=exam, venue=venue, session__code=session).exclude(names="")
    names = list(on_paper.order_by("at").values_list("room_id", "names"))
    spares = list(
        SpareGiven.objects.filter(exam=exam, use__venue=venue, use__session__code=session)
        .select_related("use", "first", "second")
        .order_by("use__number")
    )
    return [
        RoomPrinted(
            number=plan.room.number,
            seats=plan.seats_assigned,
            bags=[bag for bag in bags if bag.room_id == plan.room_id],
            counts=[count for count in accepted if count.room_id == plan.room_id],
            signed=[step for step in steps if step.bag.room_id == plan.room_id],
            names=list(dict.fromkeys(told for room, told in names if room == plan.room_id)),
            spares=[given for given in spares if given.use.room_id == plan.room_id],
        )
        for plan in plans.order_by("room__number")
        if plan.seats_assigned
    ]


def _first_steps(exam: Exam, venue: Venue, session: str) -> Sequence[BagStep]:
    """When each step of each room was first signed for."""
    rows = BagStep.objects.filter(
        exam=exam, bag__venue=venue, bag__session__code=session, bag__room__isnull=False, step__in=ROOM_STEPS
    )
    firsts: dict[tuple[UUID | None, str], BagStep] = {}
    for row in rows.select_related("bag", "first", "second").order_by("done_at", "bag__code"):
        firsts.setdefault((row.bag.room_id, row.step), row)
    return sorted(firsts.values(), key=lambda row: ROOM_STEPS.index(Step(row.step)))


def counted_kinds(room: RoomPrinted) -> Sequence[tuple[str, Bag]]:
    """What is counted in a room: the material, and the bag that holds it."""
    return [(MATERIAL_OF[bag.kind].value, bag) for bag in room.bags if bag.kind in MATERIAL_OF]


def containers_labelled(exam: Exam, actor: Actor, *, kind: str, venue: str = "", session: str = "") -> list[Container]:
    """Boxes, cabinets or vehicles that this person may print labels for: the vault all of them, a venue its boxes."""
    things = Container.objects.filter(exam=exam, kind=kind).select_related("venue", "session").order_by("code")
    if venue:
        things = things.filter(venue__code=venue)
    if session:
        things = things.filter(session__code=session)
    seen = Q(pk__in=[])
    for held, path in actor.grants:
        if held == Capability.KEEP_VAULT:
            seen |= Q(scope__startswith=path)
        elif held == Capability.KEEP_VENUE_STORE and kind == ContainerKind.BOX:
            seen |= Q(venue__scope__startswith=path)
    return list(things.filter(seen))


def names_a_bag(exam: Exam, codes: Sequence[str]) -> list[str]:
    """Which of these codes are bags': a bag is never labelled by us (limits.md 7)."""
    return sorted(Bag.objects.filter(exam=exam, code__in=codes).values_list("code", flat=True))
