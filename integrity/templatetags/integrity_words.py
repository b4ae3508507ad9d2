"""Codes of irregularity records in the words of the page's language: 疑似, 已记录, 拟报, and never a verdict."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from incidents.gateways.irregularities import EvidenceRule, IrregularityCode
from incidents.templatetags.incident_words import in_language
from integrity.states import GivenTo, RecordStatus

register = template.Library()

WORDS: dict[str, Mapping[str, str | Promise]] = {
    "status": {
        RecordStatus.SUSPECTED: pgettext_lazy("irregularity", "Suspected"),
        RecordStatus.RECORDED: pgettext_lazy("irregularity", "Recorded"),
        RecordStatus.PROPOSED: pgettext_lazy("irregularity", "To be reported"),
    },
    "given_to": {
        GivenTo.CANDIDATE: _("The candidate"),
        GivenTo.GUARDIAN: _("A parent or guardian"),
        GivenTo.SCHOOL: _("The candidate's school"),
        GivenTo.POLICE: _("The police"),
        GivenTo.EXAM_OFFICE: _("The county's exam office"),
    },
    "count": {
        "violations": _("Irregularities (W5)"),
        "malpractice": _("Suspected malpractice (Z6, Z7)"),
        "disorder": _("Disorder (R8)"),
        "staff_violations": _("Staff (S13, S14)"),
    },
}
BADGES: dict[str, tuple[str, str]] = {
    RecordStatus.SUSPECTED: ("warn", "◆"),
    RecordStatus.RECORDED: ("info", "■"),
    RecordStatus.PROPOSED: ("good", "▲"),
}
DIGITS = "〇一二三四五六七八九"


@register.filter
def recorded_as(code: str, of: str) -> str:
    """A code in words: ``{{ record.status|recorded_as:"status" }}``."""
    return str(WORDS[of].get(code, code))


@register.filter
def status_tone(status: str) -> str:
    """The tone of its badge."""
    return BADGES[status][0]


@register.filter
def status_shape(status: str) -> str:
    """The shape of its badge: never colour alone."""
    return BADGES[status][1]


@register.filter
def code_words(code: IrregularityCode) -> str:
    """A code as it is called: ``W5-1`` and what it says."""
    return f"{code.code} {in_language(code.name)}"


@register.filter
def article_words(code: IrregularityCode) -> str:
    """Where it stands in the order: article, and point where there is one."""
    point = code.code.partition("-")[2]
    if (get_language() or "zh").startswith("zh"):
        return f"第{_numeral(int(code.article.article))}条" + (f"第（{_numeral(int(point))}）项" if point else "")
    article = gettext("art. %(article)s") % {"article": code.article.article}
    return f"{article} ({point})" if point else article


def _numeral(number: int) -> str:
    """A number up to 19 as an article has it in Chinese."""
    return DIGITS[number] if number < 10 else "十" + (DIGITS[number - 10] if number > 10 else "")


@register.filter
def rule_words(rule: EvidenceRule) -> str:
    """A rule of evidence in the page's language."""
    return in_language(rule.name)


@register.filter
def signed_span(value: int) -> str:
    """A difference with its sign."""
    return f"{value:+d}"
