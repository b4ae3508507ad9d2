"""Tables of paper custody."""

from paper_custody.models.base import ByTwo, ExamRow, Recorded
from paper_custody.models.counts import BALANCES, AcceptedCount, RoomCount
from paper_custody.models.crews import CrewMember, VehicleUse
from paper_custody.models.objects import Bag, Container, Escort, Seal
from paper_custody.models.passing import BagStep, Handover, LeftOut, PaperSignature

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
    "Handover",
    "LeftOut",
    "PaperSignature",
    "Recorded",
    "RoomCount",
    "Seal",
    "VehicleUse",
]
