"""Facts of the road, out and back."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class BagsLoaded(DomainEvent):
    """A venue's bags were issued to its vehicle (N5). The escort's clock runs from here."""

    sentence = _("Bags were issued to a vehicle")
    audience = "escort"

    escort: UUID
    venue: str
    sessions: tuple[str, ...]
    vehicle: str
    bags: tuple[str, ...]
    left_out: tuple[str, ...]
    giver: UUID
    receiver: UUID
    expected_at: dt.datetime
    convoy: str = ""
    crew: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class EscortDeparted(DomainEvent):
    """A loaded vehicle left (N6)."""

    sentence = _("A vehicle with papers left")
    audience = "escort"

    escort: UUID
    venue: str


@dataclass(frozen=True, slots=True)
class BagsArrived(DomainEvent):
    """An escort's bags were received by the venue and put into its store (N7)."""

    sentence = _("Papers arrived at a venue and were stored")
    audience = "escort"

    escort: UUID
    venue: str
    sessions: tuple[str, ...]
    bags: tuple[str, ...]
    left_out: tuple[str, ...]
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class BagsHandedOver(DomainEvent):
    """Bags passed from one person to another where they are: a change of crew or of shift."""

    sentence = _("Bags changed hands")
    audience = "escort"

    bags: tuple[str, ...]
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class BagsReturned(DomainEvent):
    """A venue's bags began their way back (N12), signed for as on the way out."""

    sentence = _("Papers began their way back to the county")
    audience = "escort"

    escort: UUID
    venue: str
    sessions: tuple[str, ...]
    vehicle: str
    bags: tuple[str, ...]
    left_out: tuple[str, ...]
    giver: UUID
    receiver: UUID
    expected_at: dt.datetime
    convoy: str = ""
    crew: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswersStored(DomainEvent):
    """A returning escort's bags were received by the secure room (N13). Nobody opens them there."""

    sentence = _("Answers were stored in the secure room")
    audience = "escort"

    escort: UUID
    venue: str
    bags: tuple[str, ...]
    left_out: tuple[str, ...]
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class LateConvoyFound(DomainEvent):
    """An escort was expected, at a venue (N6) or back at the county (N12), and is not there."""

    sentence = _("An escort is expected and not there")
    audience = "escort"

    escort: UUID
    node: str
    venue: str
    sessions: tuple[str, ...]
    expected_at: dt.datetime


@dataclass(frozen=True, slots=True)
class VehicleChanged(DomainEvent):
    """A run's papers went on in another vehicle (N6, N12), signed for by both; the one that was left is closed."""

    sentence = _("Papers on the road went on in another vehicle")
    audience = "escort"

    escort: UUID
    venue: str
    node: str
    left: str
    vehicle: str
    bags: tuple[str, ...]
    giver: UUID
    receiver: UUID
    crew: tuple[UUID, ...]
