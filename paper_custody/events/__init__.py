"""Facts of paper custody.

Papers under way are for those who follow the convoys, what goes on in a venue for the desk, nothing for the wall.
"""

from paper_custody.events import secure_room
from paper_custody.events.counts import CountDeclaredWrong, RoomsCountedAlone
from paper_custody.events.failures import LockFailed
from paper_custody.events.findings import (
    CountMismatchFound,
    NotTheHolderFound,
    SealMismatchFound,
    WrongBagFound,
    WrongSessionBagFound,
)
from paper_custody.events.forms import HandoverEnteredFromPaper, PaperCallKeyed
from paper_custody.events.identity import PaperSetNamed
from paper_custody.events.isolation import BagsIsolated, BagsReleased, BagsVoided
from paper_custody.events.keys import LockRegistered
from paper_custody.events.leftovers import LeftoversDestroyed, LeftoversDue, LeftoversKept
from paper_custody.events.returns import ReturnMissed
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
from paper_custody.events.spares import SpareAsked
from paper_custody.events.vault import BagsHandedOn, BagsReceived, BagsStored, DrillBagsMade
from paper_custody.events.watch import (
    EscortDeviated,
    EscortEarly,
    EscortRecovered,
    EscortSilent,
    EscortStopped,
    GateMissed,
    GatePassed,
    PositionDeviceBound,
    PositionsApproved,
    PositionSourceClosed,
    PositionSourceOpened,
    PositionsWithdrawn,
    RouteApproved,
    RouteDrawn,
    VoiceCheckKept,
    VoiceCheckMissed,
)

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
    "CountDeclaredWrong",
    "CountMismatchFound",
    "DrillBagsMade",
    "EscortDeparted",
    "EscortDeviated",
    "EscortEarly",
    "EscortRecovered",
    "EscortSilent",
    "EscortStopped",
    "GateMissed",
    "GatePassed",
    "HandoverEnteredFromPaper",
    "LateConvoyFound",
    "LeftoversDestroyed",
    "LeftoversDue",
    "LeftoversKept",
    "LockFailed",
    "LockRegistered",
    "NotTheHolderFound",
    "OpenedOutsideWindow",
    "PaperCallKeyed",
    "PaperSetNamed",
    "PositionDeviceBound",
    "PositionSourceClosed",
    "PositionSourceOpened",
    "PositionsApproved",
    "PositionsWithdrawn",
    "ReturnMissed",
    "RoomCountDifferenceFound",
    "RoomPapersAccepted",
    "RoomsCounted",
    "RoomsCountedAlone",
    "RouteApproved",
    "RouteDrawn",
    "SealMismatchFound",
    "SpareAsked",
    "SpareOpened",
    "VehicleChanged",
    "VoiceCheckKept",
    "VoiceCheckMissed",
    "WrongBagFound",
    "WrongSessionBagFound",
    "secure_room",
]
