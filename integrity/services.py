"""Writes of irregularity records: entered from paper, corrected, signed by the chief, reported; items given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import Max

from exams.models import Session
from exams.selectors.sessions import exam_of
from incidents.gateways import hash_of
from incidents.policies import check_said
from incidents.services.log import person_of, words_hash
from integrity.errors import AlreadyGiven, Corrected, FormTaken
from integrity.events import (
    IrregularityCorrected,
    IrregularityEntered,
    IrregularityProposed,
    IrregularitySigned,
    SeizedItemGiven,
)
from integrity.models import IrregularityRecord, SeizedItem
from integrity.policies import check_chief, check_enters, check_keeps, check_seen
from integrity.states import TRANSITIONS, GivenTo, Item, RecordMove, RecordStatus, Seen
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.transitions import after
from kernel.words import check_words
from organisation.services import record_proofs
from organisation.states import Side
from venues.errors import MomentDoesNotFit
from venues.models import Room, Venue

# One turn at a time at a venue: numbers without gaps.
TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('irregularities ' || %s, 0))"


@act
def enter_irregularity(asked: Asked, *, venue: str, session: str, seen: Seen) -> IrregularityEntered:
    """Enter a form that two invigilators signed. It is 疑似 until the venue's chief signs for it."""
    place = check_enters(asked, venue)
    held = Session.objects.get(exam=exam_of(asked.exam_id), code=session)
    check_seen(seen, session=held, exam_at=asked.exam_at)
    here = IrregularityRecord.objects.filter(exam=held.exam_id, venue=place)
    _take_turn(place)
    if here.filter(form=seen.form).exists():
        raise FormTaken(form=seen.form)

    last = here.aggregate(last=Max("number"))["last"] or 0
    record = _entered(asked, place, held, seen)
    record.number = last + 1
    record.save(force_insert=True)
    _receive(asked, record, seen.items)

    return IrregularityEntered(
        record=record.pk,
        venue=place.code,
        session=held.code,
        number=record.number,
        code=record.code,
        signers=len(seen.signers),
        items=len(seen.items),
        hash=record.hash,
    )


@act
def correct_irregularity(asked: Asked, *, venue: str, number: int, seen: Seen, reason: str) -> IrregularityCorrected:
    """Enter it anew with a reason. The older entry stays as it was; the new one is 疑似 until the chief signs it.

    What was given back stays on the receipt; ``seen.items`` are those still kept.
    """
    place = check_keeps(asked, venue)
    old = _lock(asked, place, number)
    check_said(reason)
    check_seen(seen, session=old.session, exam_at=asked.exam_at)
    taken = IrregularityRecord.objects.filter(exam=old.exam_id, venue=place, form=seen.form)
    if taken.exclude(number=number).exists():
        raise FormTaken(form=seen.form)

    record = _entered(asked, place, old.session, seen)
    record.number, record.version = old.number, old.version + 1
    record.corrects, record.reason = old, reason
    record.save(force_insert=True)
    given = [_copied(asked, record, one, at) for at, one in enumerate(old.items.exclude(given_at=None), 1)]
    SeizedItem.objects.bulk_create(given)
    _receive(asked, record, seen.items, first=len(given) + 1)

    return IrregularityCorrected(
        record=record.pk,
        corrects=old.pk,
        venue=place.code,
        session=old.session.code,
        number=record.number,
        version=record.version,
        code=record.code,
        hash=record.hash,
    )


@act
def sign_irregularity(asked: Asked, *, venue: str, number: int, chief: Actor) -> IrregularitySigned:
    """Record it under the proof of the venue's chief examiner, beside the one who sits at the screen."""
    place = check_keeps(asked, venue)
    record = _lock(asked, place, number)
    check_chief(chief, place)
    _move(record, RecordMove.SIGN)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, chief)])
    chief_id = cast("UUID", chief.person_id)  # a proof is a person's
    record.chief_id, record.signed_with_id, record.signed_at = chief_id, person_of(asked), asked.exam_at
    record.save(update_fields=["status", "chief", "signed_with", "signed_at"])

    return IrregularitySigned(
        record=record.pk,
        venue=place.code,
        number=record.number,
        version=record.version,
        chief=chief_id,
        hash=record.hash,
    )


