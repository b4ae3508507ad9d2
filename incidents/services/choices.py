"""The county's own decisions: made, put right by a further record, and looked at by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.errors import ChoiceNotOne, CorrectedBefore, ReviewedBefore, ReviewerMustBeAnother
from incidents.events import ChoiceCorrected, ChoiceMade, ChoiceReviewed
from incidents.models import Choice, ChoiceReview, Incident
from incidents.policies import check_may_decide, check_may_judge, check_open, check_said, deciding_role
from incidents.services.log import lock_incident, person_of, told, words_hash, write
from incidents.states import LogKind
from kernel.act import Asked, act
from kernel.words import check_words

MOST_OPTIONS = 9


@dataclass(frozen=True, slots=True)
class ChoiceTold:
    """What was decided: the matter, the options considered, which of them (from 1), why, and at what risk."""

    matter: str
    options: Sequence[str]
    chosen: int
    reason: str
    risk: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All of its words, to be committed to as one."""
        return (self.matter, *self.options, str(self.chosen), self.reason, self.risk)


@act
def make_choice(asked: Asked, *, number: int, choice: ChoiceTold) -> ChoiceMade:
    """Put a decision of the county's own on record: options, choice, reason, risk, and who decided, by his login.

    More time, going on, cancelling and confirmed levels are no such thing (limits.md 8): those are requests and
    decisions from above.
    """
    incident = lock_incident(asked, number)
    check_may_decide(incident, asked.actor)
    check_open(incident)
    check_choice(choice)

    row = _keep(asked, incident, choice, corrects=None)
    write(asked, incident, LogKind.CHOSEN, words=choice.matter)
    return told(
        incident,
        ChoiceMade(
            incident=incident.pk,
            number=incident.number,
            choice=row.number,
            decider=row.decider_id,
            words_hash=words_hash(*choice.texts),
        ),
    )


@act
def correct_choice(asked: Asked, *, number: int, corrects: int, choice: ChoiceTold) -> ChoiceCorrected:
    """Put the record of a decision right by a further one; the first stays. Refused where that was done before."""
    incident = lock_incident(asked, number)
    check_may_decide(incident, asked.actor)
    check_open(incident)
    check_choice(choice)
    before = Choice.objects.get(incident=incident, number=corrects)
    if Choice.objects.filter(corrects=before).exists():
        raise CorrectedBefore(choice=corrects)

    row = _keep(asked, incident, choice, corrects=before)
    write(asked, incident, LogKind.CHOICE_CORRECTED, words=choice.matter)
    return told(
        incident,
        ChoiceCorrected(
            incident=incident.pk,
            number=incident.number,
            choice=row.number,
            corrects=corrects,
            decider=row.decider_id,
            words_hash=words_hash(*choice.texts),
        ),
    )


def check_choice(choice: ChoiceTold) -> None:
    """Refuse one without options to choose from, or with a choice that is none of them, or with an empty account."""
    for text in (choice.matter, *choice.options, choice.reason, choice.risk):
        check_said(text)
    check_words(*choice.texts)
    if not 2 <= len(choice.options) <= MOST_OPTIONS or not 1 <= choice.chosen <= len(choice.options):
        raise ChoiceNotOne


def _keep(asked: Asked, incident: Incident, choice: ChoiceTold, *, corrects: Choice | None) -> Choice:
    return Choice.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        number=Choice.objects.filter(incident=incident).count() + 1,
        matter=choice.matter,
        options=list(choice.options),
        chosen=choice.chosen,
        reason=choice.reason,
        risk=choice.risk,
        decider_id=person_of(asked),
        role=deciding_role(incident, asked.actor),
        corrects=corrects,
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )


@act
def review_choice(asked: Asked, *, number: int, choice: int, words: str) -> ChoiceReviewed:
    """Look at a decision again, as another than who made it, and say what was found."""
    incident = lock_incident(asked, number)
    check_may_judge(incident, asked.actor)
    check_said(words)
    row = Choice.objects.get(incident=incident, number=choice)
    if row.decider_id == asked.actor.person_id:
        raise ReviewerMustBeAnother
    if ChoiceReview.objects.filter(choice=row).exists():
        raise ReviewedBefore(choice=choice)

    ChoiceReview.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        choice=row,
        reviewer_id=person_of(asked),
        decider_id=row.decider_id,
        words=words,
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )
    write(asked, incident, LogKind.CHOICE_REVIEWED, words=words)
    return told(
        incident,
        ChoiceReviewed(
            incident=incident.pk,
            number=incident.number,
            choice=row.number,
            reviewer=person_of(asked),
            words_hash=words_hash(words),
        ),
    )
