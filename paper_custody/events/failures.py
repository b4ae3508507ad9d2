"""Facts of locks that do not open: for the desk and the venue, never for the wall."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class LockFailed(DomainEvent):
    """A lock did not open. An incident opens by itself, and every venue with a lock of its batch is warned."""

    sentence = _("A lock does not open")

    failure: UUID
    lock: str
    lock_kind: str
    venue: str
    session: str
    cause: str
    batch: str


@dataclass(frozen=True, slots=True)
class LockBatchWarned(DomainEvent):
    """Venues with a lock of the same batch were warned."""

    sentence = _("Venues with locks of the same batch were warned")

    failure: UUID
    batch: str
    venues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LockWarningAcknowledged(DomainEvent):
    """A venue took note that a lock of a batch that it uses has failed."""

    sentence = _("A venue took note of the warning about its locks")

    failure: UUID
    venue: str
    person: UUID


@dataclass(frozen=True, slots=True)
class ForcedOpeningDecided(DomainEvent):
    """What those above said to the request to break a lock open. ``words_hash`` commits to who, when and how."""

    sentence = _("A decision on breaking a lock open was received")

    failure: UUID
    venue: str
    authority: str
    verdict: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class LockOpenedAfterAll(DomainEvent):
    """A lock that had failed was opened without force."""

    sentence = _("A lock that had failed was opened without force")

    failure: UUID
    lock: str
    venue: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class LockForced(DomainEvent):
    """A lock was broken open by two who were allowed to. Recording and seal numbers are told nobody, but hashed."""

    sentence = _("A lock was broken open by two people, as allowed")

    failure: UUID
    lock: str
    venue: str
    disposal: str
    record_hash: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class TimeLostRecorded(DomainEvent):
    """Rooms of a session lost time. Whether it is given back is decided above."""

    sentence = _("Time that rooms lost was recorded")

    failure: UUID
    venue: str
    session: str
    rooms: tuple[str, ...]
    lost_from: dt.datetime
    lost_until: dt.datetime
    first: UUID
    second: UUID
