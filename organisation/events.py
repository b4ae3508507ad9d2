from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class SlipsIssued(DomainEvent):
    """One-time slips were printed for these logins."""

    sentence = _("First credentials were issued")

    logins: tuple[UUID, ...]
    expires_at: str


@dataclass(frozen=True, slots=True)
class SlipUsed(DomainEvent):
    """A login was taken into use with its slip."""

    sentence = _("A login was taken into use")

    login: UUID


@dataclass(frozen=True, slots=True)
class PostGiven(DomainEvent):
    """A person was given a post."""

    sentence = _("A post was given")

    post: UUID
    person: UUID
    role: str
    scope: str


@dataclass(frozen=True, slots=True)
class PostEnded(DomainEvent):
    """A post ended before its planned end; its rights end with it."""

    sentence = _("A post was ended")

    post: UUID
    person: UUID
    role: str
    scope: str


@dataclass(frozen=True, slots=True)
class SigningBegun(DomainEvent):
    """Somebody proved himself at a screen and stays there: for minutes he signs what the first person does at it."""

    sentence = _("Two people began to sign at one screen")
    audience = "escort"  # its purpose and moment tell that papers move

    signing: UUID
    first: UUID
    second: UUID
    purpose: str
    until: str


@dataclass(frozen=True, slots=True)
class SigningEnded(DomainEvent):
    """One of the two ended it before its time."""

    sentence = _("Two people ended their signing at one screen")
    audience = "escort"

    signing: UUID
    first: UUID
    second: UUID
