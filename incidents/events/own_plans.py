"""Facts of a county's own texts of the catalogue, and of who owns a plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class OwnTextProposed(DomainEvent):
    """A county's own text was proposed; ``ends`` where it is to give up its own. ``words_hash`` is of the reason."""

    sentence = _("A text of the county's own was proposed for the catalogue")

    scope: str
    subject: str
    number: int
    ends: bool
    content_hash: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class OwnTextEndorsed(DomainEvent):
    """One of the two approved it."""

    sentence = _("A text of the county's own was approved by the first of two")

    scope: str
    subject: str
    number: int
    content_hash: str
    first: UUID


@dataclass(frozen=True, slots=True)
class OwnTextApproved(DomainEvent):
    """The second of the two approved it: it is in force for incidents that are opened from now on."""

    sentence = _("A text of the county's own came into force")

    scope: str
    subject: str
    number: int
    ends: bool
    content_hash: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class ShippedTextsProposed(DomainEvent):
    """Shipped texts were proposed to be the county's own by one act, each of ``subjects`` under its own number."""

    sentence = _("Shipped texts were proposed to be the county's own")

    scope: str
    subjects: tuple[str, ...]
    numbers: tuple[int, ...]
    content_hashes: tuple[str, ...]
    words_hash: str


@dataclass(frozen=True, slots=True)
class OwnTextsEndorsed(DomainEvent):
    """One of the two approved several texts by one act."""

    sentence = _("Texts of the county's own were approved by the first of two")

    scope: str
    subjects: tuple[str, ...]
    numbers: tuple[int, ...]
    first: UUID


@dataclass(frozen=True, slots=True)
class OwnTextsApproved(DomainEvent):
    """The second of the two approved several texts by one act: they are in force from now on."""

    sentence = _("Texts of the county's own came into force")

    scope: str
    subjects: tuple[str, ...]
    numbers: tuple[int, ...]
    content_hashes: tuple[str, ...]
    second: UUID


@dataclass(frozen=True, slots=True)
class OwnTextRejected(DomainEvent):
    """Somebody who approves such texts said no, and why."""

    sentence = _("A text of the county's own was rejected")

    scope: str
    subject: str
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class OwnTextWithdrawn(DomainEvent):
    """Its author, or who proposes such texts, took it back."""

    sentence = _("A text of the county's own was withdrawn")

    scope: str
    subject: str
    number: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class PlanOwnersNamed(DomainEvent):
    """Plans have an owner: a post by its role, a person, or both."""

    sentence = _("The owner of contingency plans was named")

    scope: str
    plans: tuple[str, ...]
    role: str
    person: UUID | None
