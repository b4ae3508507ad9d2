import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent

# Papers under way are for those who follow the convoys, what goes on in a venue for the desk, nothing for the wall.


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
class BagsIssuedToRooms(DomainEvent):
    """The bags of rooms were issued to their invigilators, who signed on paper (N8)."""

    sentence = _("Bags were issued to the rooms")

    venue: str
    session: str
    bags: tuple[str, ...]
    rooms: tuple[str, ...]
    rooms_except: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsOpened(DomainEvent):
    """Bags were opened in their rooms (N9), papers within the window of their session."""

    sentence = _("Bags were opened in the rooms")

    venue: str
    session: str
    material: str
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    opened_at: dt.datetime
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class OpenedOutsideWindow(DomainEvent):
    """Paper bags were opened before or after the window of their session. It is recorded, and alarms at once."""

    sentence = _("Paper bags were opened outside the window of their session")

    venue: str
    session: str
    material: str
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    opened_at: dt.datetime
    seconds_off: int
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class SpareOpened(DomainEvent):
    """A venue's spare bag was opened, with the chief examiner's word."""

    sentence = _("A spare bag was opened")

    venue: str
    session: str
    bag: str
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsTakenIntoUse(DomainEvent):
    """Papers were given out: the opened bags of the rooms are in use."""

    sentence = _("Papers were given out in the rooms")

    venue: str
    session: str
    bags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BagsCollected(DomainEvent):
    """Papers and cards were collected in the rooms (N10)."""

    sentence = _("Papers were collected in the rooms")

    venue: str
    session: str
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomsCounted(DomainEvent):
    """Rooms were counted, and every count balances. It tells no number: a recount must not know the first one."""

    sentence = _("Rooms were counted and balance")

    venue: str
    session: str
    rooms: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomCountDifferenceFound(DomainEvent):
    """Rooms were counted, and some do not balance. They cannot be accepted before a count that does."""

    sentence = _("A room's count does not balance")

    venue: str
    session: str
    rooms: tuple[str, ...]
    differing: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class RoomPapersAccepted(DomainEvent):
    """The papers of rooms were accepted on balanced counts, with the chief's signature (N11)."""

    sentence = _("Rooms' papers were accepted")

    venue: str
    session: str
    rooms: tuple[str, ...]
    bags: tuple[str, ...]
    rooms_except: tuple[str, ...]
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class BagsSealed(DomainEvent):
    """Bags and boxes were closed with new seals. ``seals_hash`` commits to which; the numbers are told nobody."""

    sentence = _("Bags were sealed again")

    venue: str
    sealed: tuple[str, ...]
    seals_hash: str
    first: UUID
    second: UUID


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
class BagsHandedOn(DomainEvent):
    """Bags left the county for the upper level or the marking point (N14)."""

    sentence = _("Bags were handed on to the upper level")
    audience = "escort"

    bags: tuple[str, ...]
    document: str
    giver: UUID
    receiver: UUID


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
