"""Facts of what was done on paper or told on the phone. Weaker than a handover, and never mistaken for one."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class HandoverEnteredFromPaper(DomainEvent):
    """Two clerks entered a handover that was signed on paper. ``signed_at`` is the time on the form."""

    sentence = _("A handover on paper was entered afterwards")
    audience = "escort"

    form: str
    step: str
    bags: tuple[str, ...]
    venues: tuple[str, ...]
    left_out: tuple[str, ...]
    escort: UUID | None
    signed_at: dt.datetime
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class PaperCallKeyed(DomainEvent):
    """A call about papers was keyed in. A mark: nobody has signed for anything."""

    sentence = _("A call about papers was keyed in")
    audience = "escort"

    call: UUID
    told: str
    venue: str
    session: str
    called_at: dt.datetime
