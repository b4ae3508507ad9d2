"""Facts of paper custody.

Papers under way are for those who follow the convoys, what goes on in a venue for the desk, nothing for the wall.
"""

from paper_custody.events.findings import (
    CountMismatchFound,
    NotTheHolderFound,
    SealMismatchFound,
    WrongBagFound,
    WrongSessionBagFound,
)
from paper_custody.events.isolation import BagsIsolated, BagsReleased, BagsVoided
from paper_custody.events.road import (
    AnswersStored,
    BagsArrived,
    BagsHandedOver,
    BagsLoaded,
    BagsReturned,
    EscortDeparted,
    LateConvoyFound,
    VehicleChanged,
)
from paper_custody.events.rooms import (
    BagsCollected,
    BagsIssuedToRooms,
    BagsOpened,
    BagsSealed,
    BagsTakenIntoUse,
    OpenedOutsideWindow,
    RoomCountDifferenceFound,
    RoomPapersAccepted,
    RoomsCounted,
    SpareOpened,
)
from paper_custody.events.vault import BagsHandedOn, BagsReceived, BagsStored, DrillBagsMade

__all__ = [
    "AnswersStored",
    "BagsArrived",
    "BagsCollected",
    "BagsHandedOn",
    "BagsHandedOver",
    "BagsIsolated",
    "BagsIssuedToRooms",
    "BagsLoaded",
    "BagsOpened",
    "BagsReceived",
    "BagsReleased",
    "BagsReturned",
    "BagsSealed",
    "BagsStored",
    "BagsTakenIntoUse",
    "BagsVoided",
    "CountMismatchFound",
    "DrillBagsMade",
    "EscortDeparted",
    "LateConvoyFound",
    "NotTheHolderFound",
    "OpenedOutsideWindow",
    "RoomCountDifferenceFound",
    "RoomPapersAccepted",
    "RoomsCounted",
    "SealMismatchFound",
    "SpareOpened",
    "VehicleChanged",
    "WrongBagFound",
    "WrongSessionBagFound",
]
