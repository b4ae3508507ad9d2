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


@dataclass(frozen=True, slots=True)
class SlotOpened(DomainEvent):
    """An officer opened a place for a tablet of a venue; a second one approves it before its code works."""

    sentence = _("A tablet's enrolment was opened")

    slot: UUID
    scope: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class SlotApproved(DomainEvent):
    """The second officer approved a tablet's place."""

    sentence = _("A tablet's enrolment was approved")

    slot: UUID
    scope: str


@dataclass(frozen=True, slots=True)
class DeviceEnrolled(DomainEvent):
    """A tablet was enrolled at a venue with its one-time code; ``kid`` names its public key."""

    sentence = _("A tablet was enrolled")

    device: UUID
    slot: UUID
    scope: str
    kid: str


@dataclass(frozen=True, slots=True)
class PersonKeyRegistered(DomainEvent):
    """A person has a key of his own on a tablet, locked by his PIN. The one before is void by it."""

    sentence = _("A person set a PIN on a tablet")

    key: UUID
    device: UUID
    person: UUID
    kid: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked(DomainEvent):
    """A tablet is trusted no longer: what it sealed from ``since`` on is set aside, what it sealed before stands."""

    sentence = _("A tablet was revoked")

    device: UUID
    scope: str
    since: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfflineSignaturesConfirmed(DomainEvent):
    """A person, logged in, confirmed that he had signed these acts offline with his PIN."""

    sentence = _("Offline signatures were confirmed")
    audience = "escort"  # which acts had two people tells that papers moved

    person: UUID
    acts: tuple[UUID, ...]
