"""Codes of incidents in the words of the page's language."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.gateways import Name, ladder, parties
from incidents.states import (
    Authority,
    Blocker,
    Done,
    Family,
    IncidentStatus,
    Level,
    LogKind,
    Matter,
    Openness,
    OriginKind,
    Outcome,
    Purpose,
    StepStatus,
)

register = template.Library()
Words = Mapping[str, str | Promise]

WORDS: dict[str, Words] = {
    "status": {
        IncidentStatus.REGISTERED: pgettext_lazy("incident", "Registered"),
        IncidentStatus.JUDGED: pgettext_lazy("incident", "Judged"),
        IncidentStatus.REPORTED: pgettext_lazy("incident", "Reported upward"),
        IncidentStatus.RESPONDING: pgettext_lazy("incident", "Acknowledged"),
        IncidentStatus.HANDLING: pgettext_lazy("incident", "Being handled"),
        IncidentStatus.CLOSE_PROPOSED: pgettext_lazy("incident", "Close proposed"),
        IncidentStatus.CLOSED: pgettext_lazy("incident", "Closed"),
        IncidentStatus.REVIEWED: pgettext_lazy("incident", "Reviewed"),
        IncidentStatus.ARCHIVED: pgettext_lazy("incident", "Archived"),
    },
    "level": {
        Level.I: _("I, critical"),
        Level.II: _("II, major"),
        Level.III: _("III, serious"),
        Level.IV: _("IV, minor"),
    },
    "family": {
        Family.EXAM_SECURITY: _("Exam security"),
        Family.NATURAL_DISASTER: _("Natural disaster"),
        Family.ACCIDENT: _("Accident"),
        Family.SOCIAL_SECURITY: _("Social security"),
        Family.PUBLIC_HEALTH: _("Public health"),
    },
    "openness": {
        Openness.OPEN: pgettext_lazy("openness", "Open"),
        Openness.INTERNAL: pgettext_lazy("openness", "Internal"),
        Openness.RESTRICTED: pgettext_lazy("openness", "Restricted"),
        Openness.ESCORT: pgettext_lazy("openness", "Who follows escorts only"),
    },
    "step": {
        StepStatus.OPEN: pgettext_lazy("step", "To do"),
        StepStatus.DONE: pgettext_lazy("step", "Done"),
        StepStatus.WAIVED: pgettext_lazy("step", "Waived"),
    },
    "origin": {
        OriginKind.CUSTODY: _("Found with the papers"),
        OriginKind.CLOCK: _("A deadline passed"),
        OriginKind.MILESTONE: _("A milestone of the venue"),
        OriginKind.REPORT: _("A report that did not come"),
        OriginKind.EQUIPMENT: _("Equipment"),
        OriginKind.INJECT: _("Inject of a drill"),
        OriginKind.CALL: _("A call to the duty desk"),
        OriginKind.SPOT: _("Reported on the spot"),
    },
    "log": {
        LogKind.OPENED: pgettext_lazy("incident log", "Opened"),
        LogKind.ATTACHED: pgettext_lazy("incident log", "Found again"),
        LogKind.ACKNOWLEDGED: pgettext_lazy("incident log", "Acknowledged"),
        LogKind.LAPSED: pgettext_lazy("incident log", "Acknowledged but not acted on: unanswered again"),
        LogKind.ESCALATED: pgettext_lazy("incident log", "Next rung told"),
        LogKind.STEP_DONE: pgettext_lazy("incident log", "Step done"),
        LogKind.STEP_WAIVED: pgettext_lazy("incident log", "Step waived"),
        LogKind.OVERDUE: pgettext_lazy("incident log", "Not done in time"),
        LogKind.NOTED: pgettext_lazy("incident log", "Action"),
        LogKind.LEVEL_CHANGED: pgettext_lazy("incident log", "Initial level changed"),
        LogKind.REPORTED: pgettext_lazy("incident log", "Reported to a higher level"),
        LogKind.REQUESTED: pgettext_lazy("incident log", "Request sent"),
        LogKind.DECIDED: pgettext_lazy("incident log", "Decision on record"),
        LogKind.CLOCK_PAUSED: pgettext_lazy("incident log", "Deadline paused"),
        LogKind.CLOCK_RESUMED: pgettext_lazy("incident log", "Deadline runs again"),
        LogKind.CLOSE_PROPOSED: pgettext_lazy("incident log", "Closing proposed"),
        LogKind.CLOSE_WITHDRAWN: pgettext_lazy("incident log", "Proposal withdrawn"),
        LogKind.CLOSED: pgettext_lazy("incident log", "Closed"),
        LogKind.REVIEWED: pgettext_lazy("incident log", "Lessons on record"),
        LogKind.ARCHIVED: pgettext_lazy("incident log", "Archived"),
    },
    "done": {Done.LOCK_FORCED: pgettext_lazy("incident log", "Lock opened by force, two people")},
    "authority": {
        Authority.VENUE_HEAD: pgettext_lazy("authority", "Chief examiner of the venue"),
        Authority.DISTRICT_CHIEF: pgettext_lazy("authority", "District chief"),
        Authority.CITY: pgettext_lazy("authority", "City"),
        Authority.PROVINCE: pgettext_lazy("authority", "Province"),
        Authority.MINISTRY: pgettext_lazy("authority", "Ministry of Education"),
    },
    "matter": {
        Matter.STEP: pgettext_lazy("matter", "A step of the plan"),
        Matter.LEVEL: pgettext_lazy("matter", "The level"),
        Matter.MORE_TIME: pgettext_lazy("matter", "More time"),
        Matter.GOING_ON: pgettext_lazy("matter", "Going on"),
        Matter.CANCELLING: pgettext_lazy("matter", "Cancelling"),
        Matter.MAKE_UP_TIME: pgettext_lazy("matter", "Time made up"),
        Matter.SUBSTITUTE_PAPERS: pgettext_lazy("matter", "Substitute papers"),
        Matter.OTHER: pgettext_lazy("matter", "Something else"),
    },
    "outcome": {
        Outcome.GRANTED: pgettext_lazy("decision", "Granted"),
        Outcome.REFUSED: pgettext_lazy("decision", "Refused"),
    },
    "purpose": {
        Purpose.ACKNOWLEDGE: pgettext_lazy("deadline", "Acknowledge"),
        Purpose.FIRST_ACTION: pgettext_lazy("deadline", "First action"),
        Purpose.REPORT_UPWARD: pgettext_lazy("deadline", "Report to the city"),
        Purpose.CLOSE: pgettext_lazy("deadline", "Close"),
        Purpose.STEP: pgettext_lazy("deadline", "Step"),
        Purpose.REVIEW: pgettext_lazy("deadline", "Review"),
    },
    "left": {
        Blocker.STEP: pgettext_lazy("left to do", "Step not done"),
        Blocker.REQUEST: pgettext_lazy("left to do", "Request without an answer"),
        Blocker.REPORT_UPWARD: pgettext_lazy("left to do", "Not reported to the city"),
    },
}


def in_language(name: Name) -> str:
    """The name in the page's language."""
    return name.zh if (get_language() or "zh").startswith("zh") else name.en


