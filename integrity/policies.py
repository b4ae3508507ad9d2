"""Who sees irregularity records, who enters and signs them, and what one must hold."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from exams.models import Session
from exams.selectors.sessions import exam_of
from incidents.gateways.irregularities import About, order_33
from incidents.policies import check_said
from integrity.errors import ClipEndsBefore, CodeUnknown, OnlyTheChief, SignersNotTwo, ToldOrWhyNot, WhomMissing
from integrity.models import IrregularityRecord
from integrity.states import FEWEST_SIGNERS, Seen
from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import NotPermitted
from kernel.words import check_words
from organisation.states import Capability
from venues.errors import MomentDoesNotFit
from venues.models import Venue
from venues.policies import check_venue
from venues.states import MOST_OFF

RECORDS = (Capability.RECORD_IRREGULARITY,)
SEES = (*RECORDS, Capability.SEE_IRREGULARITIES)


def visible_to(records: QuerySet[IrregularityRecord], actor: Actor) -> QuerySet[IrregularityRecord]:
    """The records of venues at or below a unit where a post of the actor names him for them. No other duty helps."""
    if actor.is_system:
        return records
    seen = Q(pk__in=[])
    for held, path in actor.grants:
        if held in SEES:
            seen |= Q(scope__startswith=path)
    return records.filter(seen)


def sees(actor: Actor, scope: str) -> bool:
    """Whether the actor is one of the named roles there."""
    return any(actor.may(one, scope) for one in SEES)


def enters(actor: Actor, scope: str) -> bool:
    """Whether the actor enters there what was signed on paper."""
    return any(actor.may(one, scope) for one in RECORDS)


def check_enters(asked: Asked, code: str) -> Venue:
    """The venue, for who enters there while the exam is open. Another's and none at all look alike."""
    return check_venue(asked, code, capabilities=RECORDS)


def check_keeps(asked: Asked, code: str) -> Venue:
    """The same after the exam's end: what is on record is corrected, reported and given back for weeks."""
    exam = exam_of(asked.exam_id)
    venue = Venue.objects.filter(scope__startswith=exam.scope, code=code).first()
    if venue is None or not enters(asked.actor, venue.scope):
        raise NotPermitted
    return venue


def check_chief(chief: Actor, venue: Venue) -> None:
    """Refuse who does not head this very venue: a post of the county above it signs no form of a venue."""
    if (Capability.APPROVE, venue.scope) not in chief.grants or not chief.may(Capability.RUN_VENUE, venue.scope):
        raise OnlyTheChief


def check_seen(seen: Seen, *, session: Session, exam_at: dt.datetime) -> None:
    """Refuse an entry that lacks what Order 33 asks for, lies in the future, or holds an ID number in its words."""
    check_said(seen.words)
    spoken = [value for one in seen.signers for value in (one.name, one.badge)]
    spoken += [value for one in seen.items for value in (one.what, one.keeper)]
    check_words(seen.form, seen.not_told, seen.whom.ticket, *spoken, seen.clip.camera if seen.clip else "")
    _check_whom(seen)
    if len({one.badge for one in seen.signers}) < max(FEWEST_SIGNERS, len(seen.signers)):
        raise SignersNotTwo
    if (seen.told_at is None) == (not seen.not_told.strip()):
        raise ToldOrWhyNot
    _check_times(seen, session=session, exam_at=exam_at)


def _check_whom(seen: Seen) -> None:
    code = order_33().codes.get(seen.code)
    if code is None:
        raise CodeUnknown(code=seen.code)
    whom, about = seen.whom, code.article.about
    if about == About.CANDIDATE and not (whom.seat or whom.ticket):
        raise WhomMissing
    if about == About.STAFF and not whom.badge:
        raise WhomMissing


def _check_times(seen: Seen, *, session: Session, exam_at: dt.datetime) -> None:
    if seen.clip is not None and seen.clip.ends_at <= seen.clip.begins_at:
        raise ClipEndsBefore
    if not session.starts_at - MOST_OFF <= seen.seen_at <= min(exam_at, session.ends_at + MOST_OFF):
        raise MomentDoesNotFit(field="seen_at")
    if seen.told_at is not None and not seen.seen_at <= seen.told_at <= exam_at:
        raise MomentDoesNotFit(field="told_at")
