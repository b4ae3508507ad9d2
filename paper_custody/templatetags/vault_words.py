"""How the secure room reads on a page: its states, its duties, and what watches it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from paper_custody.gateways.secure_room import RoomPoint
from paper_custody.states.secure_room import (
    Coverage,
    Duty,
    RoomEntry,
    RoomStatus,
    Round,
    SourceKind,
    SourceStatus,
    VisitStatus,
)

register = template.Library()

WORDS: dict[str, dict[str, str | Promise]] = {
    "status": {
        RoomStatus.NOT_ENABLED: pgettext_lazy("secure room", "Not enabled"),
        RoomStatus.ACCEPTED: pgettext_lazy("secure room", "Accepted"),
        RoomStatus.ENABLED: pgettext_lazy("secure room", "Enabled, empty"),
        RoomStatus.PAPERS_STORED: pgettext_lazy("secure room", "Papers stored"),
        RoomStatus.ANSWERS_ONLY: pgettext_lazy("secure room", "Answers only"),
        RoomStatus.CLEARED: pgettext_lazy("secure room", "Cleared"),
        RoomStatus.RETIRED: pgettext_lazy("secure room", "Out of use"),
    },
    "duty": {
        Duty.PATROL: _("Patrol by two"),
        Duty.PLAYBACK: _("Playback review"),
        Duty.DISTRIBUTION: _("Playback after the distribution"),
        Duty.JOINT_CHECK: _("Joint check"),
        Duty.HANDOVER: _("Shift handover"),
        Duty.ON_POST: _("Two on post"),
        Duty.STORAGE: _("Storage limit of two days"),
        SourceKind.ALARM: _("Alarm"),
        SourceKind.CAMERA: _("Camera"),
        SourceKind.RECORDING: _("Recording"),
    },
    "round": {
        Round.PATROL: _("Patrol by two"),
        Round.PLAYBACK: _("Playback review"),
        Round.JOINT_CHECK: _("Joint check"),
    },
    "unit": {"education": _("Education"), "police": _("Police"), "secrecy": _("Secrecy")},
    "entry": {
        RoomEntry.ACCEPTANCE: _("Acceptance"),
        RoomEntry.BEFORE_EXAM: _("Check two weeks before"),
        RoomEntry.ENABLED: pgettext_lazy("secure room", "Enabled"),
        RoomEntry.USED_OTHERWISE: _("Used for something else"),
        RoomEntry.LOCKS_CHANGED: _("Locks changed"),
        RoomEntry.RETIRED: pgettext_lazy("secure room", "Out of use"),
    },
    "kind": {
        SourceKind.ALARM: _("Alarm"),
        SourceKind.CAMERA: _("Camera"),
        SourceKind.RECORDING: _("Recording"),
    },
    "visit": {
        VisitStatus.BOOKED: pgettext_lazy("visit", "Booked"),
        VisitStatus.INSIDE: pgettext_lazy("visit", "Inside"),
        VisitStatus.LEFT: pgettext_lazy("visit", "Left"),
        VisitStatus.CALLED_OFF: pgettext_lazy("visit", "Called off"),
    },
    "coverage": {
        Coverage.FULL: pgettext_lazy("recording", "Full"),
        Coverage.PARTIAL: pgettext_lazy("recording", "Partial"),
        Coverage.NONE: pgettext_lazy("recording", "None"),
    },
    "why": {
        "too_large": _("Too large"),
        "not_json": _("Not readable"),
        "not_an_object": _("Not readable"),
        "status_unknown": _("State unknown"),
        "coverage_unknown": _("Coverage unknown"),
        "period_unreadable": _("Period not readable"),
        "id_number_written": _("Held an ID number; the text was not kept"),
    },
}
SOURCES: dict[str, tuple[str, str, str | Promise]] = {
    SourceStatus.UNKNOWN: ("quiet", "○", pgettext_lazy("watch", "Nothing heard yet")),
    SourceStatus.OK: ("ok", "✓", pgettext_lazy("watch", "Works")),
    SourceStatus.FAULT: ("bad", "▲", pgettext_lazy("watch", "Does not work")),
    SourceStatus.ALARM: ("bad", "▲", pgettext_lazy("watch", "Alarm")),
}
COVERAGES = {Coverage.FULL: ("ok", "✓"), Coverage.PARTIAL: ("warn", "◆"), Coverage.NONE: ("bad", "✕")}
VISITS = {VisitStatus.INSIDE: ("warn", "◆"), VisitStatus.BOOKED: ("info", "●")}


@register.filter
def vault_word(code: str, of: str) -> str | Promise:
    """A code of the secure room in words."""
    return WORDS[of].get(code, code)


@register.simple_tag
def vault_choices(of: str) -> list[tuple[str, str | Promise]]:
    """All codes of a kind with their words, to choose from."""
    return list(WORDS[of].items())


@register.filter
def point_words(point: RoomPoint) -> str:
    """A point of the checklist in the page's language."""
    return point.zh if (get_language() or "").startswith("zh") else point.en


@register.inclusion_tag("kernel/badge.html")
def source_badge(status: str) -> dict[str, Any]:
    """How a source stands."""
    tone, shape, word = SOURCES[status]
    return {"tone": tone, "shape": shape, "word": word}


@register.inclusion_tag("kernel/badge.html")
def coverage_badge(coverage: str) -> dict[str, Any]:
    """How much was recorded."""
    tone, shape = COVERAGES[Coverage(coverage)]
    return {"tone": tone, "shape": shape, "word": WORDS["coverage"][coverage]}


@register.inclusion_tag("kernel/badge.html")
def visit_badge(status: str) -> dict[str, Any]:
    """How a visit stands."""
    tone, shape = VISITS.get(VisitStatus(status), ("quiet", "○"))
    return {"tone": tone, "shape": shape, "word": WORDS["visit"][status]}


@register.inclusion_tag("kernel/stepper.html")
def room_stepper(status: str) -> dict[str, Any]:
    """Where the room stands in its life."""
    order = list(RoomStatus)
    here = order.index(RoomStatus(status))
    states = ["done" if at < here else "current" if at == here else "ahead" for at in range(len(order))]
    words = WORDS["status"]
    return {"steps": [{"label": words[one], "state": state} for one, state in zip(order, states, strict=True)]}
