"""Bodies of Traccar (``forward.type=json``), OwnTracks (HTTP) and OsmAnd or Traccar Client, read as they are.

Speeds come out in km/h, times in UTC. What cannot be read raises ``FeedUnreadable`` with the reason.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any
from urllib.parse import parse_qsl

from paper_custody.states.positions import Aside, Feed, Fix, Sent

KNOT_KMH = 1.852
METRE_A_SECOND_KMH = 3.6
# Traccar reads a whole number below this as seconds since 1970, and one above it as milliseconds.
FIRST_MILLISECONDS = 2_147_483_647


class FeedUnreadable(Exception):
    """A body that is no position. ``why`` says whether it is wrong, nameless, or an event of the tool."""

    def __init__(self, why: Aside) -> None:
        super().__init__(why)
        self.why = why


def read_fix(feed: Feed, sent: Sent) -> Fix:
    """The position in a body. Raises ``FeedUnreadable``."""
    try:
        fix = READERS[feed](sent)
    except (KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError) as error:
        raise FeedUnreadable(Aside.UNREADABLE) from error
    if not (math.isfinite(fix.longitude) and math.isfinite(fix.latitude)):
        raise FeedUnreadable(Aside.UNREADABLE)
    if not (-180 <= fix.longitude <= 180 and -90 <= fix.latitude <= 90):
        raise FeedUnreadable(Aside.UNREADABLE)
    return fix


def _object(body: bytes) -> dict[str, Any]:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise TypeError("an object is expected")
    return told


def _traccar(sent: Sent) -> Fix:
    """Traccar tells its own number of a position, three times, and the speed in knots."""
    told = _object(sent.body)
    device = str((told.get("device") or {}).get("uniqueId") or "")
    if not device:
        raise FeedUnreadable(Aside.NO_DEVICE_ID)
    if not told.get("position"):
        raise FeedUnreadable(Aside.EVENT if sent.is_event else Aside.UNREADABLE)
    position = told["position"]
    number = position.get("id")
    return Fix(
        device=device,
        longitude=float(position["longitude"]),
        latitude=float(position["latitude"]),
        fix_at=_moment(position["fixTime"]),
        device_at=_optional_moment(position.get("deviceTime")),
        sent_at=_optional_moment(position.get("serverTime")),
        speed_kmh=_times(position.get("speed"), KNOT_KMH),
        course=_times(position.get("course"), 1),
        accuracy_m=_times(position.get("accuracy"), 1),
        is_valid=position.get("valid") is not False,
        native_id=f"traccar {int(number)}" if number else "",
    )


def _owntracks(sent: Sent) -> Fix:
    """OwnTracks tells the fix (``tst``) and when it was sent (``created_at``), the speed in km/h."""
    told = _object(sent.body)
    if told.get("_type") != "location":
        raise FeedUnreadable(Aside.EVENT if isinstance(told.get("_type"), str) else Aside.UNREADABLE)
    device = _owntracks_device(told, sent)
    if not device:
        raise FeedUnreadable(Aside.NO_DEVICE_ID)
    return Fix(
        device=device,
        longitude=float(told["lon"]),
        latitude=float(told["lat"]),
        fix_at=_moment(told["tst"]),
        sent_at=_optional_moment(told.get("created_at")),
        speed_kmh=_times(told.get("vel"), 1),
        course=_times(told.get("cog"), 1),
        accuracy_m=_times(told.get("acc"), 1),
    )


def _owntracks_device(told: dict[str, Any], sent: Sent) -> str:
    """User and device of the headers; else those of the topic; else the two letters on its map."""
    user, device = sent.headers.get("X-Limit-U", ""), sent.headers.get("X-Limit-D", "")
    if user or device:
        return "/".join(part for part in (user, device) if part)
    topic = str(told.get("topic") or "")
    return topic.removeprefix("owntracks/") or str(told.get("tid") or "")


def _osmand(sent: Sent) -> Fix:
    """A query string (speed in knots), a form of the same fields, or the JSON of Traccar Client 9 (metres a second)."""
    if not sent.is_query and sent.body.lstrip()[:1] == b"{":
        return _osmand_json(_object(sent.body))
    told = dict(parse_qsl(sent.body.decode()))
    device = told.get("id") or told.get("deviceid") or ""
    if not device:
        raise FeedUnreadable(Aside.NO_DEVICE_ID)
    if "location" in told:
        told["lat"], told["lon"] = told["location"].split(",")
    return Fix(
        device=device,
        longitude=float(told["lon"]),
        latitude=float(told["lat"]),
        fix_at=_optional_moment(told.get("timestamp")),
        speed_kmh=_times(told.get("speed"), KNOT_KMH),
        course=_times(told.get("bearing") or told.get("heading"), 1),
        accuracy_m=_times(told.get("accuracy"), 1),
        is_valid=told.get("valid") not in {"false", "0"},
    )


def _osmand_json(told: dict[str, Any]) -> Fix:
    device = str(told.get("device_id") or "")
    if not device:
        raise FeedUnreadable(Aside.NO_DEVICE_ID)
    location = told["location"]
    coords = location["coords"]
    return Fix(
        device=device,
        longitude=float(coords["longitude"]),
        latitude=float(coords["latitude"]),
        fix_at=_moment(location["timestamp"]),
        speed_kmh=_times(coords.get("speed"), METRE_A_SECOND_KMH),
        course=_times(coords.get("heading"), 1),
        accuracy_m=_times(coords.get("accuracy"), 1),
        is_valid=location.get("mock") is not True,
        native_id=f"osmand {location['uuid']}" if location.get("uuid") else "",
    )


READERS = {Feed.TRACCAR: _traccar, Feed.OWNTRACKS: _owntracks, Feed.OSMAND: _osmand}


def _moment(told: Any) -> dt.datetime:
    """Seconds or milliseconds since 1970, ISO 8601, or ``2014-06-04 09:10:11``, which is UTC."""
    if isinstance(told, bool):
        raise TypeError("no moment")
    text = str(told).strip()
    if text.replace(".", "", 1).isdigit():
        number = float(text)
        return dt.datetime.fromtimestamp(number if number < FIRST_MILLISECONDS else number / 1000, dt.UTC)
    at = dt.datetime.fromisoformat(text)
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)


def _optional_moment(told: Any) -> dt.datetime | None:
    return None if told is None or told == "" else _moment(told)


def _times(told: Any, factor: float) -> float | None:
    """A figure in our unit. These tools tell -1 for what they do not know."""
    if told is None or told == "":
        return None
    figure = float(told) * factor
    return figure if math.isfinite(figure) and figure >= 0 else None
