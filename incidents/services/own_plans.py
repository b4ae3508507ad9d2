"""A county's own texts of the catalogue: proposed by one, approved by two others, in force from then on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import Max

from incidents.errors import NothingOwn, OwnTextUnderWay, OwnTextUnknown, OwnTextWrong, PlanOwnerUnknown, PlanUnknown
from incidents.events import (
    OwnTextApproved,
    OwnTextEndorsed,
    OwnTextProposed,
    OwnTextRejected,
    OwnTextWithdrawn,
    PlanOwnersNamed,
)
from incidents.gateways import Raw, hash_of
from incidents.models import OwnText, PlanOwner, PlanVersion
from incidents.models import Plan as PlanRow
from incidents.policies import (
    check_approves_text,
    check_proposes_texts,
    check_rejects_text,
    check_said,
    own_county,
)
from incidents.selectors.own_plans import LADDER, InForce, in_force, owner_people, wrongs_of
from incidents.services.log import words_hash
from incidents.states import OWN_OPEN, OWN_TRANSITIONS, OwnKind, OwnMove, OwnStatus
from kernel.act import Asked, act
from kernel.transitions import after
from kernel.words import check_words
from organisation.gateways import roles
from organisation.models import Person
from organisation.policies import require
from organisation.states import Capability

# One turn at a time for a county's texts of one plan: numbers without gaps, and one text under way.
TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('own text ' || %s, 0))"


@act
def propose_own_text(asked: Asked, *, subject: str, told: object, words: str) -> OwnTextProposed:
    """Propose a text as the county's own version of a plan, a procedure or the table of clocks.

    Refuses (``own_text_wrong``) what the shipped text's parser refuses, and what no county may change, with row,
    field and code of each; and a second text while one waits. A text that changes nothing is taken: by it a county
    makes the shipped one its own.
    """
    county = turn_to_propose(asked, subject, words)
    force = in_force(subject, county)
    check_text(subject, told, force)

    content: Raw = {**cast("Raw", told), "version": next_number(county, subject)}
    return _told(keep_text(asked, force, content, kind=OwnKind.TEXT, words=words))


@act
def propose_shipped_text(asked: Asked, *, subject: str, words: str) -> OwnTextProposed:
    """Propose to give up the county's own version: the shipped text is to hold again. It takes two as well."""
    county = turn_to_propose(asked, subject, words)
    force = in_force(subject, county)
    if force.own is None:
        raise NothingOwn(subject=subject)

    return _told(keep_text(asked, force, {}, kind=OwnKind.END, words=words))


def turn_to_propose(asked: Asked, subject: str, words: str) -> str:
    """Part: the actor's county, its turn for this subject taken. Refuses while another text of it waits."""
    county = own_county(asked.actor)
    check_proposes_texts(asked.actor, county, owners=owner_people(county, subject))
    check_said(words)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [f"{county} {subject}"])
    waiting = OwnText.objects.filter(scope=county, subject=subject, status__in=OWN_OPEN).first()
    if waiting is not None:
        raise OwnTextUnderWay(subject=subject, number=waiting.number)
    return county


def check_text(subject: str, told: object, force: InForce) -> None:
    """Refuse a text that does not read, or says what none may."""
    wrong = wrongs_of(subject, told, shipped=force.shipped)
    if wrong:
        raise OwnTextWrong(
            subject=subject,
            wrong=[{"row": one.row, "field": one.field, "code": one.code, "told": one.told} for one in wrong],
        )
    check_words(*_texts(told))


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for one in inner:
        yield from _texts(one)


def next_number(county: str, subject: str) -> int:
    """Part: the next number of the county's texts of it."""
    last = OwnText.objects.filter(scope=county, subject=subject).aggregate(last=Max("number"))["last"]
    return 1 if last is None else int(last) + 1


def keep_text(asked: Asked, force: InForce, content: Raw, *, kind: OwnKind, words: str) -> OwnText:
    """Part: the text as it is proposed."""
    county = own_county(asked.actor)
    return OwnText.objects.create(
        scope=county,
        subject=force.subject,
        number=next_number(county, force.subject),
        kind=kind,
        status=OwnStatus.PROPOSED,
        content=content,
        content_hash=hash_of(content),
        shipped=force.shipped,
        words=words.strip(),
        author_id=cast("UUID", asked.actor.person_id),  # whoever is of a county is a person
        proposed_at=asked.at,
        entry_id=asked.act_id,
    )


def _told(text: OwnText) -> OwnTextProposed:
    return OwnTextProposed(
        scope=text.scope,
        subject=text.subject,
        number=text.number,
        ends=text.is_end,
        content_hash=text.content_hash,
        words_hash=words_hash(text.words),
    )


