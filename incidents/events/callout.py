"""Facts of calling departments out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class UnitsCalledOut(DomainEvent):
    """Departments were called out by one act, each named by its party; ``unreachable`` are the calls with nobody."""

    sentence = _("Departments were called out")

    incident: UUID
    number: int
    calls: tuple[int, ...]
    parties: tuple[str, ...]
    unreachable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CallOutConfirmed(DomainEvent):
    """A department's liaison confirmed under his own login."""

    sentence = _("A department confirmed its call-out")

    incident: UUID
    number: int
    call: int
    party: str
    person: UUID


@dataclass(frozen=True, slots=True)
class CallOutKeyed(DomainEvent):
    """A department confirmed by telephone, and the desk keyed it in: a weaker mark. ``spoken_at``: when they spoke."""

    sentence = _("A department confirmed its call-out by telephone")

    incident: UUID
    number: int
    call: int
    party: str
    spoken_at: str
    caller_hash: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class LiaisonUnreachable(DomainEvent):
    """The liaison of a department cannot be reached."""

    sentence = _("The liaison of a department cannot be reached")

    incident: UUID
    number: int
    call: int
    party: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class LiaisonReplaced(DomainEvent):
    """Another person of the department is called instead. ``before`` is empty where nobody was."""

    sentence = _("Another person of a department is called")

    incident: UUID
    number: int
    call: int
    party: str
    before: UUID | None
    person: UUID


@dataclass(frozen=True, slots=True)
class CallOutsWaived(DomainEvent):
    """Departments need not confirm after all, with a reason."""

    sentence = _("The confirmation of departments was waived")

    incident: UUID
    number: int
    calls: tuple[int, ...]
    words_hash: str


@dataclass(frozen=True, slots=True)
class CallOutOverdue(DomainEvent):
    """A department has not confirmed in time. ``rung`` is who is told of it."""

    sentence = _("A department has not confirmed its call-out in time")

    incident: UUID
    number: int
    call: int
    party: str
    rung: str
