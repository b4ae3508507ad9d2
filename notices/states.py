"""What people are told, what may be said outside, and how far a message has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

# All that is ever said outside the app (limits.md 6), with the duty room's telephone and a number; the mark of a
# drill goes before it. The number tells nothing: it is drawn by lot, and neither counts nor dates anything.
TEXT = "请登录或致电县值班室"
DRILL_MARK = "【演练】"
OUTSIDE = f"{TEXT}( [0-9][0-9-]{{2,19}})?，编号 [0-9]{{6}}$"
REAL_BODY, DRILL_BODY = f"^{OUTSIDE}", f"^{DRILL_MARK}{OUTSIDE}"
NUMBERS = (100_000, 999_999)

# Features B9 and B10. What is the same is said once: what comes together is waited for, and whoever was told a minute
# ago is told of the next together. What was not seen within a minute goes by the next channel.
BUNDLE_FOR = dt.timedelta(seconds=4)
APART = dt.timedelta(seconds=60)
NEXT_CHANNEL_AFTER = dt.timedelta(seconds=50)
# A channel that failed is tried again after the others, and so often.
TRY_AGAIN_AFTER = dt.timedelta(seconds=30)
TRIES = 3
# Who died while sending is waited for so long; a provider that did not answer is left alone so long.
LEASE = dt.timedelta(seconds=40)
REST = dt.timedelta(seconds=60)
# So many messages go to one provider at a time.
LANE = 25

# The task by its name: whoever queues it need not import it.
SEND = "notices.send_messages"
SEND_EVERY = 2.0


class NoticeKind(StrEnum):
    """Why somebody is told."""

    OPENED = "opened"
    ESCALATED = "escalated"
    LAPSED = "lapsed"
    OVERDUE = "overdue"
    EVERYBODY = "everybody"
    NEAR = "near"
    CALLED_OUT = "called_out"
    TEST = "test"


# Somebody must answer: as soon as somebody does, there is nothing to be told any more.
CALLS_FOR_ANSWER = (NoticeKind.OPENED, NoticeKind.ESCALATED, NoticeKind.LAPSED, NoticeKind.EVERYBODY)
# Everybody up to the rung is told, not the rung alone.
UP_TO_THE_RUNG = (NoticeKind.LAPSED, NoticeKind.EVERYBODY)


class NoticeStatus(StrEnum):
    """Open until the person has seen it, or until it is of no use any more."""

    OPEN = "open"
    SEEN = "seen"
    STOPPED = "stopped"


class NoticeStep(StrEnum):
    """What may happen to a notice."""

    SEE = "see"
    STOP = "stop"


NOTICE_TRANSITIONS: dict[tuple[NoticeStatus, NoticeStep], NoticeStatus] = {
    (NoticeStatus.OPEN, NoticeStep.SEE): NoticeStatus.SEEN,
    (NoticeStatus.OPEN, NoticeStep.STOP): NoticeStatus.STOPPED,
}


class MessageStatus(StrEnum):
    """Under way until nobody needs it any more, or until no channel is left."""

    UNDER_WAY = "under_way"
    ENDED = "ended"
    SPENT = "spent"


class AttemptStatus(StrEnum):
    """Written before the provider is asked, and again after. Unknown: whoever sent it died before he could say."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why an attempt came to nothing."""

    NONE = ""
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    NOT_TRIED = "not_tried"
    SENDER_DIED = "sender_died"


class Called(StrEnum):
    """What came of calling somebody by the list."""

    NONE = ""
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


class Holder(StrEnum):
    """Whose a channel is."""

    PERSON = "person"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class ChannelGiven:
    """A way to somebody: the provider by its name, and the address there (none for a group's own address)."""

    provider: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way to one provider."""

    attempt: UUID
    provider: str
    address: str
    body: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider made of it."""

    attempt: UUID
    status: AttemptStatus
    why: Why = Why.NONE


def body_of(number: int, *, phone: str, mark: str) -> str:
    """The words that go out. The database holds every one against the pattern, too."""
    return f"{mark}{TEXT}{f' {phone}' if phone else ''}，编号 {number}"
