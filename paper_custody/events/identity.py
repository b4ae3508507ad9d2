"""Facts of which papers are the right ones."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class PaperSetNamed(DomainEvent):
    """Which set of papers is used for a subject was decided above, and recorded here."""

    sentence = _("Which set of papers is used was recorded")

    session: str
    subject: str
    paper_set: str
    words_hash: str
