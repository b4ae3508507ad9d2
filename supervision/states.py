"""Words of supervision: where a corrective action came from, its life, and the deadlines that it has."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Source(StrEnum):
    """Where a corrective action came from. What a drill taught is done in the real world all the same."""

    INCIDENT = "incident"
    DRILL = "drill"
    HAND = "hand"


class ActionStatus(StrEnum):
    """立项, 交办, 办结 (to be re-checked), 销号; or put aside with a reason."""

    RAISED = "raised"
    ASSIGNED = "assigned"
    DONE = "done"
    CLOSED = "closed"
    DROPPED = "dropped"


class ActionMove(StrEnum):
    """What may happen to a corrective action."""

    ASSIGN = "assign"
    EXTEND = "extend"
    REPORT_DONE = "report_done"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    DROP = "drop"


_S, _M = ActionStatus, ActionMove

TRANSITIONS: dict[tuple[ActionStatus, ActionMove], ActionStatus] = {
    (_S.RAISED, _M.ASSIGN): _S.ASSIGNED,
    (_S.ASSIGNED, _M.ASSIGN): _S.ASSIGNED,
    (_S.ASSIGNED, _M.EXTEND): _S.ASSIGNED,
    (_S.ASSIGNED, _M.REPORT_DONE): _S.DONE,
    (_S.DONE, _M.CONFIRM): _S.CLOSED,
    (_S.DONE, _M.SEND_BACK): _S.ASSIGNED,
    (_S.RAISED, _M.DROP): _S.DROPPED,
    (_S.ASSIGNED, _M.DROP): _S.DROPPED,
}
# Somebody still owes something: to assign it, or to do it. What waits for its re-check is owed by nobody.
OWED = (ActionStatus.RAISED, ActionStatus.ASSIGNED)
OPEN = (*OWED, ActionStatus.DONE)


class LineKind(StrEnum):
    """What a line of an action's log tells."""

    RAISED = "raised"
    ASSIGNED = "assigned"
    NEAR = "near"
    OVERDUE = "overdue"
    EXTENDED = "extended"
    DONE = "done"
    SENT_BACK = "sent_back"
    CLOSED = "closed"
    DROPPED = "dropped"


class Purpose(StrEnum):
    """The deadlines of an action, in real time: an exam's clock is long over when they are due."""

    ASSIGN = "supervision.assign"
    DUE = "supervision.due"


class Tone(StrEnum):
    """How urgent an action stands in the list (features J3): red, blue, yellow (sent back), or nothing."""

    OVERDUE = "overdue"
    NEAR = "near"
    BEHIND = "behind"
    CALM = "calm"


# A lesson without anybody who acts on it is forgotten: as long as the review of an incident may take. Source: ours.
ASSIGN_WITHIN = dt.timedelta(hours=72)
# A blue notice comes so long before. Source: ours.
NEAR_BEFORE = dt.timedelta(days=3)
# Who is told when it is overdue, and how long after the one before. Source: ours.
RUNGS = (("duty_officer", dt.timedelta()), ("district_chief", dt.timedelta(days=1)))


class Measure(StrEnum):
    """How fast incidents are answered: each promise of an incident, counted from its opening (features B12)."""

    ACKNOWLEDGE = "acknowledge"
    FIRST_ACTION = "first_action"
    REPORT_UPWARD = "report_upward"
    CLOSE = "close"
