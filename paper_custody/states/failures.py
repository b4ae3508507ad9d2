"""A lock that does not open, and opening by force."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from exams.states import Approver


class FailureCause(StrEnum):
    """Why a lock does not open."""

    TIME_LOCK = "time_lock"
    KEY_DAMAGED = "key_damaged"
    KEY_LOST = "key_lost"
    CODE_REFUSED = "code_refused"
    JAMMED = "jammed"


class FailureStatus(StrEnum):
    """Where the procedure stands. Refused: those above said no, and may be asked again."""

    REPORTED = "reported"
    GRANTED = "granted"
    REFUSED = "refused"
    OPENED = "opened"
    FORCED = "forced"


class FailureStep(StrEnum):
    """What may happen to a lock that failed. Opened: by itself, or with another key, after all."""

    GRANT = "grant"
    REFUSE = "refuse"
    OPEN = "open"
    FORCE = "force"


FAILURE_TRANSITIONS: dict[tuple[FailureStatus, FailureStep], FailureStatus] = {
    **{
        (status, FailureStep.GRANT): FailureStatus.GRANTED
        for status in (FailureStatus.REPORTED, FailureStatus.REFUSED, FailureStatus.GRANTED)
    },
    **{
        (status, FailureStep.REFUSE): FailureStatus.REFUSED
        for status in (FailureStatus.REPORTED, FailureStatus.GRANTED, FailureStatus.REFUSED)
    },
    **{
        (status, FailureStep.OPEN): FailureStatus.OPENED
        for status in (FailureStatus.REPORTED, FailureStatus.GRANTED, FailureStatus.REFUSED)
    },
    (FailureStatus.GRANTED, FailureStep.FORCE): FailureStatus.FORCED,
}
"""A written decision after one by telephone grants, or refuses, once more."""

UNDER_WAY = (FailureStatus.REPORTED, FailureStatus.GRANTED, FailureStatus.REFUSED)

# A venue does not allow itself to break a lock open: somebody above does.
MAY_ALLOW_FORCE = frozenset({Approver.COUNTY, Approver.PROVINCE})


# The two who open it are watched by somebody who does not (as in NEET 2024 nobody was): our own minimum.
LEAST_WITNESSES = 1
MOST_WITNESSES = 4


class SealDisposal(StrEnum):
    """What became of the old seal and the broken lock. Neither is thrown away."""

    KEPT_SEALED = "kept_sealed"
    GIVEN_TO_POLICE = "given_to_police"
    GIVEN_TO_SECRECY = "given_to_secrecy"


@dataclass(frozen=True, slots=True)
class FailureTold:
    """A lock that does not open: why, of which session, since when it should be open, and which keys are lost."""

    lock: str
    cause: FailureCause
    session: str = ""
    planned_at: dt.datetime | None = None
    lost_keys: Sequence[str] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class ForceWitness:
    """Somebody who watched a lock being opened by force, and the post that he holds. He signs the record on paper."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class ForceTold:
    """An opening by force: where its recording is found (never a picture), the old seal and its fate, the new seal,
    and who watched."""

    video: str
    old_seal: str
    disposal: SealDisposal
    new_seal: str
    witnesses: Sequence[ForceWitness] = ()


@dataclass(frozen=True, slots=True)
class TimeLostTold:
    """Time that rooms of a session lost over it."""

    session: str
    rooms: Sequence[str]
    lost_from: dt.datetime
    lost_until: dt.datetime
