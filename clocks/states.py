"""A clock's life. ``RAN_OUT`` means that its last rung has been climbed and nobody answered."""

from enum import StrEnum


class ClockStatus(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    RAN_OUT = "ran_out"
    CANCELLED = "cancelled"


class ClockStep(StrEnum):
    """What may happen to a clock."""

    CLIMB = "climb"
    RUN_OUT = "run_out"
    PAUSE = "pause"
    RESUME = "resume"
    MEET = "meet"
    CANCEL = "cancel"


TRANSITIONS: dict[tuple[ClockStatus, ClockStep], ClockStatus] = {
    (ClockStatus.RUNNING, ClockStep.CLIMB): ClockStatus.RUNNING,
    (ClockStatus.RUNNING, ClockStep.RUN_OUT): ClockStatus.RAN_OUT,
    (ClockStatus.RUNNING, ClockStep.PAUSE): ClockStatus.PAUSED,
    (ClockStatus.PAUSED, ClockStep.RESUME): ClockStatus.RUNNING,
    (ClockStatus.RUNNING, ClockStep.MEET): ClockStatus.MET,
    (ClockStatus.PAUSED, ClockStep.MEET): ClockStatus.MET,
    (ClockStatus.RUNNING, ClockStep.CANCEL): ClockStatus.CANCELLED,
    (ClockStatus.PAUSED, ClockStep.CANCEL): ClockStatus.CANCELLED,
}
