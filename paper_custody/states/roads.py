"""Routes with their gates, what is heard of an escort, and what is asked about both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from paper_custody.states.escorts import Direction

# Longitude and latitude, WGS-84, in GeoJSON's order.
Point = tuple[float, float]


class RouteStatus(StrEnum):
    """A route is drawn by one, approved by two others, and gives way to the next one approved."""

    DRAWN = "drawn"
    APPROVED = "approved"
    REPLACED = "replaced"


class GateStatus(StrEnum):
    """How a time gate was passed. Early is as wrong as late; missed: expected by then, and nobody told of it."""

    WAITING = "waiting"
    ON_TIME = "on_time"
    EARLY = "early"
    MISSED = "missed"
    LATE = "late"


class GateStep(StrEnum):
    """What may happen at a time gate."""

    CROSS_IN_TIME = "cross_in_time"
    CROSS_EARLY = "cross_early"
    CROSS_LATE = "cross_late"
    MISS = "miss"


GATE_TRANSITIONS: dict[tuple[GateStatus, GateStep], GateStatus] = {
    (GateStatus.WAITING, GateStep.CROSS_IN_TIME): GateStatus.ON_TIME,
    (GateStatus.WAITING, GateStep.CROSS_EARLY): GateStatus.EARLY,
    (GateStatus.WAITING, GateStep.CROSS_LATE): GateStatus.LATE,
    (GateStatus.WAITING, GateStep.MISS): GateStatus.MISSED,
    (GateStatus.MISSED, GateStep.CROSS_LATE): GateStatus.LATE,
}


# The states in which a gate is still to be passed.
STILL_WAITING = (GateStatus.WAITING, GateStatus.MISSED)


class ToldBy(StrEnum):
    """By what it is known that a gate was passed. A position is never needed."""

    VOICE = "voice"
    ARRIVAL = "arrival"
    POSITION = "position"


class VoiceAnswer(StrEnum):
    """What a call to an escort brought."""

    ALL_WELL = "all_well"
    TROUBLE = "trouble"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class StopGiven:
    """A place where an escort may stop."""

    name: str
    at: Point
    radius_m: int


@dataclass(frozen=True, slots=True)
class GateGiven:
    """A place that an escort passes in a window: two moments of its session, such as ``T0-140``."""

    name: str
    at: Point
    radius_m: int
    not_before: str
    not_after: str
    is_arrival: bool = False


@dataclass(frozen=True, slots=True)
class RouteGiven:
    """A route as it is drawn. Without ``width_m`` its corridor is as wide as the preset says."""

    venue: str
    direction: Direction
    line: Sequence[Point]
    width_m: int | None = None
    stops: Sequence[StopGiven] = ()
    gates: Sequence[GateGiven] = ()


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """What the duty desk heard: by whom (staff number), how it stands, and the gate that was passed, if one was."""

    answer: VoiceAnswer
    spoke_with: str = ""
    gate: int | None = None
    words: str = ""
