"""How locks, keys and codes read on a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.states import Approver
from paper_custody.states.decisions import DecidedBy, Verdict
from paper_custody.states.failures import FailureCause, FailureStatus, SealDisposal
from paper_custody.states.keys import CodeChannel, KeyForm, KeyStatus, LockKind
from paper_custody.states.spares import SpareCause

register = template.Library()

LOCK_KINDS: dict[str, str | Promise] = {
    LockKind.DOOR: pgettext_lazy("lock", "Door"),
    LockKind.CABINET: pgettext_lazy("lock", "Cabinet"),
    LockKind.CARGO_DOOR: pgettext_lazy("lock", "Cargo door"),
    LockKind.BOX: pgettext_lazy("lock", "Box"),
}
KEY_FORMS: dict[str, str | Promise] = {KeyForm.KEY: _("Key"), KeyForm.BAG: _("Sealed key bag")}
CHANNELS: dict[str, str | Promise] = {
    CodeChannel.SEALED_LETTER: _("Sealed letter"),
    CodeChannel.IN_PERSON: _("In person"),
    CodeChannel.SECURE_PHONE: _("Secure telephone"),
    CodeChannel.AT_THE_TIME: _("Released at the set time"),
}
ACTS: dict[str, str | Promise] = {
    "issue": _("Issue from the safe"),
    "hand_over": _("Hand a key over"),
    "return": _("Return to the safe"),
    "code_received": _("A code was received"),
    "code_changed": _("A code was changed"),
    "register": _("Register a lock"),
}
KEYS: dict[str, tuple[str, str, str | Promise]] = {
    KeyStatus.IN_SAFE: ("ok", "✓", _("In the safe")),
    KeyStatus.HELD: ("info", "●", _("In hands")),
    KeyStatus.LOST: ("bad", "▲", _("Lost")),
}

FAILURES: dict[str, tuple[str, str, str | Promise]] = {
    FailureStatus.REPORTED: ("bad", "▲", _("Reported, waits for a decision")),
    FailureStatus.GRANTED: ("warn", "◆", _("Force allowed")),
    FailureStatus.REFUSED: ("bad", "✕", _("Force refused")),
    FailureStatus.OPENED: ("ok", "✓", _("Opened without force")),
    FailureStatus.FORCED: ("info", "●", _("Broken open")),
}
WORDS: dict[str, str | Promise] = {
    FailureCause.TIME_LOCK: _("The time lock does not open"),
    FailureCause.KEY_DAMAGED: _("The key is damaged"),
    FailureCause.KEY_LOST: _("The key is lost"),
    FailureCause.CODE_REFUSED: _("The lock refuses its code"),
    FailureCause.JAMMED: _("The lock is jammed"),
    SealDisposal.KEPT_SEALED: _("Sealed in an envelope and kept"),
    SealDisposal.GIVEN_TO_POLICE: _("Given to the police"),
    SealDisposal.GIVEN_TO_SECRECY: _("Given to the secrecy bureau"),
    SpareCause.MISPRINT: _("Misprint"),
    SpareCause.PAGES_MISSING: _("Pages missing"),
    SpareCause.SOILED: _("Soiled"),
    SpareCause.TORN: _("Torn"),
    SpareCause.WRONGLY_FILLED: _("Filled in wrongly"),
    Approver.VENUE_HEAD: pgettext_lazy("approver", "Chief examiner"),
    Approver.COUNTY: pgettext_lazy("approver", "County"),
    Approver.PROVINCE: pgettext_lazy("approver", "Province"),
    DecidedBy.PHONE: _("By telephone"),
    DecidedBy.DOCUMENT: _("In writing"),
    Verdict.GRANTED: pgettext_lazy("verdict", "Allowed"),
    Verdict.REFUSED: pgettext_lazy("verdict", "Refused"),
    "report": _("Report it"),
    "ask": _("Ask the county"),
    "force": _("Open by force, two people"),
    "lost": _("Time lost"),
}


@register.filter
def opening_word(code: str) -> str | Promise:
    """A cause, a disposal, an authority, a channel, a verdict or a step of the procedure in words."""
    return WORDS.get(code) or CHANNELS.get(code, code)


@register.inclusion_tag("kernel/badge.html")
def failure_badge(status: str) -> dict[str, Any]:
    """How far the procedure of a lock that does not open is."""
    tone, shape, word = FAILURES[status]
    return {"tone": tone, "shape": shape, "word": word}


@register.filter
def lock_kind_name(code: str) -> str | Promise:
    """A kind of lock in words."""
    return LOCK_KINDS.get(code, code)


@register.filter
def key_form_name(code: str) -> str | Promise:
    """A key or a bag of keys in words."""
    return KEY_FORMS.get(code, code)


@register.filter
def channel_name(code: str) -> str | Promise:
    """By which way a code came, in words."""
    return CHANNELS.get(code, code)


@register.filter
def key_act_name(code: str) -> str | Promise:
    """An act on keys or codes in words."""
    return ACTS.get(code, code)


@register.inclusion_tag("kernel/badge.html")
def key_badge(status: str) -> dict[str, Any]:
    """Where a key is."""
    tone, shape, word = KEYS[status]
    return {"tone": tone, "shape": shape, "word": word}
