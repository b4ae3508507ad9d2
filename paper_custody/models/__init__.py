"""Tables of paper custody."""

from paper_custody.models.base import ByTwo, ExamRow, Recorded
from paper_custody.models.counts import BALANCES, AcceptedCount, RoomCount
from paper_custody.models.crews import CrewMember, VehicleUse
from paper_custody.models.objects import Bag, Container, Escort, Seal
from paper_custody.models.passing import BagStep, Handover, LeftOut, PaperSignature
from paper_custody.models.positions import (
    Position,
    PositionApproval,
    PositionDevice,
    PositionKey,
    PositionSource,
    RoadAlarm,
    SetAside,
)
from paper_custody.models.routes import GateDue, Route, RouteApproval, VoiceCheck

__all__ = [
    "BALANCES",
    "AcceptedCount",
    "Bag",
    "BagStep",
    "ByTwo",
    "Container",
    "CrewMember",
    "Escort",
    "ExamRow",
    "GateDue",
    "Handover",
    "LeftOut",
    "PaperSignature",
    "Position",
    "PositionApproval",
    "PositionDevice",
    "PositionKey",
    "PositionSource",
    "Recorded",
    "RoadAlarm",
    "RoomCount",
    "Route",
    "RouteApproval",
    "Seal",
    "SetAside",
    "VehicleUse",
    "VoiceCheck",
]
