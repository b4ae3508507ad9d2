"""The ten points of a handover, and what follows where one is not in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Amiss(StrEnum):
    """What follows where a point is not in order."""

    GOES_ON = "goes_on"
    REFUSES = "refuses"
    SEALS = "seals"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class PointsTold:
    """All in order, except these, each with a remark; by a version of the list."""

    version: int
    amiss: Mapping[str, str] = field(default_factory=dict)
