"""Runs of papers between the county and a venue."""

import datetime as dt
from enum import StrEnum


class Purpose(StrEnum):
    """What a clock of this app is for."""

    ESCORT = "paper_custody.escort"
    VOICE_CHECK = "paper_custody.voice_check"
    GATE = "paper_custody.gate"
    SILENCE = "paper_custody.silence"
    INWARD = "paper_custody.inward"
    LEFTOVERS = "paper_custody.leftovers"
    RETURN = "paper_custody.return"


class Duty(StrEnum):
    """What somebody rides along for. There is no other: nobody is a passenger (handbook 0.8)."""

    LEADER = "leader"
    ESCORT = "escort"
    POLICE = "police"
    DRIVER = "driver"


class Direction(StrEnum):
    """Which way an escort goes."""

    OUTWARD = "outward"
    RETURN = "return"


# So long after it was expected an escort is missed. Source: handbook 5a, triggers of plans A04 and B03.
LATE_AFTER: dict[Direction, dt.timedelta] = {
    Direction.OUTWARD: dt.timedelta(minutes=10),
    Direction.RETURN: dt.timedelta(minutes=30),
}

# The line of the minute table by which it is expected when nobody says otherwise.
EXPECTED_BY: dict[Direction, str] = {
    Direction.OUTWARD: "papers_at_venue",
    Direction.RETURN: "answers_stored",
}


class EscortStatus(StrEnum):
    """Where an escort's run stands. Overdue: expected, and not there."""

    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    ARRIVED = "arrived"


class EscortStep(StrEnum):
    """What may happen to an escort's run."""

    MISS = "miss"
    ARRIVE = "arrive"


ESCORT_TRANSITIONS: dict[tuple[EscortStatus, EscortStep], EscortStatus] = {
    (EscortStatus.UNDER_WAY, EscortStep.MISS): EscortStatus.OVERDUE,
    (EscortStatus.UNDER_WAY, EscortStep.ARRIVE): EscortStatus.ARRIVED,
    (EscortStatus.OVERDUE, EscortStep.ARRIVE): EscortStatus.ARRIVED,
}
