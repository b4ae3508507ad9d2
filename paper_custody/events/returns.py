"""Facts of what should be back and is not. For those who follow the escorts."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class ReturnMissed(DomainEvent):
    """A venue's papers of a session were due in the secure room, signed for by both, and some are not.

    ``bags`` are all that are still out. ``escort`` is the run that has every one of them, where there is one.
    """

    sentence = _("Papers that went out are not back in time")
    audience = "escort"

    venue: str
    session: str
    due_at: dt.datetime
    bags: tuple[str, ...]
    escort: UUID | None
