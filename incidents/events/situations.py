"""Facts of situation reports, and of the county's own decisions."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class SituationReported(DomainEvent):
    """The scene or the command reported how it stands. ``late``: a prompt before it had been missed."""

    sentence = _("A situation report was given")

    incident: UUID
    number: int
    situation: int
    situation_kind: str
    late: bool
    words_hash: str


@dataclass(frozen=True, slots=True)
class SituationMissed(DomainEvent):
    """No report came at its minute. ``missed`` counts the prompts that passed; ``rung`` is who is told."""

    sentence = _("A situation report was not given in time")

    incident: UUID
    number: int
    situation_kind: str
    missed: int
    rung: str


@dataclass(frozen=True, slots=True)
class ChoiceMade(DomainEvent):
    """The county decided something of its own. ``words_hash`` is of everything that was said of it."""

    sentence = _("The county decided, with options, reason and risk on record")

    incident: UUID
    number: int
    choice: int
    decider: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class ChoiceCorrected(DomainEvent):
    """The record of a decision was put right by a further one; the first stays as it was."""

    sentence = _("The record of a decision of the county was corrected")

    incident: UUID
    number: int
    choice: int
    corrects: int
    decider: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class ChoiceReviewed(DomainEvent):
    """Another person looked at a decision of the county again."""

    sentence = _("A decision of the county was reviewed")

    incident: UUID
    number: int
    choice: int
    reviewer: UUID
    words_hash: str
