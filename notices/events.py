"""Facts of who may be told and by which ways. What people are told is a record and no fact: there is too much of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class PlayersNamed(DomainEvent):
    """People who play in a drill. Nobody else is ever told anything of it."""

    sentence = _("Players of a drill were named")

    people: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ChannelsSet(DomainEvent):
    """The ways by which a person or a unit is told outside, in their order. Addresses stand in no fact."""

    sentence = _("Channels for messages were set")

    holder: str
    holder_id: UUID
    scope: str
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallTestBegun(DomainEvent):
    """Everybody of a unit was told that this is a test."""

    sentence = _("A test of the call tree was begun")

    test: UUID
    scope: str
    people: int


@dataclass(frozen=True, slots=True)
class CallNoted(DomainEvent):
    """Somebody was called by the list in a test: he was there, he was not, or the number is not his."""

    sentence = _("A call of the call tree's test was entered")

    test: UUID
    person: UUID
    result: str
