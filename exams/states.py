"""Words of an exam: its life, its timeline's states, and what a line of the minute table is about."""

from enum import StrEnum


class ExamKind(StrEnum):
    """A drill is an exam of its own: the same code, other rows."""

    REAL = "real"
    DRILL = "drill"


class ExamStatus(StrEnum):
    """An exam is open from its making until it is closed; rights that last for an exam end with it."""

    OPEN = "open"
    CLOSED = "closed"


class ExamStep(StrEnum):
    """What may happen to an exam as a whole."""

    CLOSE = "close"


EXAM_TRANSITIONS: dict[tuple[ExamStatus, ExamStep], ExamStatus] = {
    (ExamStatus.OPEN, ExamStep.CLOSE): ExamStatus.CLOSED,
}


class TimelineState(StrEnum):
    """How an exam's own time goes: with the wall clock (times a rate), not at all, or in steps."""

    RUNNING = "running"
    PAUSED = "paused"
    STEPPED = "stepped"


class TimelineStep(StrEnum):
    """What may be done to a drill's timeline. A real exam's refuses all of it."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STEP = "step"


TIMELINE_TRANSITIONS: dict[tuple[TimelineState, TimelineStep], TimelineState] = {
    (TimelineState.PAUSED, TimelineStep.START): TimelineState.RUNNING,
    (TimelineState.STEPPED, TimelineStep.START): TimelineState.RUNNING,
    (TimelineState.PAUSED, TimelineStep.RESUME): TimelineState.RUNNING,
    (TimelineState.STEPPED, TimelineStep.RESUME): TimelineState.RUNNING,
    (TimelineState.RUNNING, TimelineStep.PAUSE): TimelineState.PAUSED,
    (TimelineState.STEPPED, TimelineStep.PAUSE): TimelineState.PAUSED,
    (TimelineState.PAUSED, TimelineStep.STEP): TimelineState.STEPPED,
    (TimelineState.STEPPED, TimelineStep.STEP): TimelineState.STEPPED,
}


class SessionKind(StrEnum):
    """What the minute table and the five numbers tell apart."""

    CHINESE = "chinese"
    FOREIGN_LANGUAGE = "foreign_language"
    OTHER = "other"


class Reach(StrEnum):
    """Where a milestone is reached: once for the county, once in each venue, or in each room of it.

    Nobody taps inside a room: a room's milestone is confirmed by the venue, "all as planned, except ...".
    """

    COUNTY = "county"
    VENUE = "venue"
    ROOM = "room"


class ReportKind(StrEnum):
    """The session reports of a venue: readiness, flash, full."""

    R0 = "R0"
    R1 = "R1"
    R2 = "R2"


class SecondScan(StrEnum):
    """Whether a second person reads every label again before a bag is cut open."""

    ALWAYS = "always"
    WHERE_SCANNED = "where_scanned"
    NEVER = "never"


class Approver(StrEnum):
    """A link of the chain that approves a single spare paper or card."""

    VENUE_HEAD = "venue_head"
    COUNTY = "county"
    PROVINCE = "province"
