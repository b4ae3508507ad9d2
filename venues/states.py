"""Words of a venue: its rooms and equipment, its gates, and the lives of a milestone and of a report."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# A bell's second is judged by its own tolerance (5 s); nobody can tell of it within these five seconds.
# Source: ours; a venue has this long to tell before the line counts as late.
TOLD_WITHIN = dt.timedelta(minutes=1)
# A moment further from its plan than this is a slip of the pen. Source: ours.
MOST_OFF = dt.timedelta(hours=6)
# So many lines very late in a row, with nothing heard since, and the venue itself is silent. Source: ours.
SILENT_LINES = 2
# The venue tells its judgement ten minutes before the start (plan C07): bags not issued by then threaten it.
LATE_START_BEFORE = dt.timedelta(minutes=10)
# The minute table begins with the duty log; the venues' rows are there half an hour earlier. Source: ours.
OPEN_BEFORE = dt.timedelta(minutes=30)

ISSUED = "bags_issued"
BELL_RINGER = "bell_ringer"
# Lines of these roles tell where papers are: never on the wall (limits.md 4).
PAPER_KEEPERS = frozenset({"venue_keeper", "escort_leader", "vault_guard"})


class Purpose(StrEnum):
    """What a clock of this app is for."""

    OPEN_SESSION = "venues.open_session"
    MILESTONE = "venues.milestone"
    REPORT = "venues.report"
    LATE_START = "venues.late_start"
    GATE = "venues.gate"


class RoomKind(StrEnum):
    """What a room is for."""

    STANDARD = "standard"
    SPARE = "spare"
    HOLDING = "holding"
    ISOLATION = "isolation"


class EquipmentKind(StrEnum):
    """What a venue's asset is."""

    GATE = "gate"
    JAMMER = "jammer"
    CAMERA = "camera"
    CLOCK = "clock"
    ID_TERMINAL = "id_terminal"
    DETECTOR = "detector"
    BROADCAST = "broadcast"
    PLAYER = "player"
    GENERATOR = "generator"


class Outcome(StrEnum):
    """What was found of an asset. ``silent``: it stopped answering while it should have run."""

    PASSED = "passed"
    FAILED = "failed"
    SILENT = "silent"


class Gate(StrEnum):
    """A condition without which a venue is not ready. Its name says what has to be in order."""

    PAPER = "paper"
    PEOPLE = "people"
    POWER = "power"
    BROADCAST = "broadcast"
    CLOCKS = "clocks"
    JAMMERS = "jammers"
    CAMERAS = "cameras"
    WATER = "water"
    MEDICAL = "medical"
    ROUTE = "route"


class GateState(StrEnum):
    """How a gate stands. Green fades to grey (``expired``) at its hour; ``unset`` has no row yet."""

    READY = "ready"
    NOT_READY = "not_ready"
    EXPIRED = "expired"
    UNSET = "unset"


# Working equipment of these kinds makes these gates ready.
EQUIPMENT_GATES: dict[EquipmentKind, Gate] = {
    EquipmentKind.CLOCK: Gate.CLOCKS,
    EquipmentKind.JAMMER: Gate.JAMMERS,
    EquipmentKind.CAMERA: Gate.CAMERAS,
    EquipmentKind.BROADCAST: Gate.BROADCAST,
    EquipmentKind.PLAYER: Gate.BROADCAST,
    EquipmentKind.GENERATOR: Gate.POWER,
}


class Timing(StrEnum):
    """How a moment fits its plan: within the tolerance, late, beyond twice the tolerance, or early."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    VERY_LATE = "very_late"


def timing_of(reached_at: dt.datetime, *, planned_at: dt.datetime, tolerance: dt.timedelta) -> Timing:
    """Judge a moment by its plan. The tolerance itself is still on time; early is wrong as late is."""
    off = reached_at - planned_at
    if off < -tolerance:
        return Timing.EARLY
    if off > 2 * tolerance:
        return Timing.VERY_LATE
    return Timing.LATE if off > tolerance else Timing.ON_TIME


class MilestoneStatus(StrEnum):
    """Where a milestone of a venue stands."""

    EXPECTED = "expected"
    LATE = "late"
    VERY_LATE = "very_late"
    REACHED = "reached"


class MilestoneStep(StrEnum):
    """What may happen to a milestone."""

    MISS = "miss"
    REACH = "reach"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


MILESTONE_TRANSITIONS: dict[tuple[MilestoneStatus, MilestoneStep], MilestoneStatus] = {
    (MilestoneStatus.EXPECTED, MilestoneStep.MISS): MilestoneStatus.LATE,
    (MilestoneStatus.LATE, MilestoneStep.MISS): MilestoneStatus.VERY_LATE,
    (MilestoneStatus.EXPECTED, MilestoneStep.REACH): MilestoneStatus.REACHED,
    (MilestoneStatus.LATE, MilestoneStep.REACH): MilestoneStatus.REACHED,
    (MilestoneStatus.VERY_LATE, MilestoneStep.REACH): MilestoneStatus.REACHED,
    (MilestoneStatus.REACHED, MilestoneStep.CORRECT): MilestoneStatus.REACHED,
    (MilestoneStatus.REACHED, MilestoneStep.WITHDRAW): MilestoneStatus.EXPECTED,
}


class MilestoneState(StrEnum):
    """A milestone as a screen shows it at a moment of exam time."""

    WAITING = "waiting"
    DUE = "due"
    DONE = "done"
    LATE = "late"
    VERY_LATE = "very_late"
    SILENT = "silent"


class ReportStatus(StrEnum):
    """Where a report that a venue owes stands."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    RECEIVED = "received"


class ReportStep(StrEnum):
    """What may happen to an owed report."""

    MISS = "miss"
    RECEIVE = "receive"
    CORRECT = "correct"


REPORT_TRANSITIONS: dict[tuple[ReportStatus, ReportStep], ReportStatus] = {
    (ReportStatus.WAITING, ReportStep.MISS): ReportStatus.OVERDUE,
    (ReportStatus.OVERDUE, ReportStep.MISS): ReportStatus.OVERDUE,
    (ReportStatus.WAITING, ReportStep.RECEIVE): ReportStatus.RECEIVED,
    (ReportStatus.OVERDUE, ReportStep.RECEIVE): ReportStatus.RECEIVED,
    (ReportStatus.RECEIVED, ReportStep.CORRECT): ReportStatus.RECEIVED,
}


class ReportSource(StrEnum):
    """Who entered a report: the venue itself, or the county after a call (代录), which is weaker."""

    VENUE = "venue"
    KEYED = "keyed"


@dataclass(frozen=True, slots=True)
class Figures:
    """A report as it is entered: ``nil`` (nothing out of the ordinary), or its fields filled in.

    ``difference_reason`` explains why present and absent are not the seats planned, where they are not.
    """

    nil: bool = False
    entered: Mapping[str, Any] = field(default_factory=dict)
    difference_reason: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call after which something is keyed in (代录): who called, which number was called back, when."""

    caller: str
    number: str
    at: dt.datetime
