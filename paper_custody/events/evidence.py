"""Facts of evidence that leaves the system."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class EvidenceTaken(DomainEvent):
    """Somebody took the evidence of a venue's session away. What became of the file stands with the pack."""

    sentence = _("The evidence of a session was taken away")

    pack: UUID
    venue: str
    session: str
    taker: UUID
