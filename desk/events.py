from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class PersonSwapped(DomainEvent):
    """A post went from one person to another (换岗). ``undoes``: the swap that this one takes back."""

    sentence = _("A post changed hands")

    swap: UUID
    old: UUID
    new: UUID
    old_post: UUID
    new_post: UUID
    role: str
    unit: str
    from_at: dt.datetime
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class RoomSwapped(DomainEvent):
    """What was to be sat in a room of a session is sat in another one."""

    sentence = _("A room took over from another")

    swap: UUID
    venue: str
    session: str
    old: str
    new: str
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class WatchBegun(DomainEvent):
    """The first officer of an exam went on watch."""

    sentence = _("The watch began")

    watch: UUID
    officer: UUID


@dataclass(frozen=True, slots=True)
class WatchTakenOver(DomainEvent):
    """One officer took the watch over from another, with everything that was open."""

    sentence = _("The watch was taken over")

    watch: UUID
    follows: UUID
    giver: UUID
    receiver: UUID
    open_incidents: int
    overdue_lines: int
    unconfirmed_reports: int


@dataclass(frozen=True, slots=True)
class WatchNoted(DomainEvent):
    """An entry in the watch log. Its words stand in the log, not in the fact."""

    sentence = _("An entry was made in the watch log")

    note: UUID
    watch: UUID
