"""Facts of locks, keys and codes: for the few who keep the papers, never for the wall."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class LockRegistered(DomainEvent):
    """A lock and its keys came onto the list; the keys lie in the safe."""

    sentence = _("A lock and its keys were registered")
    audience = "escort"

    lock: str
    lock_kind: str
    venue: str
    batch: str
    keys: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class KeysHandedOver(DomainEvent):
    """Keys passed from one person to another: out of the safe, from hand to hand, or back into it."""

    sentence = _("Keys changed hands")
    audience = "escort"

    step: str
    keys: tuple[str, ...]
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class CodeReceived(DomainEvent):
    """Somebody received a lock's code. Nothing of the code is in it."""

    sentence = _("A lock's code was received")
    audience = "escort"

    lock: str
    channel: str
    received_at: dt.datetime
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class CodeChanged(DomainEvent):
    """A lock's code was changed: whoever received the old one knows none now."""

    sentence = _("A lock's code was changed")
    audience = "escort"

    lock: str
    first: UUID
    second: UUID
