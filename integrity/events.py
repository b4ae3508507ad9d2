"""Facts of irregularity records. They tell of codes and of records' numbers, never of a seat, a ticket or a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent

# No channel of the board: that something was recorded at a venue is for the named roles of it alone.
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class IrregularityEntered(DomainEvent):
    """A form that two invigilators signed on paper was entered. ``hash`` commits to all that it says."""

    audience = NOBODY
    sentence = _("An irregularity was entered")

    record: UUID
    venue: str
    session: str
    number: int
    code: str
    signers: int
    items: int
    hash: str


@dataclass(frozen=True, slots=True)
class IrregularityCorrected(DomainEvent):
    """A new entry takes the place of an older one, which stays readable."""

    audience = NOBODY
    sentence = _("An irregularity record was corrected")

    record: UUID
    corrects: UUID
    venue: str
    session: str
    number: int
    version: int
    code: str
    hash: str


@dataclass(frozen=True, slots=True)
class IrregularitySigned(DomainEvent):
    """The chief examiner of the venue signed it: it is recorded."""

    audience = NOBODY
    sentence = _("An irregularity was recorded under the chief examiner's signature")

    record: UUID
    venue: str
    number: int
    version: int
    chief: UUID
    hash: str


@dataclass(frozen=True, slots=True)
class IrregularityProposed(DomainEvent):
    """It is to be reported to the level that decides."""

    audience = NOBODY
    sentence = _("An irregularity record is to be reported upward")

    record: UUID
    venue: str
    number: int
    version: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class SeizedItemGiven(DomainEvent):
    """A seized item left its keeper."""

    audience = NOBODY
    sentence = _("A seized item was handed out against its receipt")

    record: UUID
    venue: str
    number: int
    item: int
    to: str
    given_at: dt.datetime
