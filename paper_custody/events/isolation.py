"""Facts of what is taken out of the flow."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class BagsIsolated(DomainEvent):
    """Bags were taken out of the flow and locked: two people stay with them."""

    sentence = _("Bags were isolated")

    bags: tuple[str, ...]
    venues: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsReleased(DomainEvent):
    """Isolated bags were let go on, as somebody entitled ordered."""

    sentence = _("Isolated bags were released")

    bags: tuple[str, ...]
    venues: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsVoided(DomainEvent):
    """Bags were declared void, with a reason: nothing of custody is ever deleted."""

    sentence = _("Bags were declared void")

    bags: tuple[str, ...]
    venues: tuple[str, ...]
    first: UUID
    second: UUID
