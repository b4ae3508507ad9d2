"""Where incidents come from: what was found, told, and judged before."""

from __future__ import annotations

from enum import StrEnum


class OriginKind(StrEnum):
    """Where an incident came from.

    What the platform found, a drill's inject, and what waited for triage link to the journal's entry that
    led to it. A call may; what somebody on the spot or the venue's own office reports does not.
    """

    CUSTODY = "custody"
    CLOCK = "clock"
    MILESTONE = "milestone"
    REPORT = "report"
    EQUIPMENT = "equipment"
    INJECT = "inject"
    ALERT = "alert"
    CALL = "call"
    SPOT = "spot"
    TABLET = "tablet"
    HOTLINE = "hotline"
    RUMOUR = "rumour"
    AI_ALARM = "ai_alarm"
    CHECK_ITEM = "check_item"


LINKED = (
    OriginKind.CUSTODY,
    OriginKind.CLOCK,
    OriginKind.MILESTONE,
    OriginKind.REPORT,
    OriginKind.EQUIPMENT,
    OriginKind.INJECT,
    OriginKind.HOTLINE,
    OriginKind.RUMOUR,
    OriginKind.AI_ALARM,
    OriginKind.CHECK_ITEM,
    OriginKind.ALERT,
)
# A person's own word, without anything before it.
UNLINKED = (OriginKind.SPOT, OriginKind.TABLET)
# What may wait for triage: told to the desk, and perhaps no incident at all.
TOLD_TO_THE_DESK = (
    OriginKind.HOTLINE,
    OriginKind.RUMOUR,
    OriginKind.AI_ALARM,
    OriginKind.CHECK_ITEM,
    OriginKind.CALL,
)


class Alarm(StrEnum):
    """How something was amiss with its time. Each is another alarm, told to other people (features B5, B6)."""

    SILENT = "silent"
    LATE = "late"
    EARLY = "early"


class TipStatus(StrEnum):
    """What was told to the desk waits, became an incident or belongs to one, or was answered as none."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    ANSWERED = "answered"


class TipMove(StrEnum):
    """What may happen to it. Once judged it stays so; what is told anew is another one."""

    TAKE_UP = "take_up"
    ANSWER = "answer"


TIP_TRANSITIONS: dict[tuple[TipStatus, TipMove], TipStatus] = {
    (TipStatus.WAITING, TipMove.TAKE_UP): TipStatus.TAKEN_UP,
    (TipStatus.WAITING, TipMove.ANSWER): TipStatus.ANSWERED,
}
