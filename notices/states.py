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
    DUTY_NEAR = "duty_near"
    DUTY_LATE = "duty_late"
    DUTY_ASKED = "duty_asked"
    TEST = "test"


# Of no incident: a duty of one's post, as its own clock says.
OF_A_DUTY = (NoticeKind.DUTY_NEAR, NoticeKind.DUTY_LATE, NoticeKind.DUTY_ASKED)
# Somebody must answer: as soon as somebody does, there is nothing to be told any more.
CALLS_FOR_ANSWER = (NoticeKind.OPENED, NoticeKind.ESCALATED, NoticeKind.LAPSED, NoticeKind.EVERYBODY)
# Everybody up to the rung is told, not the rung alone.
UP_TO_THE_RUNG = (NoticeKind.LAPSED, NoticeKind.EVERYBODY)


class Matter(StrEnum):
    """What a time limit is about that belongs to no incident."""

    MILESTONE = "milestone"
    PAPER_MILESTONE = "paper_milestone"
    REPORT = "report"
    GATE = "gate"
    VAULT_DUTY = "vault_duty"
    ESCORT = "escort"
    VOICE_CHECK = "voice_check"
    RETURN = "return"
    CONVOY = "convoy"
    LEFTOVERS = "leftovers"
    ACTION = "action"
    TRIAGE = "triage"
    OWN_TEXT = "own_text"


class Stage(StrEnum):
    """How far it has come: it can still be kept; it is late; it is very late, and others hear of it (features B5).

    Asked: it has no time limit, and waits for somebody's word.
    """

    NEAR = "near"
    LATE = "late"
    ABOVE = "above"
    ASKED = "asked"


Roles = tuple[str, ...]
_VENUE: tuple[Roles, ...] = (("venue_office",), ("venue_deputy", "venue_head"))
_VENUE_HEAD: tuple[Roles, ...] = (("venue_head",), ("venue_deputy",), ("venue_office",))
_DESK: tuple[Roles, ...] = (("duty_clerk",), ("duty_officer",))
_FEW: tuple[Roles, ...] = (("duty_officer",), ("district_chief",))
_VAULT: tuple[Roles, ...] = (("vault_head",), ("duty_officer",))
# Who answers for it by his post; where nobody holds the first, the next are told. What is missed on the road and in
# the secure room opens an incident, of which its own ladder is told. Source: handbook 7.2 (roles), features B5.
RESPONSIBLE: dict[tuple[Matter, Stage], tuple[Roles, ...]] = {
    (Matter.MILESTONE, Stage.LATE): _VENUE_HEAD,
    (Matter.MILESTONE, Stage.ABOVE): _DESK,
    (Matter.PAPER_MILESTONE, Stage.LATE): _VENUE_HEAD,
    (Matter.PAPER_MILESTONE, Stage.ABOVE): _FEW,
    (Matter.REPORT, Stage.NEAR): _VENUE,
    (Matter.REPORT, Stage.LATE): _VENUE_HEAD,
    (Matter.REPORT, Stage.ABOVE): _DESK,
    (Matter.GATE, Stage.LATE): _VENUE_HEAD,
    (Matter.VAULT_DUTY, Stage.NEAR): (("vault_guard",), ("vault_head",)),
    (Matter.ESCORT, Stage.NEAR): _VAULT,
    (Matter.VOICE_CHECK, Stage.NEAR): _FEW,
    (Matter.RETURN, Stage.NEAR): _VAULT,
    (Matter.CONVOY, Stage.NEAR): _VAULT,
    (Matter.LEFTOVERS, Stage.NEAR): _VAULT,
}


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
