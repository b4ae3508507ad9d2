"""The ten points of a handover, on its form and on a bag's way."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paper_custody.gateways.points import HandoverPoint, HandoverPoints, handover_points

register = template.Library()


@register.simple_tag(name="handover_points")
def points_to_look_at() -> HandoverPoints:
    """The list as it is now."""
    return handover_points()


@register.filter
def in_words(point: HandoverPoint) -> str:
    """A point in the reader's language."""
    return point.en if get_language() == "en" else point.zh


@register.filter
def points_sentence(amiss: Mapping[str, str]) -> str:
    """What both sides found: all in order, or all but some."""
    if not amiss:
        return _("Ten points: all in order")
    named = {point.code: point for point in handover_points().points}
    remarks = [f"({named[code].number}) {words}" if code in named else words for code, words in sorted(amiss.items())]
    return _("Ten points: in order, except %(remarks)s") % {"remarks": "；".join(remarks)}
