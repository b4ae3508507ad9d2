"""Facts of what an incident taught."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class LessonRecorded(DomainEvent):
    """Something is to be done otherwise from now on; what is done about it is followed in one register."""

    sentence = _("A lesson of an incident was recorded")

    incident: UUID
    number: int
    lesson: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class NothingLearnt(DomainEvent):
    """Somebody looked, and says that there is nothing to learn from it."""

    sentence = _("That an incident taught nothing was recorded")

    incident: UUID
    number: int
    lesson: int
    words_hash: str
