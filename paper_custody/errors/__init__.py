"""What paper custody refuses, each with a code and what to do."""

from paper_custody.errors.bags import (
    BagHasMoved,
    BagListWrong,
    BagNotNow,
    CountMismatch,
    NothingScanned,
    NotTheHolder,
    ReasonMissing,
    ScannedTwice,
    SealMismatch,
    SealMissing,
    SealTaken,
    TooManyScans,
    WrongBag,
    WrongSessionBag,
)
from paper_custody.errors.counts import AlreadyAgreed, CountedByYou, NothingDiffers, NotYourCount
from paper_custody.errors.forms import ClerkSigned, FormEnteredTwice, NotOnAForm, PaperTimeWrong, SignerUnknown
from paper_custody.errors.road import ExpectedInThePast
from paper_custody.errors.rooms import (
    AlreadyAccepted,
    ChiefMissing,
    CountsMissing,
    FormMissing,
    MomentMissed,
    RoomCountDifference,
    RoomNotThere,
    RoomsNotAsPlanned,
)
from paper_custody.errors.sides import IssuedByReceiver, NotInForce

__all__ = [
    "AlreadyAccepted",
    "AlreadyAgreed",
    "BagHasMoved",
    "BagListWrong",
    "BagNotNow",
    "ChiefMissing",
    "ClerkSigned",
    "CountMismatch",
    "CountedByYou",
    "CountsMissing",
    "ExpectedInThePast",
    "FormEnteredTwice",
    "FormMissing",
    "IssuedByReceiver",
    "MomentMissed",
    "NotInForce",
    "NotOnAForm",
    "NotTheHolder",
    "NotYourCount",
    "NothingDiffers",
    "NothingScanned",
    "PaperTimeWrong",
    "ReasonMissing",
    "RoomCountDifference",
    "RoomNotThere",
    "RoomsNotAsPlanned",
    "ScannedTwice",
    "SealMismatch",
    "SealMissing",
    "SealTaken",
    "SignerUnknown",
    "TooManyScans",
    "WrongBag",
    "WrongSessionBag",
]
