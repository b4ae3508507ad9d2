"""How seals read on a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paper_custody.states import ContainerKind, SealState
from paper_custody.templatetags.custody import KINDS

register = template.Library()

SORTS: dict[str, str | Promise] = {**KINDS, ContainerKind.BOX: _("Box")}
SEAL_STATES: dict[str, tuple[str, str, str | Promise]] = {
    SealState.APPLIED: ("ok", "✓", _("Whole")),
    SealState.BROKEN: ("info", "◇", _("Seal broken")),
    SealState.REPLACED: ("quiet", "↺", _("Seal replaced")),
}


@register.filter
def sort_name(kind: str) -> str | Promise:
    """What a seal closes, in words."""
    return SORTS.get(kind, kind)


@register.filter
def seal_state_name(state: str) -> str | Promise:
    """How a seal stands, in words."""
    return SEAL_STATES[state][2] if state in SEAL_STATES else state


@register.inclusion_tag("kernel/badge.html")
def seal_badge(state: str) -> dict[str, Any]:
    """How a seal stands."""
    tone, shape, word = SEAL_STATES[state]
    return {"tone": tone, "shape": shape, "word": word}
