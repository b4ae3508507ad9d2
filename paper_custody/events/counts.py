"""Facts of counting alone. No number is in any of them: whoever counts second must not know the first one's."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class RoomsCountedAlone(DomainEvent):
    """One person counted rooms. ``agreed`` are those of which another had counted the same, and it balances."""

    sentence = _("Rooms were counted by one person")

    venue: str
    session: str
    rooms: tuple[str, ...]
    agreed: tuple[str, ...]
    counter: UUID


@dataclass(frozen=True, slots=True)
class CountDeclaredWrong(DomainEvent):
    """A count was entered wrongly, as who entered it and another declare. It stays; another count follows it."""

    sentence = _("A count was declared wrong")

    venue: str
    session: str
    rooms: tuple[str, ...]
    about: UUID
    first: UUID
    second: UUID
