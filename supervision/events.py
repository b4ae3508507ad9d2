"""Facts of corrective actions. They stand in the standing log: an action outlives the exam that taught it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class ActionRaised(DomainEvent):
    """Something is to be put right. ``lesson`` is the number of the incident's lesson that it follows from."""

    sentence = _("A corrective action was raised")

    action: UUID
    number: int
    source: str
    incident: UUID | None
    lesson: int | None
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionAssigned(DomainEvent):
    """It has an owner, a person or a post, and a day on which it is due."""

    sentence = _("A corrective action was assigned")

    action: UUID
    number: int
    unit: str
    role: str
    person: UUID | None
    due_at: dt.datetime
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionNearDue(DomainEvent):
    """It is due within days: a blue notice."""

    sentence = _("A corrective action is nearly due")

    action: UUID
    number: int
    purpose: str


@dataclass(frozen=True, slots=True)
class ActionOverdue(DomainEvent):
    """It was not assigned, or not done, in time: it is on the red list. ``rung`` is who is told."""

    sentence = _("A corrective action is overdue")

    action: UUID
    number: int
    purpose: str
    rung: str


@dataclass(frozen=True, slots=True)
class ActionExtended(DomainEvent):
    """It is due later, for a reason, as another person approved."""

    sentence = _("A corrective action was given more time")

    action: UUID
    number: int
    due_before: dt.datetime
    due_at: dt.datetime
    approver: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionDone(DomainEvent):
    """It was reported done, with what shows it. Somebody else re-checks it."""

    sentence = _("A corrective action was reported done")

    action: UUID
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionSentBack(DomainEvent):
    """The re-check found that it is not done."""

    sentence = _("A corrective action was sent back after its re-check")

    action: UUID
    number: int
    due_at: dt.datetime
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionClosed(DomainEvent):
    """Another person re-checked it: it is done."""

    sentence = _("A corrective action was re-checked and closed")

    action: UUID
    number: int
    done_by: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class ActionDropped(DomainEvent):
    """It will not be done, for a reason, as another person approved."""

    sentence = _("A corrective action was put aside")

    action: UUID
    number: int
    approver: UUID
    words_hash: str


ACTION_FACTS = (
    ActionRaised,
    ActionAssigned,
    ActionNearDue,
    ActionOverdue,
    ActionExtended,
    ActionDone,
    ActionSentBack,
    ActionClosed,
    ActionDropped,
)
