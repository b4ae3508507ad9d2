"""Facts of the secure room. What it holds and since when is for those who follow the papers."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class SecureRoomDescribed(DomainEvent):
    """The county's secure room was named and placed."""

    sentence = _("The secure room was described")

    room: UUID


@dataclass(frozen=True, slots=True)
class RoomCertificateRecorded(DomainEvent):
    """The certificate of the secure room was entered, with the days from and until which it holds."""

    sentence = _("The certificate of the secure room was recorded")

    certificate: UUID
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class SecureRoomChecked(DomainEvent):
    """Every point of the checklist was in order: an acceptance, or the check before the exam."""

    sentence = _("The secure room was checked and is in order")

    check: str
    version: int
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SecureRoomFoundWanting(DomainEvent):
    """Points of the checklist are not in order. The room takes no papers until they are."""

    sentence = _("The secure room was checked and is not in order")

    check: str
    version: int
    points: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SecureRoomEnabled(DomainEvent):
    """The accepted room, certified and empty, is ready for papers."""

    sentence = _("The secure room was enabled")

    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SecureRoomUsedOtherwise(DomainEvent):
    """The room served something else: its locks and codes are to be changed before it is used again."""

    sentence = _("The secure room was used for something else")

    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomLocksChanged(DomainEvent):
    """Both locks, and the codes, are other ones now."""

    sentence = _("The locks of the secure room were changed")

    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SecureRoomRetired(DomainEvent):
    """The room is out of use."""

    sentence = _("The secure room was taken out of use")

    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SecureRoomFollowed(DomainEvent):
    """What the room holds changed with the bags: papers, answers only, or nothing."""

    sentence = _("What the secure room holds has changed")
    audience = "escort"

    status: str
    before: str


@dataclass(frozen=True, slots=True)
class DutyRosterSet(DomainEvent):
    """The shifts of the secure room were planned anew."""

    sentence = _("The duty roster of the secure room was set")

    roster: UUID
    shifts: int
    team: int


@dataclass(frozen=True, slots=True)
class ShiftHandedOver(DomainEvent):
    """One shift of the secure room handed over to the next; both signed."""

    sentence = _("A shift of the secure room was handed over")

    shift: UUID
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class VaultRoundDone(DomainEvent):
    """A patrol, a playback review or a joint check was done. ``gap``: minutes too many since the one before."""

    sentence = _("A round of the secure room was done")

    round: str
    done_at: dt.datetime
    late: bool
    gap: int
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class VaultRoundFoundAmiss(DomainEvent):
    """A patrol, a playback review or a joint check found something that is not as it should be."""

    sentence = _("A round of the secure room found something amiss")

    round: str
    done_at: dt.datetime
    late: bool
    gap: int
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class VaultDistributed(DomainEvent):
    """Papers left the room: the recording is to be played back right afterwards."""

    sentence = _("Papers were given out of the secure room")
    audience = "escort"

    due: UUID


@dataclass(frozen=True, slots=True)
class VaultDutyMissed(DomainEvent):
    """A duty of the secure room was not done in time."""

    sentence = _("A duty of the secure room was missed")

    due: UUID
    duty: str
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StorageWaiverRecorded(DomainEvent):
    """The province allows papers to lie longer than two days."""

    sentence = _("A waiver of the storage limit was recorded")

    waiver: UUID
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RoomVisitBooked(DomainEvent):
    """A visit to the empty secure room was booked."""

    sentence = _("A visit to the secure room was booked")

    visit: UUID
    visitors: int


@dataclass(frozen=True, slots=True)
class RoomVisitBegun(DomainEvent):
    """Visitors went in: phones given up, one of the room with them."""

    sentence = _("Visitors entered the secure room")

    visit: UUID
    escort: UUID


@dataclass(frozen=True, slots=True)
class RoomVisitEnded(DomainEvent):
    """Visitors left."""

    sentence = _("Visitors left the secure room")

    visit: UUID


@dataclass(frozen=True, slots=True)
class RoomVisitCalledOff(DomainEvent):
    """A visit does not take place."""

    sentence = _("A visit to the secure room was called off")

    visit: UUID


@dataclass(frozen=True, slots=True)
class RoomSourceRegistered(DomainEvent):
    """An alarm, a camera or a recorder of the room was registered, with a secret of its own."""

    sentence = _("A watch of the secure room was registered")

    source: UUID
    source_kind: str


@dataclass(frozen=True, slots=True)
class RoomAlarmRaised(DomainEvent):
    """An alarm of the room went off: intrusion, smoke, fire, water."""

    sentence = _("An alarm of the secure room went off")

    source: UUID
    source_kind: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class RoomWatchFailed(DomainEvent):
    """An alarm, a camera or a recorder does not work. It may come back within the minute."""

    sentence = _("A watch of the secure room failed")

    source: UUID
    source_kind: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class RoomWatchLost(DomainEvent):
    """An alarm, a camera or a recorder has not worked for longer than is tolerated."""

    sentence = _("A watch of the secure room does not come back")

    source: UUID
    source_kind: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class RoomWatchRestored(DomainEvent):
    """It works again."""

    sentence = _("A watch of the secure room works again")

    source: UUID
    source_kind: str
    since: dt.datetime
