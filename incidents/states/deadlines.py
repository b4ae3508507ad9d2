"""What is promised by when, and what stands against an end."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """The promises of an incident. Every one has a clock."""

    ACKNOWLEDGE = "incidents.acknowledge"
    FIRST_ACTION = "incidents.first_action"
    REPORT_UPWARD = "incidents.report_upward"
    CLOSE = "incidents.close"
    STEP = "incidents.step"
    REVIEW = "incidents.review"
    TRIAGE = "incidents.triage"
    CALL_OUT = "incidents.call_out"
    TACTICAL_REPORT = "incidents.tactical_report"
    COMMAND_REPORT = "incidents.command_report"


# An unanswered incident cannot be put to sleep, and neither can an answer that nobody acts on.
PAUSABLE = (Purpose.REPORT_UPWARD, Purpose.CLOSE, Purpose.STEP, Purpose.REVIEW)


class Blocker(StrEnum):
    """Why an incident cannot be closed yet."""

    STEP = "step"
    REQUEST = "request"
    CALL_OUT = "call_out"
    REPORT_UPWARD = "report_upward"
    LESSONS = "lessons"


class Learnt(StrEnum):
    """What an incident taught: a lesson, or nothing, which is said in words too (features A12)."""

    LESSON = "lesson"
    NOTHING = "nothing"
