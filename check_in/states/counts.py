"""Counts of a room: who said how many, which of three counts is wrong, and until when it sits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from kernel.errors import NotNow

# An extension inside a session, over the end that a candidate's approved conditions give him.
MOST_EXTENSION = dt.timedelta(minutes=30)
SILENT_AFTER = dt.timedelta(minutes=30)


class Count(StrEnum):
    """The three independent counts of who is present in a room."""

    HEADS = "heads"
    SCANS = "scans"
    SHEETS = "sheets"


class Heard(StrEnum):
    """Whether a room has said who is absent. Nobody absent must be said as well: nothing heard is not nil."""

    AWAITED = "awaited"
    NONE_ABSENT = "none_absent"
    SOME_ABSENT = "some_absent"
    SILENT = "silent"


class Extra(StrEnum):
    """How much longer a candidate writes by his approved conditions."""

    NONE = "none"
    THIRTY = "thirty_percent"
    FIFTY = "fifty_percent"


# Procedure S09 of the handbook: 50 % or 30 %, each timed apart.
EXTRA_PERCENT = {Extra.NONE: 0, Extra.THIRTY: 30, Extra.FIFTY: 50}


def wrong_counts(*, heads: int, scans: int, sheets: int) -> tuple[Count, ...]:
    """The count that two others agree against; all three where no two agree; none where all agree.

    Naming is all it does: no count is ever corrected.
    """
    counts = {Count.HEADS: heads, Count.SCANS: scans, Count.SHEETS: sheets}
    numbers = list(counts.values())
    agreed = next((number for number in numbers if numbers.count(number) > 1), None)
    return tuple(count for count, number in counts.items() if number != agreed)


def heard(absent: int | None, *, starts_at: dt.datetime, at: dt.datetime) -> Heard:
    """What a room has said by now; a room that said nothing half an hour after the start is silent."""
    if absent is None:
        return Heard.SILENT if at >= starts_at + SILENT_AFTER else Heard.AWAITED
    return Heard.SOME_ABSENT if absent else Heard.NONE_ABSENT


def own_end(starts_at: dt.datetime, ends_at: dt.datetime, extra: Extra) -> dt.datetime:
    """When a candidate with approved conditions ends."""
    return ends_at + (ends_at - starts_at) * EXTRA_PERCENT[extra] / 100


def extended(end: dt.datetime, *, by: dt.timedelta, approval_number: str) -> dt.datetime:
    """A candidate's end after an extension. Refused without an approval, not positive, or over half an hour."""
    if not approval_number.strip() or not dt.timedelta(0) < by <= MOST_EXTENSION:
        raise NotNow(state="fixed", step="extend")
    return end + by


def room_end(ends_at: dt.datetime, own_ends: Sequence[dt.datetime]) -> dt.datetime:
    """A room ends with the last of its candidates."""
    return max([ends_at, *own_ends])
