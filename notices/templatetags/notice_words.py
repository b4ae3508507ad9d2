"""How notices read on a page: shape, word and tone together, never colour alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.templatetags.own_words import subject_word
from notices.selectors.calls import Result
from notices.selectors.inbox import DutyShown
from notices.selectors.sent import Reached
from notices.states import AttemptStatus, Called, Matter, NoticeKind, Why
from organisation.gateways import roles
from paper_custody.templatetags.vault_words import vault_word
from venues.gateways import gate_rules
from venues.states import Gate
from venues.templatetags.venue_words import report_word

register = template.Library()

Badge = tuple[str, str, str | Promise]

KINDS: dict[NoticeKind, str | Promise] = {
    NoticeKind.OPENED: _("An incident waits for somebody to answer"),
    NoticeKind.ESCALATED: _("Nobody has answered: it has come to you"),
    NoticeKind.LAPSED: _("Answered, but nothing was done: it is unanswered again"),
    NoticeKind.OVERDUE: _("A time limit has passed"),
    NoticeKind.EVERYBODY: _("Nobody answers: everybody is told again"),
    NoticeKind.NEAR: _("A time limit is near"),
    NoticeKind.CALLED_OUT: _("Your unit is called out: confirm"),
    NoticeKind.DUTY_NEAR: _("Due soon, and yours to do"),
    NoticeKind.DUTY_LATE: _("Not done in time"),
    NoticeKind.DUTY_ASKED: _("Waits for your approval"),
    NoticeKind.TEST: _("Test of the call tree: press “Seen”, nothing else"),
}


def gate_name(code: str) -> str:
    """A readiness gate."""
    rule = gate_rules()[Gate(code)]
    return rule.zh if (get_language() or "").startswith("zh") else rule.en


def own_text_name(code: str) -> str:
    """A text by what it is of; many by how many they are."""
    if code.isdigit():
        return ngettext("%(n)s text", "%(n)s texts", int(code)) % {"n": code}
    return subject_word(code)


def vault_duty(code: str) -> str | Promise:
    """A duty of the secure room."""
    return vault_word(code, "duty")


MATTERS: dict[Matter, str | Promise] = {
    Matter.MILESTONE: pgettext_lazy("duty", "Line of the minute table"),
    Matter.PAPER_MILESTONE: pgettext_lazy("duty", "Line of the minute table about papers"),
    Matter.REPORT: pgettext_lazy("duty", "Session report"),
    Matter.GATE: pgettext_lazy("duty", "Readiness gate to be looked at again"),
    Matter.VAULT_DUTY: pgettext_lazy("duty", "Duty of the secure room"),
    Matter.ESCORT: pgettext_lazy("duty", "Arrival of an escort"),
    Matter.VOICE_CHECK: pgettext_lazy("duty", "Call to an escort"),
    Matter.RETURN: pgettext_lazy("duty", "Return of papers to the secure room"),
    Matter.CONVOY: pgettext_lazy("duty", "Arrival of the convoy from the city"),
    Matter.LEFTOVERS: pgettext_lazy("duty", "Kept papers may soon be destroyed"),
    Matter.ACTION: pgettext_lazy("duty", "Corrective action no."),
    Matter.TRIAGE: pgettext_lazy("duty", "What was told to the desk, no."),
    Matter.OWN_TEXT: pgettext_lazy("duty", "Text of the county's own:"),
}
# What the code of a duty is called, and the page where it can be done.
CODES: dict[Matter, Callable[[str], str | Promise]] = {
    Matter.REPORT: report_word,
    Matter.GATE: gate_name,
    Matter.VAULT_DUTY: vault_duty,
    Matter.ACTION: str,
    Matter.TRIAGE: str,
    Matter.OWN_TEXT: own_text_name,
}
PAGES: dict[Matter, str] = {
    Matter.VAULT_DUTY: "vault",
    Matter.ESCORT: "escorts",
    Matter.VOICE_CHECK: "escorts",
    Matter.RETURN: "escorts",
    Matter.CONVOY: "escorts",
    Matter.LEFTOVERS: "leftovers",
    Matter.TRIAGE: "triage",
    Matter.OWN_TEXT: "catalogue_own",
}
REACHED: dict[Reached, Badge] = {
    Reached.WAITING: ("quiet", "○", pgettext_lazy("message", "Waiting")),
    Reached.UNDER_WAY: ("info", "◐", pgettext_lazy("message", "Being sent")),
    Reached.SENT: ("warn", "◆", pgettext_lazy("message", "Sent, not seen yet")),
    Reached.UNKNOWN: ("warn", "?", pgettext_lazy("message", "Unknown whether it went out")),
    Reached.SEEN: ("ok", "✓", pgettext_lazy("message", "Seen")),
    Reached.NOT_NEEDED: ("quiet", "–", pgettext_lazy("message", "Not needed any more")),
    Reached.NOT_REACHED: ("bad", "✕", pgettext_lazy("message", "Not reached: call")),
}
ATTEMPTS: dict[AttemptStatus, Badge] = {
    AttemptStatus.SENDING: ("info", "◐", pgettext_lazy("message", "Being sent")),
    AttemptStatus.SENT: ("ok", "✓", pgettext_lazy("attempt", "Taken by the provider")),
    AttemptStatus.FAILED: ("bad", "✕", pgettext_lazy("attempt", "Failed")),
    AttemptStatus.UNKNOWN: ("warn", "?", pgettext_lazy("attempt", "Unknown")),
}
WHY: dict[Why, str | Promise] = {
    Why.NONE: "",
    Why.REFUSED: _("The provider refused it."),
    Why.NO_ANSWER: _("The provider did not answer in time."),
    Why.UNREADABLE: _("The provider's address cannot be read: tell the IT office."),
    Why.NOT_TRIED: _("Not tried: the provider was busy, or did not answer others."),
    Why.SENDER_DIED: _("The process that sent it ended before it could say."),
}
RESULTS: dict[Result, Badge] = {
    Result.REACHED: ("ok", "✓", pgettext_lazy("call test", "Reached")),
    Result.BY_PHONE: ("ok", "☎", pgettext_lazy("call test", "Reached by phone")),
    Result.WRONG_PHONE: ("bad", "✕", pgettext_lazy("call test", "Wrong phone number")),
    Result.NOT_REACHED: ("warn", "▲", pgettext_lazy("call test", "Not reached yet")),
    Result.NO_CHANNEL: ("warn", "○", pgettext_lazy("call test", "No channel, not logged in yet: call")),
}
CALLED: dict[Called, str | Promise] = {
    Called.REACHED: pgettext_lazy("call test", "It was he"),
    Called.NO_ANSWER: pgettext_lazy("call test", "Nobody answered"),
    Called.WRONG_NUMBER: pgettext_lazy("call test", "Not his number"),
}


@register.filter
def notice_word(kind: NoticeKind) -> str:
    """Why somebody is told."""
    return str(KINDS[kind])


@register.filter
def duty_word(duty: DutyShown) -> str:
    """What is owed, with the name that it has there."""
    if duty.line is not None:
        zh, en = duty.line
        return zh if (get_language() or "").startswith("zh") else en
    named = CODES.get(duty.matter)
    return " ".join([str(MATTERS[duty.matter]), *([] if named is None else [str(named(duty.code))])])


@register.filter
def duty_page(duty: DutyShown) -> str:
    """Where it can be done."""
    if duty.matter == Matter.ACTION:
        return reverse("corrective_action", args=[duty.code])
    if duty.matter in PAGES:
        return reverse(PAGES[duty.matter])
    return reverse("venue", args=[duty.place.code])


@register.filter
def why_word(why: str) -> str:
    """Why an attempt came to nothing."""
    return str(WHY[Why(why)])


@register.filter
def role_word(role: str) -> str:
    """A duty by its name."""
    known = roles().get(role)
    if known is None:
        return role
    return known.zh if (get_language() or "").startswith("zh") else known.en


@register.inclusion_tag("kernel/badge.html")
def reached_badge(reached: Reached) -> dict[str, Any]:
    """How far a message has come."""
    return _badge(REACHED[reached])


@register.inclusion_tag("kernel/badge.html")
def attempt_badge(status: str) -> dict[str, Any]:
    """What became of an attempt."""
    return _badge(ATTEMPTS[AttemptStatus(status)])


@register.inclusion_tag("kernel/badge.html")
def result_badge(result: Result) -> dict[str, Any]:
    """What a test found."""
    return _badge(RESULTS[result])


@register.simple_tag
def call_choices() -> list[tuple[str, str]]:
    """What may come of a call."""
    return [(code.value, str(name)) for code, name in CALLED.items()]


def _badge(badge: Badge) -> dict[str, Any]:
    tone, shape, word = badge
    return {"tone": tone, "shape": shape, "word": word}
