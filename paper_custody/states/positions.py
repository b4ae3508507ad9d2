"""Feeds of positions: what other people's tools send, how a fix stands, and what it may show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Source: architecture of the feeds; nothing that these tools send comes near it.
MOST_BYTES = 1_048_576


# Tasks by their names: whoever queues them need not import them.
WATCH_POSITIONS = "paper_custody.watch_positions"
KEEP_POSITION_DAYS = "paper_custody.keep_position_days"


class Feed(StrEnum):
    """The tools that positions come from."""

    TRACCAR = "traccar"
    OWNTRACKS = "owntracks"
    OSMAND = "osmand"


class Standing(StrEnum):
    """How a fix stands to the present: live, buffered and late (judged in the record only), or ahead of the clock."""

    LIVE = "live"
    LATE = "late"
    FUTURE = "future"


class Aside(StrEnum):
    """Why a body is no position: refused with this reason, or an event of the tool itself."""

    NOT_APPROVED = "positions_not_approved"
    UNKNOWN_DEVICE = "device_unknown"
    NO_DEVICE_ID = "no_device_id"
    UNREADABLE = "unreadable_position"
    TOO_LARGE = "position_too_large"
    EVENT = "event"


class AlarmKind(StrEnum):
    """What positions may show of a run."""

    DEVIATED = "deviated"
    STOPPED = "stopped"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Sent:
    """A body as it came: its bytes, who sent it by the tool's own headers, and whether it was an address's query."""

    body: bytes
    headers: Mapping[str, str]
    is_query: bool = False
    is_event: bool = False


@dataclass(frozen=True, slots=True)
class Fix:
    """A position as a tool told it. ``native_id`` is the tool's own number of it; speed in km/h."""

    device: str
    longitude: float
    latitude: float
    fix_at: dt.datetime | None
    device_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    speed_kmh: float | None = None
    course: float | None = None
    accuracy_m: float | None = None
    is_valid: bool = True
    native_id: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """The secrecy office's word: under which document, who signed, when, and until when it holds."""

    document: str
    decided_by: str
    decided_on: dt.date
    valid_until: dt.datetime
