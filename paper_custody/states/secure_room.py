"""Words of the secure room: its life, its duties, its visits, and what its alarms and cameras say."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class RoomStatus(StrEnum):
    """The life of the secure room in an exam (handbook 2.4): 未启用 验收合格 已启用(空) 存放试卷 仅存答卷 清空 停用."""

    NOT_ENABLED = "not_enabled"
    ACCEPTED = "accepted"
    ENABLED = "enabled"
    PAPERS_STORED = "papers_stored"
    ANSWERS_ONLY = "answers_only"
    CLEARED = "cleared"
    RETIRED = "retired"


class RoomStep(StrEnum):
    """What may happen to it. The three in the middle follow from the bags and are never told by anybody."""

    ACCEPT = "accept"
    FIND_WANTING = "find_wanting"
    ENABLE = "enable"
    HOLD_PAPERS = "hold_papers"
    HOLD_ANSWERS = "hold_answers"
    CLEAR = "clear"
    USE_OTHERWISE = "use_otherwise"
    RETIRE = "retire"


R = RoomStatus

ROOM_TRANSITIONS: dict[tuple[RoomStatus, RoomStep], RoomStatus] = {
    (R.NOT_ENABLED, RoomStep.ACCEPT): R.ACCEPTED,
    (R.ACCEPTED, RoomStep.ACCEPT): R.ACCEPTED,
    (R.ENABLED, RoomStep.ACCEPT): R.ENABLED,
    (R.RETIRED, RoomStep.ACCEPT): R.ACCEPTED,
    (R.NOT_ENABLED, RoomStep.FIND_WANTING): R.NOT_ENABLED,
    (R.ACCEPTED, RoomStep.FIND_WANTING): R.NOT_ENABLED,
    (R.ENABLED, RoomStep.FIND_WANTING): R.NOT_ENABLED,
    (R.RETIRED, RoomStep.FIND_WANTING): R.RETIRED,
    (R.ACCEPTED, RoomStep.ENABLE): R.ENABLED,
    (R.ENABLED, RoomStep.HOLD_PAPERS): R.PAPERS_STORED,
    (R.ENABLED, RoomStep.HOLD_ANSWERS): R.ANSWERS_ONLY,
    (R.PAPERS_STORED, RoomStep.HOLD_ANSWERS): R.ANSWERS_ONLY,
    (R.PAPERS_STORED, RoomStep.CLEAR): R.CLEARED,
    (R.ANSWERS_ONLY, RoomStep.HOLD_PAPERS): R.PAPERS_STORED,
    (R.ANSWERS_ONLY, RoomStep.CLEAR): R.CLEARED,
    (R.CLEARED, RoomStep.HOLD_PAPERS): R.PAPERS_STORED,
    (R.CLEARED, RoomStep.HOLD_ANSWERS): R.ANSWERS_ONLY,
    (R.NOT_ENABLED, RoomStep.USE_OTHERWISE): R.NOT_ENABLED,
    (R.ACCEPTED, RoomStep.USE_OTHERWISE): R.NOT_ENABLED,
    (R.ENABLED, RoomStep.USE_OTHERWISE): R.NOT_ENABLED,
    (R.CLEARED, RoomStep.USE_OTHERWISE): R.NOT_ENABLED,
    (R.RETIRED, RoomStep.USE_OTHERWISE): R.RETIRED,
    (R.NOT_ENABLED, RoomStep.RETIRE): R.RETIRED,
    (R.ACCEPTED, RoomStep.RETIRE): R.RETIRED,
    (R.ENABLED, RoomStep.RETIRE): R.RETIRED,
    (R.CLEARED, RoomStep.RETIRE): R.RETIRED,
}

HOLDS_SOMETHING = frozenset({R.PAPERS_STORED, R.ANSWERS_ONLY})
TAKES_PAPERS = frozenset({R.ENABLED, R.PAPERS_STORED, R.ANSWERS_ONLY, R.CLEARED})
# Handbook 0.9 and 2.4: visitors only before papers come, and never after.
VISITED_IN = frozenset({R.NOT_ENABLED, R.ACCEPTED, R.ENABLED})


class CheckKind(StrEnum):
    """When the room is looked at point by point: for its acceptance, and again two weeks before the exam."""

    ACCEPTANCE = "acceptance"
    BEFORE_EXAM = "before_exam"


class RoomEntry(StrEnum):
    """What two people sign about the room itself."""

    ACCEPTANCE = "acceptance"
    BEFORE_EXAM = "before_exam"
    ENABLED = "enabled"
    USED_OTHERWISE = "used_otherwise"
    LOCKS_CHANGED = "locks_changed"
    RETIRED = "retired"


class Duty(StrEnum):
    """What is owed while papers or answers are in the room. Each has a clock."""

    PATROL = "patrol"
    PLAYBACK = "playback"
    DISTRIBUTION = "distribution"
    JOINT_CHECK = "joint_check"
    HANDOVER = "handover"
    ON_POST = "on_post"
    STORAGE = "storage"


# Between two of these nothing else counts the time: one that is missed leaves a gap until the next is done.
# The others are due at hours of their own, and the next is owed whether or not the last was done.
FROM_THE_LAST = frozenset({Duty.PATROL})


class Round(StrEnum):
    """What two people do at the room: walk round it, play the recording back, check it with the other authorities."""

    PATROL = "patrol"
    PLAYBACK = "playback"
    JOINT_CHECK = "joint_check"


# A playback answers both for its hour and for the distribution before it.
MEETS: dict[Round, tuple[Duty, ...]] = {
    Round.PATROL: (Duty.PATROL,),
    Round.PLAYBACK: (Duty.PLAYBACK, Duty.DISTRIBUTION),
    Round.JOINT_CHECK: (Duty.JOINT_CHECK,),
}


class DueStatus(StrEnum):
    """Where a duty stands. Stopped: the room was cleared, or the roster was changed."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    STOPPED = "stopped"


