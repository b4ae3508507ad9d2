"""Facts of a venue's day."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class BagsIssuedToRooms(DomainEvent):
    """The bags of rooms were issued to their invigilators, who signed on paper (N8)."""

    sentence = _("Bags were issued to the rooms")

    venue: str
    session: str
    bags: tuple[str, ...]
    rooms: tuple[str, ...]
    rooms_except: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsOpened(DomainEvent):
    """Bags were opened in their rooms (N9), papers within the window of their session."""

    sentence = _("Bags were opened in the rooms")

    venue: str
    session: str
    material: str
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    opened_at: dt.datetime
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class OpenedOutsideWindow(DomainEvent):
    """Paper bags were opened before or after the window of their session. It is recorded, and alarms at once."""

    sentence = _("Paper bags were opened outside the window of their session")

    venue: str
    session: str
    material: str
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    opened_at: dt.datetime
    seconds_off: int
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SpareOpened(DomainEvent):
    """A venue's spare bag was opened, with the chief examiner's word."""

    sentence = _("A spare bag was opened")

    venue: str
    session: str
    bag: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsTakenIntoUse(DomainEvent):
    """Papers were given out: the opened bags of the rooms are in use."""

    sentence = _("Papers were given out in the rooms")

    venue: str
    session: str
    bags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BagsCollected(DomainEvent):
    """Papers and cards were collected in the rooms (N10)."""

    sentence = _("Papers were collected in the rooms")

    venue: str
    session: str
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomsCounted(DomainEvent):
    """Rooms were counted, and every count balances. It tells no number: a recount must not know the first one."""

    sentence = _("Rooms were counted and balance")

    venue: str
    session: str
    rooms: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomCountDifferenceFound(DomainEvent):
    """Rooms were counted, and some do not balance. They cannot be accepted before a count that does."""

    sentence = _("A room's count does not balance")

    venue: str
    session: str
    rooms: tuple[str, ...]
    differing: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomPapersAccepted(DomainEvent):
    """The papers of rooms were accepted on balanced counts, with the chief's signature (N11)."""

    sentence = _("Rooms' papers were accepted")

    venue: str
    session: str
    rooms: tuple[str, ...]
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsSealed(DomainEvent):
    """Bags and boxes were closed with new seals. ``seals_hash`` commits to which; the numbers are told nobody.

    ``unbroken`` are those that still bore a whole one, which was read and stays on.
    """

    sentence = _("Bags were sealed again")

    venue: str
    sealed: tuple[str, ...]
    seals_hash: str
    first: UUID
    second: UUID
    unbroken: tuple[str, ...] = ()
