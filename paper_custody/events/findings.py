"""Facts of what was found wrong: the refusal itself is told."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class SealMismatchFound(DomainEvent):
    """The seal read was not the one on record, or there was none where one belongs."""

    sentence = _("A seal is not the one on record")

    bag: str
    node: str
    venue: str
    session: str


@dataclass(frozen=True, slots=True)
class WrongSessionBagFound(DomainEvent):
    """A bag of another session was about to go on with this one's."""

    sentence = _("A bag of another session was found")

    bag: str
    node: str
    venue: str
    session: str


@dataclass(frozen=True, slots=True)
class WrongBagFound(DomainEvent):
    """A bag that does not belong here: unknown, of another venue, another room, or of another exam."""

    sentence = _("A bag that does not belong here was found")

    bag: str
    node: str
    venue: str
    why: str


@dataclass(frozen=True, slots=True)
class CountMismatchFound(DomainEvent):
    """What was counted is not what is on the list. It tells codes and no numbers."""

    sentence = _("A count is not what is on the list")

    node: str
    venue: str
    what: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotTheHolderFound(DomainEvent):
    """Somebody was about to give what another had signed for."""

    sentence = _("A bag was in other hands than those that signed for it")

    bag: str
    node: str
    venue: str
