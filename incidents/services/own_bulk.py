"""Many texts of the county's own by one act: a county that makes the shipped plans its own does so with one list.

As with a single one, whoever proposes does not approve, and two others do. One that cannot be taken refuses all, with
each such row named: half a list that nobody can tell from a whole one is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast
from uuid import UUID

from incidents.errors import OwnTextsRefused
from incidents.events import OwnTextsApproved, OwnTextsEndorsed, ShippedTextsProposed
from incidents.models import OwnText
from incidents.policies import check_proposes_texts, own_county
from incidents.selectors.own_plans import in_force
from incidents.services.log import words_hash
from incidents.services.own_plans import approve, check_text, keep_text, next_number, turn_to_propose
from incidents.states import OwnKind, OwnStatus
from kernel.act import Asked, act
from kernel.errors import DomainError
from organisation.policies import require
from organisation.states import Capability

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TextNamed:
    """One of the county's own texts by its subject and its number."""

    subject: str
    number: int


@act
def propose_shipped_texts(asked: Asked, *, subjects: Sequence[str], words: str) -> ShippedTextsProposed:
    """Propose to make shipped texts the county's own as they are, all by one act."""
    county = own_county(asked.actor)
    check_proposes_texts(asked.actor, county)

    named = sorted(set(subjects))
    texts = _each(named, lambda subject: _propose(asked, subject, words), lambda subject: {"subject": subject})

    return ShippedTextsProposed(
        scope=county,
        subjects=tuple(text.subject for text in texts),
        numbers=tuple(text.number for text in texts),
        content_hashes=tuple(text.content_hash for text in texts),
        words_hash=words_hash(words.strip()),
    )


def _propose(asked: Asked, subject: str, words: str) -> OwnText:
    county = turn_to_propose(asked, subject, words)
    force = in_force(subject, county)
    check_text(subject, force.shipped, force)
    content = {**force.shipped, "version": next_number(county, subject)}
    return keep_text(asked, force, content, kind=OwnKind.TEXT, words=words)


@act
def approve_own_texts(asked: Asked, *, texts: Sequence[TextNamed]) -> OwnTextsEndorsed | OwnTextsApproved:
    """Approve texts by one act, all as the first or all as the second of two."""
    county = own_county(asked.actor)
    require(asked.actor, Capability.APPROVE, county)

    named = sorted(set(texts), key=lambda one: (one.subject, one.number))
    approved = _each(named, lambda one: approve(asked, one.subject, one.number), _row)
    wanted = approved[0].status
    if other := [_row(one) | {"code": "not_now"} for one, text in zip(named, approved, strict=True)
                 if text.status != wanted]:  # fmt: skip
        raise OwnTextsRefused(rows=other)

    person = cast("UUID", asked.actor.person_id)
    subjects, numbers = tuple(one.subject for one in named), tuple(one.number for one in named)
    if wanted == OwnStatus.ENDORSED:
        return OwnTextsEndorsed(scope=county, subjects=subjects, numbers=numbers, first=person)
    return OwnTextsApproved(
        scope=county,
        subjects=subjects,
        numbers=numbers,
        content_hashes=tuple(text.content_hash for text in approved),
        second=person,
    )


def _row(one: TextNamed) -> dict[str, object]:
    return {"subject": one.subject, "number": one.number}


def _each(named: Sequence[T], take: Callable[[T], OwnText], row: Callable[[T], dict[str, object]]) -> list[OwnText]:
    """Part: take each; where some are refused, refuse all and name those. What was written is rolled back with it."""
    taken, refused = [], []
    for one in named:
        try:
            taken.append(take(one))
        except DomainError as why:
            refused.append(row(one) | {"code": why.code})
    if refused or not taken:
        raise OwnTextsRefused(rows=refused)
    return taken
