"""The seals' register: what each seal closes, when it was read and found whole, how it ended, and by whom.

The number of a whole seal is told nobody: who has to read it must not find it here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from exams.models import Exam
from kernel.actors import Actor
from organisation.models import Proof
from paper_custody.models import Bag, Handover, Seal
from paper_custody.selectors.touches import NONE, ROADS, in_sight
from paper_custody.states import SealState


@dataclass(frozen=True, slots=True)
class SealWanted:
    """What the register is narrowed to. ``q``: part of the code of a bag or box, or the number of an ended seal."""

    q: str = ""
    venue: str = ""
    session: str = ""
    state: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(SealWanted)]


@dataclass(frozen=True, slots=True)
class Check:
    """A handover at which a seal was read and found whole, by the two who signed it."""

    step: str
    exam_at: dt.datetime
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealSeen:
    """A line of the register. ``applied_by`` is empty for a seal that came with the list; its number for a whole one.

    ``checks`` are those that the reader may know of, the newest first.
    """

    thing: str
    sort: str
    venue: str
    session: str
    room: str
    state: str
    number: str
    applied_at: dt.datetime
    applied_by: tuple[str, ...]
    checks: tuple[Check, ...]
    ended_at: dt.datetime | None
    ended_by: tuple[str, ...]

    @property
    def checked(self) -> int:
        """How often it was read and found whole."""
        return len(self.checks)

    @property
    def checked_at(self) -> dt.datetime | None:
        """When it was last found whole."""
        return self.checks[0].exam_at if self.checks else None

    @property
    def checked_step(self) -> str:
        """At which handover that was."""
        return self.checks[0].step if self.checks else ""

    @property
    def checked_by(self) -> tuple[str, ...]:
        """Who signed it."""
        return self.checks[0].people if self.checks else ()


def seals_wanted(exam: Exam, actor: Actor, wanted: SealWanted) -> QuerySet[Seal]:
    """The seals that fit, of what the actor may see, in order of what they close and of when they did."""
    bags = in_sight(actor, NONE, mine=Q(bag__holder_id=actor.person_id), column="bag__scope") & Q(bag__isnull=False)
    boxes = in_sight(actor, NONE, column="container__scope") & Q(container__isnull=False)
    seals = Seal.objects.filter(exam=exam).filter(bags | boxes)
    for name in ("venue", "session"):
        if code := getattr(wanted, name):
            seals = seals.filter(Q(**{f"bag__{name}__code": code}) | Q(**{f"container__{name}__code": code}))
    if wanted.state:
        seals = seals.filter(state=wanted.state)
    if wanted.q:
        # A number answers only once it closes nothing: else it could be guessed here until it does.
        ended = Q(number=wanted.q) & ~Q(state=SealState.APPLIED)
        seals = seals.filter(ended | Q(bag__code__icontains=wanted.q) | Q(container__code__icontains=wanted.q))
    seals = seals.select_related(
        "bag__venue", "bag__session", "bag__room", "container__venue", "container__session"
    ).annotate(thing=Coalesce("bag__code", "container__code"))
    return seals.order_by("thing", "applied_at", "pk")


def seals_told(exam: Exam, actor: Actor, seals: Sequence[Seal]) -> list[SealSeen]:
    """These lines of the register, in as many reads for one as for a thousand."""
    signers = _signers({act for seal in seals for act in (seal.entry_id, seal.broken_entry_id) if act})
    checks = _checks(exam, actor, seals)
    return [_seen(seal, signers, checks.get(seal.pk, ())) for seal in seals]


def _signers(acts: Collection[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Who proved himself in these acts. A list that was loaded has no such people."""
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for act, name in Proof.objects.filter(act_id__in=acts).order_by("act", "pk").values_list("act_id", "person__name"):
        found[act] += (name,)
    return found


def _checks(exam: Exam, actor: Actor, seals: Sequence[Seal]) -> Mapping[UUID, tuple[Check, ...]]:
    """The handovers at which these were read. On the road they are known to the few, and to who signed them."""
    mine = Q(giver_id=actor.person_id) | Q(receiver_id=actor.person_id)
    read = Handover.objects.filter(in_sight(actor, Q(node__in=ROADS), mine=mine), exam=exam)
    columns = ("seal_id", "entry_id", "step", "exam_at", "giver__name", "receiver__name")
    found: dict[UUID, tuple[Check, ...]] = defaultdict(tuple)
    for rows in _rows_of(read, seals):
        # The seal of a box is read once for all the bags in it.
        once = {(row[0], row[1]): row for row in rows.order_by("exam_at", "at", "entry_id").values_list(*columns)}
        for seal, _entry, step, exam_at, giver, receiver in once.values():
            found[seal] = (Check(step, exam_at, (giver, receiver)), *found[seal])
    return found


def _rows_of(read: QuerySet[Handover], seals: Sequence[Seal]) -> Iterable[QuerySet[Handover]]:
    """Handovers are found by their bags, of which there is an index: a seal's own, or those of a box's session."""
    of_bags = [seal for seal in seals if seal.bag_id is not None]
    if of_bags:
        yield read.filter(bag__in=[seal.bag_id for seal in of_bags], seal__in=[seal.pk for seal in of_bags])
    of_boxes = [seal for seal in seals if seal.container is not None]
    if of_boxes:
        lots = Q()
        for venue, session in {(one.container.venue_id, one.container.session_id) for one in of_boxes if one.container}:
            lots |= Q(venue_id=venue, session_id=session)
        yield read.filter(bag__in=Bag.objects.filter(lots), seal__in=[seal.pk for seal in of_boxes])


def _seen(seal: Seal, signers: Mapping[UUID, tuple[str, ...]], checks: tuple[Check, ...]) -> SealSeen:
    thing: Any = seal.bag if seal.bag is not None else seal.container
    room = seal.bag.room if seal.bag is not None else None
    return SealSeen(
        thing=thing.code,
        sort=thing.kind,
        venue=thing.venue.code,
        session=thing.session.code,
        room="" if room is None else room.number,
        state=seal.state,
        number="" if seal.state == SealState.APPLIED else seal.number,
        applied_at=seal.applied_at,
        applied_by=signers.get(seal.entry_id, ()),
        checks=checks,
        ended_at=seal.broken_at,
        ended_by=signers.get(seal.broken_entry_id, ()) if seal.broken_entry_id else (),
    )
