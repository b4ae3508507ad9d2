"""Facts of the convoy from the city (N2). For the escort's channel alone, as all that is under way."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class InwardConvoyLeft(DomainEvent):
    """Papers left the city for the county. Its clock runs from here. ``crew`` names the leader first."""

    sentence = _("Papers left the city for the county")
    audience = "escort"

    convoy: UUID
    sessions: tuple[str, ...]
    document: str
    crew: tuple[UUID, ...]
    expected_at: dt.datetime


@dataclass(frozen=True, slots=True)
class InwardConvoyArrived(DomainEvent):
    """The convoy from the city stands at the secure room. Its bags are counted and received from here on."""

    sentence = _("The convoy from the city has arrived")
    audience = "escort"

    convoy: UUID
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class InwardConvoyMissed(DomainEvent):
    """The convoy from the city was expected, and is not there."""

    sentence = _("The convoy from the city is expected and not there")
    audience = "escort"

    convoy: UUID
    node: str
    expected_at: dt.datetime
