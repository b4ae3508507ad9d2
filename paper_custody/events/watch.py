"""Facts of what is planned for escorts, heard of them and found about them. For the escort's channel alone."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class RouteDrawn(DomainEvent):
    """A route was drawn. ``content_hash`` commits to line, stops and gates, which stand in no fact."""

    sentence = _("A route was drawn")
    audience = "escort"

    route: UUID
    venue: str
    direction: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class RouteApproved(DomainEvent):
    """Two approved a route; runs that begin from here on go by it."""

    sentence = _("A route was approved by two")
    audience = "escort"

    route: UUID
    venue: str
    direction: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class VoiceCheckKept(DomainEvent):
    """The duty desk called an escort. ``gate`` is the time gate that it has passed, ``gate_status`` how."""

    sentence = _("An escort was called")
    audience = "escort"

    escort: UUID
    venue: str
    answer: str
    spoke_with: UUID | None
    gate: int | None
    gate_status: str


@dataclass(frozen=True, slots=True)
class VoiceCheckMissed(DomainEvent):
    """Nothing was heard of an escort in time."""

    sentence = _("Nothing was heard of an escort in time")
    audience = "escort"

    escort: UUID
    venue: str
    node: str


@dataclass(frozen=True, slots=True)
class GatePassed(DomainEvent):
    """An escort passed a time gate in its window, or late after it had been missed."""

    sentence = _("An escort passed a time gate")
    audience = "escort"

    escort: UUID
    venue: str
    gate: int
    status: str
    passed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class GateMissed(DomainEvent):
    """An escort was expected at a time gate, and nobody told of it by the end of its window."""

    sentence = _("An escort is expected at a time gate and not there")
    audience = "escort"

    escort: UUID
    venue: str
    node: str
    gate: int
    not_after: dt.datetime


@dataclass(frozen=True, slots=True)
class EscortEarly(DomainEvent):
    """An escort passed a time gate, or arrived, before the window. Early is as wrong as late (features B6)."""

    sentence = _("An escort is earlier than its window")
    audience = "escort"

    escort: UUID
    venue: str
    node: str
    gate: int
    seconds: int


@dataclass(frozen=True, slots=True)
class EscortDeviated(DomainEvent):
    """A vehicle with papers is outside its corridor."""

    sentence = _("An escort is outside its corridor")
    audience = "escort"

    escort: UUID
    venue: str
    node: str


@dataclass(frozen=True, slots=True)
class EscortStopped(DomainEvent):
    """A vehicle with papers has stood too long where it may not."""

    sentence = _("An escort has stopped where it may not")
    audience = "escort"

    escort: UUID
    venue: str
    node: str


@dataclass(frozen=True, slots=True)
class EscortSilent(DomainEvent):
    """No position has come from a vehicle with papers for too long."""

    sentence = _("No position comes from an escort")
    audience = "escort"

    escort: UUID
    venue: str
    node: str


@dataclass(frozen=True, slots=True)
class EscortRecovered(DomainEvent):
    """What positions showed is over: on its way again, moving again, heard again."""

    sentence = _("An escort is as it should be again")
    audience = "escort"

    escort: UUID
    venue: str
    what: str


@dataclass(frozen=True, slots=True)
class PositionsApproved(DomainEvent):
    """The secrecy office's approval of positions is on record, until then."""

    sentence = _("The secrecy office's approval of positions was recorded")
    audience = "escort"

    approval: UUID
    document_hash: str
    valid_until: dt.datetime


@dataclass(frozen=True, slots=True)
class PositionsWithdrawn(DomainEvent):
    """Positions are taken no longer."""

    sentence = _("The approval of positions was withdrawn")
    audience = "escort"

    approval: UUID


@dataclass(frozen=True, slots=True)
class PositionSourceOpened(DomainEvent):
    """A source of positions may send, as far as its devices are bound."""

    sentence = _("A source of positions was opened")
    audience = "escort"

    source: UUID
    feed: str


@dataclass(frozen=True, slots=True)
class PositionSourceClosed(DomainEvent):
    """A source of positions may send no longer."""

    sentence = _("A source of positions was closed")
    audience = "escort"

    source: UUID


@dataclass(frozen=True, slots=True)
class PositionDeviceBound(DomainEvent):
    """A device rides in a vehicle from here on."""

    sentence = _("A device was bound to a vehicle")
    audience = "escort"

    device: UUID
    source: UUID
    vehicle: str
