"""How states of venues read on a page: shape, word and tone together, never colour alone."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from venues.selectors.board import MilestoneTold, ReportTold
from venues.states import EquipmentKind, GateState, MilestoneState, ReportStatus, RoomKind, Timing

register = template.Library()

Badge = tuple[str, str, str | Promise]

MILESTONES: dict[MilestoneState, Badge] = {
    MilestoneState.WAITING: ("quiet", "○", gettext_lazy("To come")),
    MilestoneState.DUE: ("info", "◐", gettext_lazy("Now")),
    MilestoneState.DONE: ("ok", "✓", gettext_lazy("Done")),
    MilestoneState.LATE: ("warn", "▲", gettext_lazy("Late, not told")),
    MilestoneState.VERY_LATE: ("bad", "▲", gettext_lazy("Very late, not told")),
    MilestoneState.SILENT: ("bad", "✕", gettext_lazy("Venue silent")),
}
REPORTS: dict[ReportStatus, Badge] = {
    ReportStatus.WAITING: ("quiet", "○", gettext_lazy("Not due")),
    ReportStatus.OVERDUE: ("bad", "▲", gettext_lazy("Overdue")),
    ReportStatus.RECEIVED: ("ok", "✓", gettext_lazy("Received")),
}
GATES: dict[GateState, Badge] = {
    GateState.READY: ("ok", "✓", gettext_lazy("In order")),
    GateState.NOT_READY: ("bad", "✕", gettext_lazy("Not in order")),
    GateState.EXPIRED: ("quiet", "◌", gettext_lazy("Look again")),
    GateState.UNSET: ("quiet", "○", gettext_lazy("Not looked at")),
}
EQUIPMENT: dict[EquipmentKind, str | Promise] = {
    EquipmentKind.GATE: gettext_lazy("Smart gate"),
    EquipmentKind.JAMMER: gettext_lazy("Jammer"),
    EquipmentKind.CAMERA: gettext_lazy("Camera"),
    EquipmentKind.CLOCK: gettext_lazy("Clock"),
    EquipmentKind.ID_TERMINAL: gettext_lazy("ID terminal"),
    EquipmentKind.DETECTOR: gettext_lazy("Metal detector"),
    EquipmentKind.BROADCAST: gettext_lazy("Broadcast"),
    EquipmentKind.PLAYER: gettext_lazy("Listening player"),
    EquipmentKind.GENERATOR: gettext_lazy("Generator"),
}
ROOMS: dict[RoomKind, str | Promise] = {
    RoomKind.STANDARD: gettext_lazy("Standard room"),
    RoomKind.SPARE: gettext_lazy("Spare room"),
    RoomKind.HOLDING: gettext_lazy("Holding area"),
    RoomKind.ISOLATION: gettext_lazy("Isolation room"),
}
REPORT_NAMES: dict[str, str | Promise] = {
    "R0": gettext_lazy("Readiness report"),
    "R1": gettext_lazy("Flash report"),
    "R2": gettext_lazy("Session report"),
}


def _context(badge: Badge) -> dict[str, Any]:
    tone, shape, word = badge
    return {"tone": tone, "shape": shape, "word": word}


@register.simple_tag
def worded(zh: str, en: str) -> str:
    """A name of the catalogue in the page's language."""
    return zh if (get_language() or "zh").startswith("zh") else en


@register.inclusion_tag("kernel/badge.html")
def milestone_badge(line: MilestoneTold) -> dict[str, Any]:
    """Where a milestone stands; a told one with how far it was off."""
    if line.state == MilestoneState.DONE and line.timing != Timing.ON_TIME:
        early = line.timing == Timing.EARLY
        tone = "bad" if line.timing == Timing.VERY_LATE else "warn"
        return _context((tone, "◆", _("Early by %s") % off(line) if early else _("Late by %s") % off(line)))
    return _context(MILESTONES[line.state])


@register.simple_tag
def off(line: MilestoneTold) -> str:
    """How far a milestone was off its plan, in seconds or minutes."""
    seconds = abs(line.seconds_off or 0)
    if seconds < 120:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    minutes = seconds // 60
    return ngettext("%d minute", "%d minutes", minutes) % minutes


@register.inclusion_tag("kernel/badge.html")
def report_badge(report: ReportTold) -> dict[str, Any]:
    """Where a report stands; a keyed one until a second person has confirmed it."""
    if report.unconfirmed:
        return _context(("warn", "◆", _("Keyed, not confirmed")))
    return _context(REPORTS[report.state])


@register.inclusion_tag("kernel/badge.html")
def gate_badge(state: GateState) -> dict[str, Any]:
    """How a gate stands."""
    return _context(GATES[state])


@register.filter
def equipment_word(kind: str) -> str:
    """A kind of equipment in words."""
    return str(EQUIPMENT[EquipmentKind(kind)])


@register.filter
def room_word(kind: str) -> str:
    """A kind of room in words."""
    return str(ROOMS[RoomKind(kind)])


@register.filter
def report_word(kind: str) -> str:
    """A kind of report in words."""
    return str(REPORT_NAMES[kind])
