"""The register of spare papers and cards, and how many are left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Sum

from exams.models import Exam
from exams.selectors.sessions import rules_of
from kernel.actors import Actor
from paper_custody.models import Bag
from paper_custody.models.spares import SpareApproval, SpareGiven, SpareUse
from paper_custody.policies import SEES_BAGS
from paper_custody.states import BagKind, BagStatus
from venues.models import Venue


@dataclass(frozen=True, slots=True)
class SpareLine:
    """One line of the register, as the form has it: reason, who approved when, what was given, by whom, time lost."""

    use: UUID
    number: int
    session: str
    room: str
    seat: str
    material: str
    cause: str
    own_fault: bool
    status: str
    asked_at: dt.datetime
    approvals: Sequence[SpareApproval]
    missing: Sequence[str]
    waits_for_paper: Sequence[str]
    given: SpareGiven | None


@dataclass(frozen=True, slots=True)
class SparesLeft:
    """How many spares of a session lie at a venue, and how many were used of them."""

    nominal: int
    used: int

    @property
    def left(self) -> int:
        """What is left."""
        return self.nominal - self.used


def spare_register(exam: Exam, actor: Actor, venue: Venue, session: str = "") -> list[SpareLine]:
    """The venue's register (of one session), in order, for whoever may see its bags; in three reads."""
    if not actor.is_system and not any(actor.may(one, venue.scope) for one in SEES_BAGS):
        return []
    rows = SpareUse.objects.filter(exam=exam, venue=venue).select_related("session", "room")
    if session:
        rows = rows.filter(session__code=session)
    given = SpareGiven.objects.select_related("first", "second", "bag")
    rows = rows.prefetch_related(Prefetch("approvals", SpareApproval.objects.order_by("at")), Prefetch("given", given))
    chain = [one.value for one in rules_of(exam).spare_use.chain]
    return [_line(row, chain) for row in rows.order_by("number")]


def _line(row: SpareUse, chain: Sequence[str]) -> SpareLine:
    approvals = list(row.approvals.all())
    granted = {one.authority for one in approvals if one.verdict == "granted"}
    on_paper = {one.authority for one in approvals if one.channel == "document"}
    by_phone = {one.authority for one in approvals if one.channel == "phone"}
    return SpareLine(
        use=row.pk,
        number=row.number,
        session=row.session.code,
        room=row.room.number,
        seat=row.seat,
        material=row.material,
        cause=row.cause,
        own_fault=row.own_fault,
        status=row.status,
        asked_at=row.asked_at,
        approvals=approvals,
        missing=[one for one in chain if one not in granted],
        waits_for_paper=sorted(by_phone - on_paper),
        given=getattr(row, "given", None),
    )


def spares_left(exam: Exam, venue: Venue, session: str) -> SparesLeft:
    """Spares of this session at the venue: what its spare bags held, and what was given out of them."""
    bags = Bag.objects.filter(exam=exam, venue=venue, session__code=session, kind=BagKind.SPARE)
    nominal = bags.exclude(status=BagStatus.VOIDED).aggregate(sum=Sum("nominal"))["sum"] or 0
    used = SpareGiven.objects.filter(use__exam=exam, use__venue=venue, use__session__code=session).count()
    return SparesLeft(nominal=nominal, used=used)
