"""Facts of who holds which role of an incident."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class RoleTaken(DomainEvent):
    """Somebody took a role that nobody held."""

    sentence = _("A role of an incident was taken")

    incident: UUID
    number: int
    role: str
    person: UUID


@dataclass(frozen=True, slots=True)
class RoleHandedOver(DomainEvent):
    """A role passed from its holder to another person; both proved who they are."""

    sentence = _("A role of an incident was handed over")

    incident: UUID
    number: int
    role: str
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class RoleTakenOver(DomainEvent):
    """A role was taken from a holder who cannot be reached, with a reason and a third person's approval."""

    sentence = _("A role of an incident was taken over from a holder who cannot be reached")

    incident: UUID
    number: int
    role: str
    before: UUID
    person: UUID
    approver: UUID
    words_hash: str


@dataclass(frozen=True, slots=True)
class RoleLaidDown(DomainEvent):
    """A role that is not needed any longer is held by nobody."""

    sentence = _("A role of an incident was laid down")

    incident: UUID
    number: int
    role: str
    person: UUID
    words_hash: str
