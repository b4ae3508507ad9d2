"""How an evidence pack reads on its page: where it stands, what a worker is at, and why it was refused."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from kernel.errors import DomainError
from paper_custody.models.evidence import EvidencePack
from paper_custody.states.evidence import PackPart, PackStatus

register = template.Library()

PARTS: dict[str, str | Promise] = {
    PackPart.FACTS: pgettext_lazy("evidence", "Collecting the records with their proofs"),
    PackPart.FORMS: pgettext_lazy("evidence", "Printing the forms"),
    PackPart.SEALING: pgettext_lazy("evidence", "Closing the pack"),
}

# Word, tone and shape: never colour alone.
STATUSES: dict[str, tuple[str | Promise, str, str]] = {
    PackStatus.ASKED: (pgettext_lazy("evidence", "Waits for the background worker"), "quiet", "○"),
    PackStatus.BUILDING: (pgettext_lazy("evidence", "Being made"), "info", "◐"),
    PackStatus.READY: (pgettext_lazy("evidence", "Ready"), "ok", "✓"),
    PackStatus.REFUSED: (pgettext_lazy("evidence", "Refused"), "bad", "▲"),
    PackStatus.FAILED: (pgettext_lazy("evidence", "Could not be made: take it anew"), "bad", "▲"),
    PackStatus.REMOVED: (pgettext_lazy("evidence", "File removed"), "quiet", "–"),
}


def refused_words(pack: EvidencePack) -> str | Promise:
    """Why it was refused, in the reader's language; empty where it was not."""
    return "" if pack.refusal is None else DomainError.by_code[pack.refusal["code"]].sentence


@register.inclusion_tag("kernel/badge.html")
def pack_badge(status: str) -> dict[str, str | Promise]:
    """Where it stands."""
    word, tone, shape = STATUSES[status]
    return {"word": word, "tone": tone, "shape": shape}
