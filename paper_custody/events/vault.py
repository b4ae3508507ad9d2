"""Facts of the county's receipt and secure room."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class DrillBagsMade(DomainEvent):
    """A drill got bags of its own, marked as such, from the plan of the exam that it was made from."""

    sentence = _("The drill got bags of its own")

    real: UUID
    bags: int
    boxes: int


@dataclass(frozen=True, slots=True)
class BagsReceived(DomainEvent):
    """Bags came into the county: counted one by one and signed for (N3)."""

    sentence = _("Bags were received by the county")
    audience = "escort"

    bags: tuple[str, ...]
    boxes: int
    giver: UUID
    receiver: UUID


@dataclass(frozen=True, slots=True)
class BagsStored(DomainEvent):
    """Bags were put into a cabinet of the secure room (N4)."""

    sentence = _("Bags were stored in the secure room")
    audience = "escort"

    bags: tuple[str, ...]
    cabinet: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsHandedOn(DomainEvent):
    """Bags left the county for the upper level or the marking point (N14)."""

    sentence = _("Bags were handed on to the upper level")
    audience = "escort"

    bags: tuple[str, ...]
    document: str
    giver: UUID
    receiver: UUID
