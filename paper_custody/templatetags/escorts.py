"""How gates, calls, alarms, routes and fixes of escorts read on a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from paper_custody.states import Direction
from paper_custody.states.positions import AlarmKind, Aside, Standing
from paper_custody.states.roads import GateStatus, RouteStatus, VoiceAnswer

register = template.Library()

Badge = tuple[str, str, str | Promise]

GATES: dict[str, Badge] = {
    GateStatus.WAITING: ("quiet", "○", pgettext_lazy("gate", "To be passed")),
    GateStatus.ON_TIME: ("ok", "✓", pgettext_lazy("gate", "In time")),
    GateStatus.EARLY: ("bad", "▲", pgettext_lazy("gate", "Too early")),
    GateStatus.MISSED: ("bad", "▲", pgettext_lazy("gate", "Expected, not there")),
    GateStatus.LATE: ("warn", "◆", pgettext_lazy("gate", "Late")),
}
ALARMS: dict[str, Badge] = {
    AlarmKind.DEVIATED: ("bad", "▲", _("Outside its corridor")),
    AlarmKind.STOPPED: ("bad", "▲", _("Stopped where it may not")),
    AlarmKind.SILENT: ("bad", "▲", _("No position")),
    "unheard": ("bad", "▲", _("Not heard in time")),
    "approved": ("ok", "✓", _("Approved by the secrecy office")),
}
ROUTES: dict[str, Badge] = {
    RouteStatus.DRAWN: ("warn", "◆", pgettext_lazy("route", "Waits for approval")),
    RouteStatus.APPROVED: ("ok", "✓", pgettext_lazy("route", "Approved")),
}
STANDINGS: dict[str, Badge] = {
    Standing.LIVE: ("ok", "●", pgettext_lazy("position", "Live")),
    Standing.LATE: ("quiet", "○", pgettext_lazy("position", "Came late")),
    Standing.FUTURE: ("warn", "◆", pgettext_lazy("position", "Ahead of the clock")),
}
ANSWERS: dict[str, str | Promise] = {
    VoiceAnswer.ALL_WELL: _("All well"),
    VoiceAnswer.TROUBLE: _("Trouble"),
    VoiceAnswer.NO_ANSWER: _("No answer"),
}
DIRECTIONS: dict[str, str | Promise] = {
    Direction.OUTWARD: _("To the venue"),
    Direction.RETURN: _("Back to the county"),
}
ASIDE: dict[str, str | Promise] = {
    Aside.NOT_APPROVED: _("No approval in force"),
    Aside.UNKNOWN_DEVICE: _("Device bound to no vehicle"),
    Aside.NO_DEVICE_ID: _("Does not say whose it is"),
    Aside.UNREADABLE: _("Cannot be read"),
    Aside.TOO_LARGE: _("Too large"),
}
SHORT = 12


@register.inclusion_tag("kernel/badge.html")
def gate_badge(status: str) -> dict[str, Any]:
    """How a time gate was passed."""
    return _badge(GATES[status])


@register.inclusion_tag("kernel/badge.html")
def alarm_badge(kind: str) -> dict[str, Any]:
    """What is wrong with a run."""
    return _badge(ALARMS[kind])


@register.inclusion_tag("kernel/badge.html")
def route_badge(status: str) -> dict[str, Any]:
    """Whether a route counts."""
    return _badge(ROUTES[status])


@register.inclusion_tag("kernel/badge.html")
def standing_badge(standing: str) -> dict[str, Any]:
    """How a fix stands to the present."""
    return _badge(STANDINGS[standing])


@register.filter
def answer_name(answer: str) -> str | Promise:
    """What a call brought, in words."""
    return ANSWERS.get(answer, answer)


@register.filter
def direction_name(direction: str) -> str | Promise:
    """Which way, in words."""
    return DIRECTIONS.get(direction, direction)


@register.filter
def aside_name(reason: str) -> str | Promise:
    """Why a body is no position, in words."""
    return ASIDE.get(reason, reason)


@register.filter
def short_hash(digest: bytes) -> str:
    """The beginning of a hash: enough to find it again."""
    return bytes(digest).hex()[:SHORT]


def _badge(told: Badge) -> dict[str, Any]:
    tone, shape, word = told
    return {"tone": tone, "shape": shape, "word": word}
