"""How a tablet reads on a page: shape, word and tone together, never colour alone."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from kernel.errors import DomainError
from tablet.selectors.devices import DeviceShown

register = template.Library()


@register.inclusion_tag("kernel/badge.html")
def device_badge(one: DeviceShown) -> dict[str, str]:
    """Whether it is in use."""
    if one.device.revoked_since is not None:
        return {"tone": "bad", "shape": "✕", "word": _("Revoked")}
    return {"tone": "ok", "shape": "✓", "word": _("Enrolled")}


@register.simple_tag
def refusal_words(code: str) -> str:
    """Why an act was not taken, in the refusal's own words."""
    refusal = DomainError.by_code.get(code)
    return code if refusal is None else str(refusal.sentence)


@register.filter
def percent(share: float) -> str:
    """A share of one as a percentage."""
    return f"{round(share * 100)} %"
