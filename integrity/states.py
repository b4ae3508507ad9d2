"""Words of irregularity records: their life, what one holds, and who is given back what was seized."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class RecordStatus(StrEnum):
    """疑似 as entered; 已记录 once the venue's chief has signed; 拟报 once it is to go upward. No verdict, ever."""

    SUSPECTED = "suspected"
    RECORDED = "recorded"
    PROPOSED = "proposed"


class RecordMove(StrEnum):
    """What may happen to a record."""

    SIGN = "sign"
    PROPOSE = "propose"


_S, _M = RecordStatus, RecordMove

TRANSITIONS: dict[tuple[RecordStatus, RecordMove], RecordStatus] = {
    (_S.SUSPECTED, _M.SIGN): _S.RECORDED,
    (_S.RECORDED, _M.PROPOSE): _S.PROPOSED,
}


class GivenTo(StrEnum):
    """To whom a seized item was given. Words and no names: a candidate's is nowhere."""

    CANDIDATE = "candidate"
    GUARDIAN = "guardian"
    SCHOOL = "school"
    POLICE = "police"
    EXAM_OFFICE = "exam_office"


# The report's counts, and the articles whose records they count (venues' catalogue/reports.yaml).
COUNTED: dict[str, tuple[str, ...]] = {
    "violations": ("W5",),
    "malpractice": ("Z6", "Z7"),
    "disorder": ("R8",),
    "staff_violations": ("S13", "S14"),
}

# What tells a seat, a ticket and a badge from a name.
SEAT = r"^[0-9]{1,3}$"
TICKET = r"^[0-9A-Z]?[0-9]{3,14}$"
BADGE = r"^[0-9A-Za-z-]{1,12}$"
FEWEST_SIGNERS, MOST_SIGNERS, MOST_ITEMS = 2, 6, 20


@dataclass(frozen=True, slots=True)
class Signer:
    """An invigilator who signed on paper. He never logs in: name and badge stand for him."""

    name: str
    badge: str


@dataclass(frozen=True, slots=True)
class Item:
    """A seized item on the receipt, and who keeps it."""

    what: str
    keeper: str


@dataclass(frozen=True, slots=True)
class Clip:
    """Where on a recording it is to be seen. Never a picture."""

    camera: str
    begins_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom it is about, by numbers alone: room, seat and ticket, or the badge of one who works there."""

    room: str = ""
    seat: str = ""
    ticket: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the paper form says. ``told_at`` is when the candidate was told what it says, else ``not_told`` why not."""

    form: str
    code: str
    whom: Whom
    words: str
    seen_at: dt.datetime
    told_at: dt.datetime | None
    not_told: str
    signers: Sequence[Signer]
    items: Sequence[Item] = ()
    clip: Clip | None = None