@act
def propose_irregularity(asked: Asked, *, venue: str, number: int, words: str) -> IrregularityProposed:
    """Mark it for report to the level that decides. What that level decides is its own document."""
    place = check_keeps(asked, venue)
    record = _lock(asked, place, number)
    check_words(words)
    _move(record, RecordMove.PROPOSE)

    record.proposed_by_id, record.proposed_at, record.proposal = person_of(asked), asked.exam_at, words
    record.save(update_fields=["status", "proposed_by", "proposed_at", "proposal"])

    return IrregularityProposed(
        record=record.pk,
        venue=place.code,
        number=record.number,
        version=record.version,
        words_hash=words_hash(words),
    )


@act
def give_item(
    asked: Asked, *, venue: str, number: int, item: int, to: GivenTo, given_at: dt.datetime
) -> SeizedItemGiven:
    """Say when a seized item was given to whom, against its receipt."""
    place = check_keeps(asked, venue)
    record = _lock(asked, place, number)
    line = SeizedItem.objects.select_for_update().get(record=record, number=item)
    if line.given_at is not None:
        raise AlreadyGiven
    if not record.seen_at <= given_at <= asked.exam_at:
        raise MomentDoesNotFit(field="given_at")

    line.given_at, line.given_to, line.given_by_id = given_at, to, person_of(asked)
    line.save(update_fields=["given_at", "given_to", "given_by"])

    return SeizedItemGiven(
        record=record.pk, venue=place.code, number=record.number, item=item, to=to, given_at=given_at
    )


def _take_turn(place: Venue) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [place.scope])


def _lock(asked: Asked, place: Venue, number: int) -> IrregularityRecord:
    """The latest version of this number, under lock. Raises ``DoesNotExist``; refuses one corrected meanwhile."""
    rows = IrregularityRecord.objects.filter(exam=cast("UUID", asked.exam_id), venue=place, number=number)
    record = rows.select_for_update(of=("self",)).select_related("session").order_by("-version")[:1].get()
    if IrregularityRecord.objects.filter(corrects=record).exists():
        raise Corrected
    return record


def _move(record: IrregularityRecord, step: RecordMove) -> None:
    """Part: take the record on, or refuse (``not_now``)."""
    record.status = after(TRANSITIONS, RecordStatus(record.status), step)


def _entered(asked: Asked, place: Venue, session: Session, seen: Seen) -> IrregularityRecord:
    first, second, *more = seen.signers
    room = Room.objects.get(venue=place, number=seen.whom.room) if seen.whom.room else None
    return IrregularityRecord(
        exam_id=session.exam_id,
        scope=place.scope,
        venue=place,
        session=session,
        form=seen.form,
        code=seen.code,
        room=room,
        seat=seen.whom.seat,
        ticket=seen.whom.ticket,
        badge=seen.whom.badge,
        words=seen.words,
        seen_at=seen.seen_at,
        told_at=seen.told_at,
        not_told=seen.not_told,
        first_name=first.name,
        first_badge=first.badge,
        second_name=second.name,
        second_badge=second.badge,
        more_signers=[[one.name, one.badge] for one in more],
        camera="" if seen.clip is None else seen.clip.camera,
        clip_from=None if seen.clip is None else seen.clip.begins_at,
        clip_to=None if seen.clip is None else seen.clip.ends_at,
        entered_by_id=person_of(asked),
        hash=hash_of(_plain(asdict(seen))),
        status=RecordStatus.SUSPECTED,
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )


def _plain(value: object) -> object:
    """What an entry says as JSON has it, for its hash."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else value


def _receive(asked: Asked, record: IrregularityRecord, items: Sequence[Item], *, first: int = 1) -> None:
    SeizedItem.objects.bulk_create(
        SeizedItem(
            exam_id=record.exam_id,
            scope=record.scope,
            record=record,
            number=number,
            what=item.what,
            keeper=item.keeper,
            entry_id=asked.act_id,
        )
        for number, item in enumerate(items, first)
    )


def _copied(asked: Asked, record: IrregularityRecord, old: SeizedItem, number: int) -> SeizedItem:
    return SeizedItem(
        exam_id=record.exam_id,
        scope=record.scope,
        record=record,
        number=number,
        what=old.what,
        keeper=old.keeper,
        given_at=old.given_at,
        given_to=old.given_to,
        given_by_id=old.given_by_id,
        entry_id=asked.act_id,
    )
