"""Facts of what is left after the exam (N15)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class ResultsDayRecorded(DomainEvent):
    """The day on which results came out was put on record: what is left is kept from there."""

    sentence = _("The day of the results was put on record")

    day: dt.date
    document: str


@dataclass(frozen=True, slots=True)
class LeftoversKept(DomainEvent):
    """Bags stay in the secure room after the exam. ``differing`` hold another number than is printed on them."""

    sentence = _("Leftover papers were put into store")

    bags: tuple[str, ...]
    venues: tuple[str, ...]
    cabinet: str
    differing: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class LeftoversDue(DomainEvent):
    """What is kept may be destroyed from this day on."""

    sentence = _("Leftover papers may be destroyed from now on")

    kept_until: dt.date
    bags: int


@dataclass(frozen=True, slots=True)
class LeftoversDestroyed(DomainEvent):
    """Bags were destroyed under a certificate. ``witnesses_hash`` commits to who watched it."""

    sentence = _("Leftover papers were destroyed")

    bags: tuple[str, ...]
    venues: tuple[str, ...]
    certificate: str
    witnesses_hash: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsHeld(DomainEvent):
    """An open incident names these bags: nothing of them is destroyed while it is open."""

    sentence = _("Bags are held by an open incident")
    audience = "escort"

    incident: UUID
    bags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BagsHeldNoLonger(DomainEvent):
    """The incident that held these bags is closed."""

    sentence = _("Bags are held by an incident no longer")
    audience = "escort"

    incident: UUID
    bags: tuple[str, ...]
