"""Which facts are the evidence of a venue's session, and who may be given them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from exams.models import Exam, Session
from journal.selectors import LogHead, Proved, contents_of, proved
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.events import DomainEvent
from kernel.time import exam_now, now
from organisation.states import Capability
from paper_custody.errors.reading import EvidenceTooEarly
from paper_custody.events.evidence import EvidenceTaken
from paper_custody.models import Bag
from paper_custody.models.evidence import EvidencePack
from paper_custody.policies import follows_escorts
from paper_custody.states.evidence import PackStatus
from venues.models import Venue

KINDS = "paper_custody."


def check_evidence(exam: Exam, actor: Actor, *, venue: str, session: str) -> tuple[Venue, Session]:
    """The venue and the session whose evidence the actor may be given.

    The auditor's at any time, the venue's own head's when the session is over. Refuses (``not_there``) everybody
    else, and (``evidence_too_early``) the head before.
    """
    place = Venue.objects.filter(scope__startswith=exam.scope, code=venue).first()
    sat = Session.objects.filter(exam=exam, code=session).first()
    if place is None or sat is None:
        raise NotThere
    if actor.may(Capability.AUDIT, place.scope):
        return place, sat
    if not actor.may(Capability.RUN_VENUE, place.scope):
        raise NotThere
    if exam_now(exam.pk, now()) < sat.ends_at:
        raise EvidenceTooEarly
    return place, sat


def evidence_of(exam: Exam, actor: Actor, *, venue: Venue, session: Session) -> tuple[LogHead, list[Proved]]:
    """The facts of custody about this session at this venue that the actor may know of, proved against one head.

    Facts of the road go to those who follow the convoys. One that names bags of other venues too goes to those
    who audit the whole county: a content cannot be given in part. Who took evidence away is no custody of papers.
    """
    bags = Bag.objects.filter(exam=exam)
    here = bags.filter(venue=venue, session=session)
    things = {code for pair in here.values_list("code", "container__code") for code in pair if code is not None}
    elsewhere = set(bags.exclude(venue=venue).values_list("code", flat=True))
    whole_county = actor.may(Capability.AUDIT, exam.scope)
    follows = follows_escorts(actor, venue.scope)
    wanted = [
        index
        for index, recorded in contents_of(exam.pk, kinds=KINDS)
        if recorded.fact.kind != EvidenceTaken.kind
        and _concerns(recorded.fact, venue.code, session.code, things)
        and (follows or recorded.fact.audience != "escort")
        and (whole_county or not _named(recorded.fact) & elsewhere)
    ]
    return proved(exam.pk, wanted)


def packs_seen(exam: Exam, actor: Actor, *, venue: Venue, session: Session) -> QuerySet[EvidencePack]:
    """The takings of this session's evidence, the newest first: one's own, and all of them for the auditor."""
    packs = EvidencePack.objects.filter(exam=exam, venue=venue, session=session).order_by("-at")
    seen = packs if actor.may(Capability.AUDIT, venue.scope) else packs.filter(taken_by=actor.person_id)
    return seen.select_related("taken_by", "venue", "session")


def pack_to_fetch(exam: Exam, actor: Actor, *, venue: str, pack_id: UUID) -> EvidencePack:
    """The ready pack that the actor took himself and may still have. Refuses (``not_there``) every other."""
    pack = EvidencePack.objects.filter(exam=exam, pk=pack_id, venue__code=venue, taken_by=actor.person_id).first()
    if pack is None or pack.status != PackStatus.READY:
        raise NotThere
    check_evidence(exam, actor, venue=venue, session=pack.session.code)
    return pack


def progress_key(pack_id: UUID) -> str:
    """Where the cache keeps how far the making of a pack is: its row is not seen before that commits."""
    return f"paper_custody.evidence.{pack_id}"


def _named(fact: DomainEvent) -> set[str]:
    """The codes of bags and boxes that a fact names."""
    several: tuple[str, ...] = getattr(fact, "sealed", ())
    bags: Any = getattr(fact, "bags", ())
    if isinstance(bags, tuple):
        several += bags
    return {*several, *getattr(fact, "left_out", ()), getattr(fact, "bag", "")} - {""}


def _concerns(fact: DomainEvent, venue: str, session: str, things: set[str]) -> bool:
    """By the bags that it names, or else by its venue and session."""
    named = _named(fact)
    if named & things:
        return True
    if named or getattr(fact, "venue", "") != venue:
        return False
    told = getattr(fact, "sessions", ()) or (getattr(fact, "session", ""),)
    return session in told or told == ("",)
