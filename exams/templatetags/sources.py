"""Where a rule comes from, as pages say it."""

from __future__ import annotations

import re

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

MARKS: dict[str, Promise] = {
    "F": _("found in a public source"),
    "GK": _("general knowledge"),
    "P": _("proposed here, yours to change"),
}
MARK = re.compile(r"\b(F|GK|P)\b", re.ASCII)


@register.filter
def source_words(source: str) -> str:
    """Where a rule comes from: its marks in words. What they are about stands in the catalogue in English only."""
    if not (get_language() or "zh").startswith("zh"):
        return source
    marks = dict.fromkeys(MARK.findall(source))
    return "；".join(str(MARKS[mark]) for mark in marks) or source
