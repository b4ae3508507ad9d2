"""The rows of open incidents: on the wall what everyone may see, the restricted ones whole for those named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from board.selectors.alarms import stage_of
from board.states import Audience, venue_channel
from incidents.selectors.board import BoardRow, wall_row, whole_row
from incidents.selectors.lines import Line
from incidents.states import Level, Openness

NAMED = {Openness.RESTRICTED: Audience.RESTRICTED, Openness.ESCORT: Audience.ESCORT}
RED_LEVELS = frozenset({Level.I, Level.II})


def incident_rows(lines: Iterable[Line]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """``(channel, number, body)`` of every open incident on every channel that tells of it."""
    for line in lines:
        number = str(line.incident.number)
        on_the_wall = wall_row(line)
        if on_the_wall is not None:
            yield Audience.WALL, number, {**_plain(on_the_wall), **_alarm(line)}
        if line.incident.is_restricted:
            yield NAMED[Openness(line.incident.openness)], number, _plain(whole_row(line))
        elif line.incident.venue is not None:
            yield venue_channel(line.incident.venue.code), number, _plain(whole_row(line))


def open_at_venues(lines: Iterable[Line]) -> dict[str, list[str]]:
    """The colour of each open incident at each venue. A restricted one is counted nowhere: the place would tell it."""
    found: dict[str, list[str]] = {}
    for line in lines:
        incident = line.incident
        if incident.venue is not None and not incident.is_restricted:
            is_red = incident.level in RED_LEVELS or line.overdue
            found.setdefault(incident.venue.code, []).append("red" if is_red else "amber")
    return found


def _alarm(line: Line) -> dict[str, str | None]:
    """What of it sounds. Of a restricted one the wall has its first three keys and no other."""
    return {} if line.incident.is_restricted else {"alarm": stage_of(line)}


def _plain(row: BoardRow) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return {name: _value(one) for name, one in value.items()} if isinstance(value, dict) else value
