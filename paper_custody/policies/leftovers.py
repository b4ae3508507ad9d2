"""What may stay in the county after the exam, who sees it, and what must not be destroyed yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.timezone import localdate

from exams.gateways.leftover_rules import LeftoverRules
from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotPermitted
from kernel.words import check_words
from organisation.models import Person
from organisation.states import Capability
from paper_custody.errors.leftovers import (
    AnswersAreNotKept,
    CertificateTaken,
    HeldByIncident,
    PiecesWrong,
    ResultsDayWrong,
    RetentionNotOver,
    WitnessesMissing,
)
from paper_custody.models import Bag, BagHold, Destruction
from paper_custody.policies.papers import MOST_NAMED
from paper_custody.states import ANSWERS
from paper_custody.states.leftovers import DestructionTold, Pieces, ResultsDayTold

# Whoever keeps the room, audits it or records decisions for the county sees what is left and until when.
SEES_LEFTOVERS = frozenset({Capability.KEEP_VAULT, Capability.AUDIT, Capability.RECORD_DECISION})


def sees_leftovers(actor: Actor, scope: str) -> bool:
    """Whether the actor has to do with what the county keeps."""
    return any(actor.may(one, scope) for one in SEES_LEFTOVERS)


def check_sees_leftovers(actor: Actor, scope: str) -> None:
    """Refuse whoever has nothing to do with it."""
    if not sees_leftovers(actor, scope):
        raise NotPermitted


def check_no_answers(bags: Iterable[Bag]) -> None:
    """Refuse a bag of answers among what is to stay."""
    if answers := sorted(bag.code for bag in bags if bag.kind in ANSWERS):
        raise AnswersAreNotKept(bags=answers[:MOST_NAMED])


def check_pieces(bags: Iterable[Bag], pieces: Mapping[str, Pieces]) -> None:
    """Refuse a number for a bag that is not there, and one that nobody explains."""
    strange = sorted(set(pieces) - {bag.code for bag in bags})
    silent = sorted(code for code, told in pieces.items() if not told.reason.strip())
    if strange or silent:
        raise PiecesWrong(bags=(strange or silent)[:MOST_NAMED])
    check_words(*(told.reason for told in pieces.values()))


def check_results_day(exam: Exam, told: ResultsDayTold) -> None:
    """Refuse a day before the exam was over, and one that no document says."""
    last = exam.sessions.order_by("-ends_at").first()
    if not told.document.strip() or (last is not None and told.day < localdate(last.ends_at)):
        raise ResultsDayWrong
    check_words(told.document)


def check_retention_over(kept_until: dt.date, *, exam_at: dt.datetime) -> None:
    """Refuse before the day. Source: handbook 2.3 N15; the length is the preset's."""
    if localdate(exam_at) < kept_until:
        raise RetentionNotOver(kept_until=kept_until.isoformat())


def check_not_held(bags: Sequence[Bag]) -> None:
    """Refuse where an incident that names one of the bags is open."""
    held = BagHold.objects.filter(bag__in=bags, lifted_at=None).order_by("bag__code")
    if codes := list(held.values_list("bag__code", flat=True).distinct()[:MOST_NAMED]):
        raise HeldByIncident(bags=codes)


def check_destruction(exam: Exam, told: DestructionTold, rules: LeftoverRules, *, signers: Sequence[Actor]) -> None:
    """Refuse without certificate, place and witnesses; the two who sign it do not watch themselves."""
    check_words(told.certificate, told.place, *(text for one in told.witnesses for text in (one.name, one.unit)))
    number = told.certificate.strip()
    if not number or not told.place.strip():
        raise CertificateTaken
    if Destruction.objects.filter(exam=exam, certificate=number).exists():
        raise CertificateTaken(certificate=number)
    names = [one.name.strip() for one in told.witnesses if one.name.strip() and one.unit.strip()]
    people = Person.objects.filter(pk__in=[one.person_id for one in signers])
    signed = {name for one in people for name in (one.name, one.staff_number)}
    if len(set(names)) < max(rules.witnesses, len(told.witnesses)) or signed & set(names):
        raise WitnessesMissing(people=rules.witnesses)
