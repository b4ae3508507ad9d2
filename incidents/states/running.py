"""Roles, call-outs, reports and files of an incident that is run."""

from __future__ import annotations

from enum import StrEnum

from incidents.states.deadlines import Purpose


class Role(StrEnum):
    """指挥长, 副指挥长, 现场负责人, 记录, 联络, 新闻发言, 保密 (features A4). The first is who answers for it."""

    COMMANDER = "commander"
    DEPUTY = "deputy"
    ON_SCENE = "on_scene"
    RECORDER = "recorder"
    CONTACT = "contact"
    SPOKESPERSON = "spokesperson"
    SECRECY = "secrecy"


# Whose word decides on the county's side of an incident.
DECIDES = (Role.COMMANDER, Role.DEPUTY, Role.ON_SCENE)


class Taking(StrEnum):
    """How somebody came to hold a role."""

    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"


class Leaving(StrEnum):
    """How he came to hold it no longer. A lapse leaves the incident unanswered; a deputy who answers moves up."""

    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"
    LAID_DOWN = "laid_down"
    LAPSED = "lapsed"
    MOVED_UP = "moved_up"
    CLOSED = "closed"


class CallStatus(StrEnum):
    """A unit is called until it confirms. Nobody can be reached there: that is red from the first moment.

    Waived: it is not needed after all, for a reason that stands beside it.
    """

    CALLED = "called"
    UNREACHABLE = "unreachable"
    CONFIRMED = "confirmed"
    WAIVED = "waived"


# Somebody still waits for these to confirm.
AWAITED = (CallStatus.CALLED, CallStatus.UNREACHABLE)


class CallPart(StrEnum):
    """What part a unit that is called has in the plan. Further ones were called beyond it."""

    LEAD = "lead"
    SUPPORTING = "supporting"
    FURTHER = "further"


class SituationKind(StrEnum):
    """战术报告 (现状, 行动, 需求) of the scene, and 指挥报告 of the command (features A10)."""

    TACTICAL = "tactical"
    COMMAND = "command"


REPORT_PURPOSES = {
    SituationKind.TACTICAL: Purpose.TACTICAL_REPORT,
    SituationKind.COMMAND: Purpose.COMMAND_REPORT,
}


class FileKind(StrEnum):
    """What a file of an incident is, by its bytes."""

    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    TEXT = "text"
    PICTURE = "picture"