@act
def approve_own_text(asked: Asked, *, subject: str, number: int) -> OwnTextEndorsed | OwnTextApproved:
    """Approve a text. The first of two endorses it; by the second, another person, it is in force.

    Neither is its author: PostgreSQL refuses that too. What is open keeps the text that it was opened with. At the
    second approval the text is read once more: a shipped version may have come that it no longer fits.
    """
    text = approve(asked, subject, number)
    person = cast("UUID", asked.actor.person_id)
    if text.status == OwnStatus.ENDORSED:
        return OwnTextEndorsed(
            scope=text.scope, subject=subject, number=number, content_hash=text.content_hash, first=person
        )

    return OwnTextApproved(
        scope=text.scope,
        subject=subject,
        number=number,
        ends=text.is_end,
        content_hash=text.content_hash,
        first=cast("UUID", text.first_id),
        second=person,
    )


def approve(asked: Asked, subject: str, number: int) -> OwnText:
    """Part: one approval of one text, which is endorsed by it or in force."""
    text = _lock(asked, subject, number)
    check_approves_text(asked.actor, text)
    person = cast("UUID", asked.actor.person_id)
    text.status = after(OWN_TRANSITIONS, text.status, OwnMove.APPROVE)
    if text.status == OwnStatus.ENDORSED:
        text.first_id, text.first_at = person, asked.at
        text.save(update_fields=["status", "first", "first_at"])
        return text
    if not text.is_end:
        check_text(subject, text.content, in_force(subject, text.scope))
    text.second_id, text.second_at = person, asked.at
    text.save(update_fields=["status", "second", "second_at"])
    if not text.is_end and subject != LADDER:
        _make_version(asked, text)
    return text


def _lock(asked: Asked, subject: str, number: int) -> OwnText:
    county = own_county(asked.actor)
    rows = OwnText.objects.select_for_update()
    text = rows.filter(scope=county, subject=subject, number=number).first()
    if text is None:
        raise OwnTextUnknown(subject=subject, number=number)
    return text


def _make_version(asked: Asked, text: OwnText) -> None:
    PlanVersion.objects.create(
        plan=PlanRow.objects.get(code=text.subject),
        scope=text.scope,
        number=text.number,
        content=text.content,
        content_hash=text.content_hash,
        loaded_at=asked.at,
        own=text,
        entry_id=asked.act_id,
    )


@act
def reject_own_text(asked: Asked, *, subject: str, number: int, words: str) -> OwnTextRejected:
    """Say no to a text, and why. Whoever approves such texts may, save its author: he withdraws it."""
    text = _lock(asked, subject, number)
    check_rejects_text(asked.actor, text)
    check_said(words)

    _end(asked, text, OwnMove.REJECT, words)
    return OwnTextRejected(scope=text.scope, subject=subject, number=number, words_hash=words_hash(words.strip()))


@act
def withdraw_own_text(asked: Asked, *, subject: str, number: int, words: str) -> OwnTextWithdrawn:
    """Take a text back before it is in force, and say why: its author, or whoever runs the county's exams."""
    text = _lock(asked, subject, number)
    check_proposes_texts(asked.actor, text.scope, owners={text.author_id})
    check_said(words)

    _end(asked, text, OwnMove.WITHDRAW, words)
    return OwnTextWithdrawn(scope=text.scope, subject=subject, number=number, words_hash=words_hash(words.strip()))


def _end(asked: Asked, text: OwnText, move: OwnMove, words: str) -> None:
    text.status = after(OWN_TRANSITIONS, text.status, move)
    text.ended_by_id, text.ended_at, text.ended_words = asked.actor.person_id, asked.at, words.strip()
    text.save(update_fields=["status", "ended_by", "ended_at", "ended_words"])


@dataclass(frozen=True, slots=True)
class OwnerTold:
    """Who is to own plans: a role of the county, a person by his number there, or both."""

    role: str = ""
    staff_number: str = ""


@act
def name_plan_owners(asked: Asked, *, plans: Sequence[str], owner: OwnerTold) -> PlanOwnersNamed:
    """Name who owns these plans from now on: a post, a person, or a person in a post of his.

    Refuses an unknown plan, person or post, and nobody at all.
    """
    county = own_county(asked.actor)
    require(asked.actor, Capability.RUN_EXAM, county)
    codes = tuple(dict.fromkeys(plans))
    known = set(PlanRow.objects.filter(code__in=codes).values_list("code", flat=True))
    if not codes or known != set(codes):
        raise PlanUnknown(plans=sorted(set(codes) - known))
    person = _owner(county, owner)

    PlanOwner.objects.bulk_create(
        PlanOwner(
            scope=county,
            subject=code,
            role=owner.role,
            person=person,
            named_by_id=cast("UUID", asked.actor.person_id),
            at=asked.at,
            entry_id=asked.act_id,
        )
        for code in codes
    )
    return PlanOwnersNamed(scope=county, plans=codes, role=owner.role, person=None if person is None else person.pk)


def _owner(county: str, owner: OwnerTold) -> Person | None:
    if owner.role and owner.role not in roles():
        raise PlanOwnerUnknown(role=owner.role)
    if not owner.staff_number:
        if not owner.role:
            raise PlanOwnerUnknown
        return None
    person = Person.objects.filter(scope__startswith=county, staff_number=owner.staff_number).first()
    if person is None:
        raise PlanOwnerUnknown(staff_number=owner.staff_number)
    return person