class VisitStatus(StrEnum):
    """A visit to the empty room (handbook 0.9)."""

    BOOKED = "booked"
    INSIDE = "inside"
    LEFT = "left"
    CALLED_OFF = "called_off"


class VisitStep(StrEnum):
    """What may happen to a visit."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    CALL_OFF = "call_off"


VISIT_TRANSITIONS: dict[tuple[VisitStatus, VisitStep], VisitStatus] = {
    (VisitStatus.BOOKED, VisitStep.SIGN_IN): VisitStatus.INSIDE,
    (VisitStatus.BOOKED, VisitStep.CALL_OFF): VisitStatus.CALLED_OFF,
    (VisitStatus.INSIDE, VisitStep.SIGN_OUT): VisitStatus.LEFT,
}


class SourceKind(StrEnum):
    """What watches the room: an intruder or fire alarm, a camera, or the recorder."""

    ALARM = "alarm"
    CAMERA = "camera"
    RECORDING = "recording"


class SourceStatus(StrEnum):
    """What a source says of itself; ``alarm``: it says that something happens."""

    UNKNOWN = "unknown"
    OK = "ok"
    FAULT = "fault"
    ALARM = "alarm"


class Coverage(StrEnum):
    """How much of a period was recorded (handbook 4.3)."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


# The numbers of the provincial interface: 1 full, -1 no recording, -2 partial.
COVERAGE_TOLD = {1: Coverage.FULL, -1: Coverage.NONE, -2: Coverage.PARTIAL}


class VaultPurpose(StrEnum):
    """What a clock of the secure room is for."""

    DUTY = "paper_custody.vault_duty"
    FAULT = "paper_custody.vault_fault"


@dataclass(frozen=True, slots=True)
class CertificateGiven:
    """The paper without which the room is not used: its number, who issued it, and from when to when it holds."""

    number: str
    issued_by: Sequence[str]
    valid_from: dt.date
    valid_until: dt.date


@dataclass(frozen=True, slots=True)
class ShiftGiven:
    """A shift as it is planned: from when to when, and who, by staff number."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    people: Sequence[str]


@dataclass(frozen=True, slots=True)
class RoundTold:
    """What two people tell of a round. ``done_at`` and ``form`` where it is entered afterwards; ``units``: who was
    there for which authority, as they signed on the form of a joint check."""

    round: Round
    amiss: str = ""
    done_at: dt.datetime | None = None
    form: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaiverTold:
    """The province's word that papers may lie longer than two days: recorded here, decided there."""

    document: str
    decided_by: str
    decided_at: dt.datetime
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitAsked:
    """A visit as it is booked: who comes (names and units, no ID numbers), how many, what for, and when."""

    visitors: str
    many: int
    purpose: str
    planned_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """Visitors at the door: who of the room goes with them (staff number), and whether they gave up their phones."""

    escort: str
    phones_surrendered: bool


@dataclass(frozen=True, slots=True)
class SourceGiven:
    """What watches the room, as it is registered. ``secret`` is what it sends along; only its hash is kept."""

    code: str
    name: str
    kind: SourceKind
    secret: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Something owed: from when it may be done, and when it is due."""

    opens_at: dt.datetime
    due_at: dt.datetime
    shift: UUID | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in the room by the bags: papers still sealed, answers that came back. ``out`` will come back to it.

    ``kept`` is what is left of the exam: it needs no watch, but it is there.
    """

    papers: int
    answers: int
    out: int = 0
    kept: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing does."""
        return not self.papers and not self.answers

    def step_from(self, status: RoomStatus) -> RoomStep | None:
        """What follows for the room's state. None where it stays."""
        if self.papers:
            return None if status == R.PAPERS_STORED else RoomStep.HOLD_PAPERS
        if self.answers:
            return None if status == R.ANSWERS_ONLY else RoomStep.HOLD_ANSWERS
        return RoomStep.CLEAR if status in HOLDS_SOMETHING else None


@dataclass(frozen=True, slots=True)
class RoomNow:
    """All that decides whether the room takes papers or visitors at this moment."""

    status: RoomStatus
    locks_due: bool
    certified: bool
    visited: bool
    contents: Contents
