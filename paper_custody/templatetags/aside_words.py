"""How acts on bags out of the flow read on a page."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from paper_custody.states import Step

register = template.Library()

ACTS: dict[str, str | Promise] = {
    Step.ISOLATE: _("Lock bags"),
    Step.RELEASE: _("Release bags"),
    Step.VOID: _("Declare bags void"),
}
DONE: dict[str, str | Promise] = {
    Step.ISOLATE: _("Locked, signed for by both. Two people stay with it; report it as an incident now."),
    Step.RELEASE: _("Released. The bags go on from where they were locked."),
    Step.VOID: _("Declared void. Their history stays."),
}


@register.filter
def aside_name(code: str) -> str | Promise:
    """An act on bags out of the flow, in words."""
    return ACTS.get(code, code)


@register.filter
def aside_done(code: str) -> str | Promise:
    """What to say once it is on record."""
    return DONE[code]