@register.filter
def word(code: str, of: str) -> str:
    """A code in words: ``{{ incident.status|word:"status" }}``. An unknown one is shown as it is."""
    return str(WORDS[of].get(code, code))


@register.filter
def rung_word(code: str) -> str:
    """A rung of the ladder."""
    return next((in_language(rung.name) for rung in ladder().rungs if rung.code == code), code)


@register.filter
def party_words(codes: list[str]) -> str:
    """Who acts in a step."""
    return "、".join(in_language(parties()[code]) if code in parties() else code for code in codes)


@register.filter
def plan_name(run: dict[str, dict[str, dict[str, str]]]) -> str:
    """The name of a frozen plan."""
    name = run["plan"]["name"]
    return in_language(Name(name["zh"], name["en"]))


@register.filter
def step_name(step: object) -> str:
    """What a step says."""
    return in_language(Name(getattr(step, "name", ""), getattr(step, "name_en", "")))


@register.filter
def code_words(code: str, kind: str) -> str:
    """What the code of a log line of this kind means: a rung, a level, a purpose, a level of authority."""
    if kind in {LogKind.ESCALATED, LogKind.LAPSED, LogKind.ACKNOWLEDGED}:
        return rung_word(code)
    table = CODE_TABLES.get(kind)
    return "" if table is None else word(code, table)


CODE_TABLES: dict[str, str] = {
    LogKind.OPENED: "level",
    LogKind.LEVEL_CHANGED: "level",
    LogKind.ATTACHED: "origin",
    LogKind.NOTED: "done",
    LogKind.OVERDUE: "purpose",
    LogKind.CLOCK_PAUSED: "purpose",
    LogKind.CLOCK_RESUMED: "purpose",
    LogKind.REPORTED: "authority",
    LogKind.REQUESTED: "authority",
    LogKind.DECIDED: "authority",
}
