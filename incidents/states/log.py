"""Lines of the log."""

from __future__ import annotations

from enum import StrEnum


class Done(StrEnum):
    """What was done where it was found, as a line of the log names it."""

    LOCK_FORCED = "lock_forced"


class LogKind(StrEnum):
    """What a line of an incident's log tells."""

    OPENED = "opened"
    ATTACHED = "attached"
    ACKNOWLEDGED = "acknowledged"
    LAPSED = "lapsed"
    ESCALATED = "escalated"
    FALLBACK = "fallback"
    NOBODY = "nobody"
    TOLD_ALL = "told_all"
    NEAR = "near"
    MERGED = "merged"
    MERGED_IN = "merged_in"
    UNMERGED = "unmerged"
    UNMERGED_OUT = "unmerged_out"
    STEP_DONE = "step_done"
    STEP_WAIVED = "step_waived"
    OVERDUE = "overdue"
    NOTED = "noted"
    LEVEL_CHANGED = "level_changed"
    REPORTED = "reported"
    REQUESTED = "requested"
    DECIDED = "decided"
    CLOCK_PAUSED = "clock_paused"
    CLOCK_RESUMED = "clock_resumed"
    CLOSE_PROPOSED = "close_proposed"
    CLOSE_WITHDRAWN = "close_withdrawn"
    LEARNT = "learnt"
    NOTHING_LEARNT = "nothing_learnt"
    CLOSED = "closed"
    REVIEWED = "reviewed"
    ARCHIVED = "archived"
    ROLE_TAKEN = "role_taken"
    ROLE_HANDED_OVER = "role_handed_over"
    ROLE_TAKEN_OVER = "role_taken_over"
    ROLE_LAID_DOWN = "role_laid_down"
    CALLED_OUT = "called_out"
    CALL_CONFIRMED = "call_confirmed"
    CALL_KEYED = "call_keyed"
    CALL_UNREACHABLE = "call_unreachable"
    CALL_REPLACED = "call_replaced"
    CALL_OVERDUE = "call_overdue"
    CALL_WAIVED = "call_waived"
    SITUATION = "situation"
    SITUATION_MISSED = "situation_missed"
    CHOSEN = "chosen"
    CHOICE_CORRECTED = "choice_corrected"
    CHOICE_REVIEWED = "choice_reviewed"
    FILED = "filed"
