"""Tables of paper custody."""

from paper_custody.models import secure_room, vault_watch
from paper_custody.models.base import ByTwo, ExamRow, Recorded
from paper_custody.models.blind import BlindCount, CountAgreement, WrongCount
from paper_custody.models.counts import BALANCES, AcceptedCount, RoomCount
from paper_custody.models.crews import CrewMember, VehicleUse
from paper_custody.models.evidence import EvidencePack
from paper_custody.models.failures import LockFailure
from paper_custody.models.forms import PaperCall, PaperForm, PaperPassage
from paper_custody.models.identity import SetInUse
from paper_custody.models.inward import InwardConvoy, InwardCrew
from paper_custody.models.keys import Key
from paper_custody.models.leftovers import BagHold, DestroyedBag, Destruction, KeptBag, ResultsDay
from paper_custody.models.objects import Bag, Container, Escort, Seal
from paper_custody.models.passing import BagStep, Handover, LeftOut, PaperSignature
from paper_custody.models.points import HandoverCheck
from paper_custody.models.positions import (
    Position,
    PositionApproval,
    PositionDevice,
    PositionKey,
    PositionSource,
    RoadAlarm,
    SetAside,
)
from paper_custody.models.returns import ReturnDue
from paper_custody.models.routes import GateDue, Route, RouteApproval, VoiceCheck
from paper_custody.models.sides import FurtherSigner
from paper_custody.models.spares import SpareUse

__all__ = [
    "BALANCES",
    "AcceptedCount",
    "Bag",
    "BagHold",
    "BagStep",
    "BlindCount",
    "ByTwo",
    "Container",
    "CountAgreement",
    "CrewMember",
    "DestroyedBag",
    "Destruction",
    "Escort",
    "EvidencePack",
    "ExamRow",
    "FurtherSigner",
    "GateDue",
    "Handover",
    "HandoverCheck",
    "InwardConvoy",
    "InwardCrew",
    "KeptBag",
    "Key",
    "LeftOut",
    "LockFailure",
    "PaperCall",
    "PaperForm",
    "PaperPassage",
    "PaperSignature",
    "Position",
    "PositionApproval",
    "PositionDevice",
    "PositionKey",
    "PositionSource",
    "Recorded",
    "ResultsDay",
    "ReturnDue",
    "RoadAlarm",
    "RoomCount",
    "Route",
    "RouteApproval",
    "Seal",
    "SetAside",
    "SetInUse",
    "SpareUse",
    "VehicleUse",
    "VoiceCheck",
    "WrongCount",
    "secure_room",
    "vault_watch",
]
