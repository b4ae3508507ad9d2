"""Facts of spare papers and cards. No candidate is named in them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class SpareAsked(DomainEvent):
    """A candidate's paper or card is to be changed."""

    sentence = _("A spare paper or card is asked for")

    use: UUID
    venue: str
    session: str
    room: str
    material: str
    cause: str
    own_fault: bool


@dataclass(frozen=True, slots=True)
class SpareDecided(DomainEvent):
    """One link of the chain approved or refused. ``words_hash`` commits to who, when and how."""

    sentence = _("A spare paper or card was decided on")

    use: UUID
    venue: str
    session: str
    authority: str
    verdict: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class SpareUsed(DomainEvent):
    """A spare was given by two people, and the old one taken back."""

    sentence = _("A spare paper or card was given")

    use: UUID
    venue: str
    session: str
    room: str
    bag: str
    first: UUID
    second: UUID
