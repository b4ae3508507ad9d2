"""Codes of incidents in the words of the page's language."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.gateways import Name, ladder, parties
from incidents.models import Origin
from incidents.selectors.links import address_of
from incidents.states import (
    Alarm,
    AlertAside,
    AlertType,
    Authority,
    Blocker,
    CallPart,
    Done,
    Family,
    IncidentStatus,
    Leaving,
    Level,
    LogKind,
    Matter,
    Openness,
    OriginKind,
    Outcome,
    Purpose,
    Role,
    Severity,
    SituationKind,
    StepStatus,
    TipStatus,
)
from organisation.gateways import roles

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
        OriginKind.ALERT: _("A weather or earthquake warning"),
        OriginKind.CALL: _("A call to the duty desk"),
        OriginKind.SPOT: _("Reported on the spot"),
        OriginKind.TABLET: _("Reported by the venue"),
        OriginKind.HOTLINE: _("A call to the hotline"),
        OriginKind.RUMOUR: _("A rumour"),
        OriginKind.AI_ALARM: _("An alarm of the patrol AI"),
        OriginKind.CHECK_ITEM: _("An item of a check"),
    },
    "alarm": {
        Alarm.SILENT: pgettext_lazy("alarm", "Silence"),
        Alarm.LATE: pgettext_lazy("alarm", "Late"),
        Alarm.EARLY: pgettext_lazy("alarm", "Early"),
    },
    "tip": {
        TipStatus.WAITING: pgettext_lazy("told to the desk", "Waits"),
        TipStatus.TAKEN_UP: pgettext_lazy("told to the desk", "Taken up"),
        TipStatus.ANSWERED: pgettext_lazy("told to the desk", "No incident"),
    },
    "log": {
        LogKind.OPENED: pgettext_lazy("incident log", "Opened"),
        LogKind.ATTACHED: pgettext_lazy("incident log", "Found again"),
        LogKind.ACKNOWLEDGED: pgettext_lazy("incident log", "Acknowledged"),
        LogKind.LAPSED: pgettext_lazy("incident log", "Acknowledged but not acted on: unanswered again"),
        LogKind.ESCALATED: pgettext_lazy("incident log", "Next rung told"),
        LogKind.FALLBACK: pgettext_lazy("incident log", "Nobody of the rung can be reached: in their stead"),
        LogKind.NOBODY: pgettext_lazy("incident log", "Nobody can be reached at the rung"),
        LogKind.TOLD_ALL: pgettext_lazy("incident log", "Nobody answers: everybody told again"),
        LogKind.NEAR: pgettext_lazy("incident log", "Due soon"),
        LogKind.MERGED: pgettext_lazy("incident log", "Goes on as"),
        LogKind.MERGED_IN: pgettext_lazy("incident log", "Goes on here:"),
        LogKind.UNMERGED: pgettext_lazy("incident log", "Goes on by itself again, no longer as"),
        LogKind.UNMERGED_OUT: pgettext_lazy("incident log", "Goes on by itself again:"),
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
        LogKind.LEARNT: pgettext_lazy("incident log", "Lesson"),
        LogKind.NOTHING_LEARNT: pgettext_lazy("incident log", "Nothing learnt"),
        LogKind.CLOSED: pgettext_lazy("incident log", "Closed"),
        LogKind.REVIEWED: pgettext_lazy("incident log", "Lessons on record"),
        LogKind.ARCHIVED: pgettext_lazy("incident log", "Archived"),
        LogKind.ROLE_TAKEN: pgettext_lazy("incident log", "Role taken"),
        LogKind.ROLE_HANDED_OVER: pgettext_lazy("incident log", "Role handed over"),
        LogKind.ROLE_TAKEN_OVER: pgettext_lazy("incident log", "Role taken over"),
        LogKind.ROLE_LAID_DOWN: pgettext_lazy("incident log", "Role laid down"),
        LogKind.CALLED_OUT: pgettext_lazy("incident log", "Departments called out"),
        LogKind.CALL_CONFIRMED: pgettext_lazy("incident log", "Department confirmed"),
        LogKind.CALL_KEYED: pgettext_lazy("incident log", "Department confirmed by telephone"),
        LogKind.CALL_WAIVED: pgettext_lazy("incident log", "Confirmation waived"),
        LogKind.CALL_UNREACHABLE: pgettext_lazy("incident log", "Liaison not reached"),
        LogKind.CALL_REPLACED: pgettext_lazy("incident log", "Another liaison called"),
        LogKind.CALL_OVERDUE: pgettext_lazy("incident log", "Department has not confirmed in time"),
        LogKind.SITUATION: pgettext_lazy("incident log", "Situation report"),
        LogKind.SITUATION_MISSED: pgettext_lazy("incident log", "Situation report missed"),
        LogKind.CHOSEN: pgettext_lazy("incident log", "County decided"),
        LogKind.CHOICE_CORRECTED: pgettext_lazy("incident log", "County's decision corrected"),
        LogKind.CHOICE_REVIEWED: pgettext_lazy("incident log", "County's decision reviewed"),
        LogKind.FILED: pgettext_lazy("incident log", "File added"),
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
        Purpose.CALL_OUT: pgettext_lazy("deadline", "Departments confirm"),
        Purpose.TACTICAL_REPORT: pgettext_lazy("deadline", "Tactical report"),
        Purpose.COMMAND_REPORT: pgettext_lazy("deadline", "Command report"),
    },
    "role": {
        Role.COMMANDER: pgettext_lazy("role", "Commander"),
        Role.DEPUTY: pgettext_lazy("role", "Deputy commander"),
        Role.ON_SCENE: pgettext_lazy("role", "Head on the scene"),
        Role.RECORDER: pgettext_lazy("role", "Recorder"),
        Role.CONTACT: pgettext_lazy("role", "Contact"),
        Role.SPOKESPERSON: pgettext_lazy("role", "Spokesperson"),
        Role.SECRECY: pgettext_lazy("role", "Secrecy"),
    },
    "leaving": {
        Leaving.HANDED_OVER: pgettext_lazy("role", "handed over"),
        Leaving.TAKEN_OVER: pgettext_lazy("role", "taken over by another"),
        Leaving.LAID_DOWN: pgettext_lazy("role", "laid down"),
        Leaving.LAPSED: pgettext_lazy("role", "lapsed: nothing was done"),
        Leaving.MOVED_UP: pgettext_lazy("role", "became commander"),
        Leaving.CLOSED: pgettext_lazy("role", "until the end"),
    },
    "part": {
        CallPart.LEAD: pgettext_lazy("call-out", "leads"),
        CallPart.SUPPORTING: pgettext_lazy("call-out", "supports"),
        CallPart.FURTHER: pgettext_lazy("call-out", "called beyond the plan"),
    },
    "situation": {
        SituationKind.TACTICAL: pgettext_lazy("situation", "Tactical report"),
        SituationKind.COMMAND: pgettext_lazy("situation", "Command report"),
    },
    "alert": {
        AlertType.ALERT: pgettext_lazy("warning", "New"),
        AlertType.UPDATE: pgettext_lazy("warning", "Update"),
        AlertType.CANCEL: pgettext_lazy("warning", "Taken back"),
    },
    "severity": {
        Severity.EXTREME: pgettext_lazy("warning", "Red"),
        Severity.SEVERE: pgettext_lazy("warning", "Orange"),
        Severity.MODERATE: pgettext_lazy("warning", "Yellow"),
        Severity.MINOR: pgettext_lazy("warning", "Blue"),
        Severity.UNKNOWN: pgettext_lazy("warning", "Unknown"),
    },
    "aside": {
        AlertAside.UNREADABLE: pgettext_lazy("warning set aside", "It is no XML that can be read safely."),
        AlertAside.TOO_LARGE: pgettext_lazy("warning set aside", "It is larger than 1 MiB."),
        AlertAside.INCOMPLETE: pgettext_lazy("warning set aside", "A part that CAP needs is missing or unknown."),
        AlertAside.WRONG_STATUS: pgettext_lazy(
            "warning set aside", "Exercises are for drills alone, and drills for exercises."
        ),
        AlertAside.OTHER_CONTENT: pgettext_lazy("warning set aside", "Its number is on record with other content."),
        AlertAside.EXAM_OVER: pgettext_lazy("warning set aside", "The exam is over."),
    },
    "left": {
        Blocker.STEP: pgettext_lazy("left to do", "Step not done"),
        Blocker.REQUEST: pgettext_lazy("left to do", "Request without an answer"),
        Blocker.CALL_OUT: pgettext_lazy("left to do", "Department has not confirmed"),
        Blocker.REPORT_UPWARD: pgettext_lazy("left to do", "Not reported to the city"),
        Blocker.LESSONS: pgettext_lazy("left to do", "No lesson on record, nor that there is none"),
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
def role_words(codes: list[str]) -> str:
    """Duties, in words."""
    known = roles()
    return "、".join(in_language(Name(known[code].zh, known[code].en)) if code in known else code for code in codes)


@register.filter
def origin_address(origin: Origin) -> str:
    """The page of what led to it."""
    return address_of(origin, origin.incident)


@register.filter
def party_word(code: str) -> str:
    """A party of a plan."""
    return in_language(parties()[code]) if code in parties() else code


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
    if kind in {
        LogKind.ESCALATED,
        LogKind.LAPSED,
        LogKind.ACKNOWLEDGED,
        LogKind.NOBODY,
        LogKind.CALL_OVERDUE,
    }:
        return rung_word(code)
    if kind in {LogKind.MERGED, LogKind.MERGED_IN, LogKind.UNMERGED, LogKind.UNMERGED_OUT}:
        return code
    if kind == LogKind.FALLBACK:
        return role_words([code])
    if kind in {LogKind.CALL_KEYED, LogKind.CALL_WAIVED, LogKind.CALL_UNREACHABLE, LogKind.CALL_REPLACED}:
        return party_word(code)
    table = CODE_TABLES.get(kind)
    return "" if table is None else word(code, table)


CODE_TABLES: dict[str, str] = {
    LogKind.OPENED: "level",
    LogKind.LEVEL_CHANGED: "level",
    LogKind.ATTACHED: "origin",
    LogKind.NOTED: "done",
    LogKind.OVERDUE: "purpose",
    LogKind.NEAR: "purpose",
    LogKind.CLOCK_PAUSED: "purpose",
    LogKind.CLOCK_RESUMED: "purpose",
    LogKind.REPORTED: "authority",
    LogKind.REQUESTED: "authority",
    LogKind.DECIDED: "authority",
    LogKind.ROLE_TAKEN: "role",
    LogKind.ROLE_HANDED_OVER: "role",
    LogKind.ROLE_TAKEN_OVER: "role",
    LogKind.ROLE_LAID_DOWN: "role",
    LogKind.SITUATION: "situation",
    LogKind.SITUATION_MISSED: "situation",
}
