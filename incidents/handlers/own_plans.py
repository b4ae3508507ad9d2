"""Checks of ``verify_journal``: a county's own texts, and who owns a plan, are what their facts say."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from incidents.events import (
    OwnTextApproved,
    OwnTextEndorsed,
    OwnTextProposed,
    OwnTextRejected,
    OwnTextsApproved,
    OwnTextsEndorsed,
    OwnTextWithdrawn,
    PlanOwnersNamed,
    ShippedTextsProposed,
)
from incidents.gateways import hash_of
from incidents.models import OwnText, PlanOwner, PlanVersion
from incidents.selectors.own_plans import LADDER
from incidents.services.log import words_hash
from journal.audit import agrees


def _text(fact: OwnTextProposed | OwnTextEndorsed | OwnTextApproved | OwnTextRejected | OwnTextWithdrawn) -> OwnText:
    return OwnText.objects.get(scope=fact.scope, subject=fact.subject, number=fact.number)


@agrees(OwnTextProposed)
def text_is_as_proposed(fact: OwnTextProposed, entry_id: UUID) -> Iterator[str]:
    """The text, its hash, and why it was proposed."""
    row = OwnText.objects.filter(entry_id=entry_id, subject=fact.subject, number=fact.number).first()
    if row is None:
        yield f"own text {fact.subject} {fact.number} is not there"
    elif hash_of(row.content) != fact.content_hash or row.content_hash != fact.content_hash:
        yield f"own text {fact.subject} {fact.number} was changed"
    elif words_hash(row.words) != fact.words_hash:
        yield f"the reason of own text {fact.subject} {fact.number} was changed"


@agrees(OwnTextEndorsed)
def first_is_as_told(fact: OwnTextEndorsed, entry_id: UUID) -> Iterator[str]:
    """Who approved it first."""
    if _text(fact).first_id != fact.first:
        yield f"own text {fact.subject} {fact.number} was approved first by somebody else"


@agrees(OwnTextApproved)
def text_is_as_approved(fact: OwnTextApproved, entry_id: UUID) -> Iterator[str]:
    """By which two, and that the version in force is the very text."""
    row = _text(fact)
    if (row.first_id, row.second_id) != (fact.first, fact.second):
        yield f"own text {fact.subject} {fact.number} was approved by others"
    if fact.ends or fact.subject == LADDER:
        return
    version = PlanVersion.objects.filter(entry_id=entry_id, own=row).first()
    if version is None or hash_of(version.content) != fact.content_hash:
        yield f"the version of own text {fact.subject} {fact.number} is not the text approved"


@agrees(ShippedTextsProposed)
def texts_are_as_proposed(fact: ShippedTextsProposed, entry_id: UUID) -> Iterator[str]:
    """Each text, and no other."""
    rows = OwnText.objects.filter(entry_id=entry_id).order_by("subject")
    told = list(zip(fact.subjects, fact.numbers, fact.content_hashes, strict=True))
    if [(row.subject, row.number, hash_of(row.content)) for row in rows] != told:
        yield f"the texts proposed under {entry_id} are others"
    if any(words_hash(row.words) != fact.words_hash for row in rows):
        yield f"the reason of the texts proposed under {entry_id} was changed"


def _texts(fact: OwnTextsEndorsed | OwnTextsApproved) -> Iterator[OwnText]:
    for subject, number in zip(fact.subjects, fact.numbers, strict=True):
        yield OwnText.objects.get(scope=fact.scope, subject=subject, number=number)


@agrees(OwnTextsEndorsed)
def firsts_are_as_told(fact: OwnTextsEndorsed, entry_id: UUID) -> Iterator[str]:
    """Who approved them first."""
    if any(row.first_id != fact.first for row in _texts(fact)):
        yield f"the texts approved first under {entry_id} were approved by somebody else"


@agrees(OwnTextsApproved)
def texts_are_as_approved(fact: OwnTextsApproved, entry_id: UUID) -> Iterator[str]:
    """Who approved them as the second, and that the versions in force are the very texts."""
    for row, content_hash in zip(_texts(fact), fact.content_hashes, strict=True):
        version = None if row.is_end or row.subject == LADDER else PlanVersion.objects.filter(own=row).first()
        differs = version is not None and hash_of(version.content) != content_hash
        if row.second_id != fact.second or hash_of(row.content) != content_hash or differs:
            yield f"own text {row.subject} {row.number} is not as approved under {entry_id}"


def end_of_text_is_as_told(fact: OwnTextRejected | OwnTextWithdrawn, entry_id: UUID) -> Iterator[str]:
    """Why it came to nothing."""
    if words_hash(_text(fact).ended_words) != fact.words_hash:
        yield f"the reason why own text {fact.subject} {fact.number} ended was changed"


agrees(OwnTextRejected)(end_of_text_is_as_told)
agrees(OwnTextWithdrawn)(end_of_text_is_as_told)


@agrees(PlanOwnersNamed)
def owners_are_as_named(fact: PlanOwnersNamed, entry_id: UUID) -> Iterator[str]:
    """Who owns which plan."""
    rows = PlanOwner.objects.filter(entry_id=entry_id, scope=fact.scope)
    named = {(row.subject, row.role, row.person_id) for row in rows}
    if named != {(plan, fact.role, fact.person) for plan in fact.plans}:
        yield f"the owners named under {entry_id} are others"
