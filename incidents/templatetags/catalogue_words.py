"""The catalogue in the words of the page's language: limits, moments, where a rule comes from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.gateways import Condition, Name, Pictures, Plan, PlanStep
from incidents.gateways.irregularities import About
from incidents.gateways.plans import SPARE_CHAIN
from incidents.states import Level, Window
from incidents.templatetags.incident_words import in_language, party_words, word

register = template.Library()

WINDOWS: dict[Window, Promise] = {
    Window.LATEST_ENTRY: _("by the latest entry"),
    Window.LAST_CARD_CHANGE: _("by the last change of cards"),
}
PICTURES: dict[Pictures, Promise] = {
    Pictures.REFUSED: pgettext_lazy("pictures", "Refused"),
    Pictures.BY_PERMISSION: pgettext_lazy("pictures", "Only with the secrecy post's document on record"),
}
ABOUT: dict[About, Promise] = {
    About.CANDIDATE: pgettext_lazy("order 33", "Candidates"),
    About.STAFF: pgettext_lazy("order 33", "Staff"),
    About.VENUE: pgettext_lazy("order 33", "The venue"),
    About.OTHER: pgettext_lazy("order 33", "Others"),
}
# A plan or procedure that a step speaks of. S13-1 is a code of Order 33 and none of ours.
NAMED = re.compile(r"\b([A-IS]\d\d)\b(?!-)", re.ASCII)


@register.filter
def said(name: Name) -> str:
    """A name in the page's language."""
    return in_language(name)


@register.filter
def titled(plan: Plan) -> str:
    """A plan as it is called: code and name."""
    return f"{plan.code} {in_language(plan.name)}"


@register.filter
def length_words(length: dt.timedelta | None) -> str:
    """A length of time as people say it."""
    if length is None:
        return "–"
    seconds = int(length.total_seconds())
    if seconds == 0:
        return gettext("at once")
    if seconds % 3600 == 0:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // 3600) % {"n": seconds // 3600}
    if seconds % 60 == 0:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}


@register.filter
def limit_words(step: PlanStep) -> str:
    """By when a step is due, under each condition."""
    if step.by is not None:
        return gettext("by %(moment)s") % {"moment": step.by.text}
    if step.window is not None:
        return str(WINDOWS[step.window])
    if step.every is not None:
        return gettext("every %(length)s") % {"length": length_words(step.every)}
    return length_words(step.within)


@register.filter
def picture_words(pictures: Pictures) -> str:
    """Whether a picture may be added."""
    return str(PICTURES[pictures])


@register.filter
def about_words(about: About) -> str:
    """Whom an article is about."""
    return str(ABOUT[about])


@register.filter
def linked(words: str) -> SafeString:
    """The words with every plan and procedure that they name as a link to it."""
    parts = NAMED.split(words)
    pieces = [(part, number % 2 == 1) for number, part in enumerate(parts) if part]
    return format_html_join("", "{}", ((_piece(part, named=named),) for part, named in pieces))


def _piece(part: str, *, named: bool) -> SafeString | str:
    if not named:
        return part
    return format_html('<a href="{}">{}</a>', reverse("plan", args=[part]), part)


@register.filter
def limits_when(step: PlanStep, conditions: tuple[Condition, ...]) -> list[str]:
    """The limits of a step under the plan's conditions."""
    names = {one.code: in_language(one.name) for one in conditions}
    return [f"{names.get(code, code)}：{length_words(length)}" for code, length in step.within_when.items()]


@register.filter
def party_word(code: str) -> str:
    """One who acts."""
    return party_words([code])


@register.filter
def authority_word(code: str) -> str:
    """A level that is asked or decides; the chain for spares is the exam preset's."""
    return gettext("the province's chain for spares") if code == SPARE_CHAIN else word(code, "authority")


@register.filter
def under(table: Mapping[Level, dt.timedelta | None], level: Level) -> dt.timedelta | None:
    """What a table by level says of one."""
    return table[level]
