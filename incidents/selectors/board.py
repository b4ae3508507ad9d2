"""Incidents as rows of the board. The wall is read by everyone: it tells no free text, and no restricted incident."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict
from uuid import UUID

from incidents.models import Incident
from incidents.selectors.lines import ClockTold, Line, lines_of
from incidents.states import OPEN, Openness


class BoardClock(TypedDict):
    """The nearest deadline of an incident."""

    purpose: str
    step: int | None
    warn_at: dt.datetime | None
    due_at: dt.datetime
    paused: bool
    overdue: bool


class BoardRow(TypedDict, total=False):
    """An incident on the board. On the wall a restricted one has its first three keys and no other."""

    number: int
    restricted: bool
    opened_at: dt.datetime
    code: str
    title: str
    title_en: str
    level: str
    confirmed: bool
    state: str
    rung: str
    venue: str | None
    clock: BoardClock | None
    overdue: bool
    lapsed: bool
    merged: list[int]
    steps: int
    steps_open: int
    calls: int
    calls_open: int
    calls_red: int
    drill: bool


def open_incidents(exam_id: UUID) -> list[Line]:
    """The open incidents of an exam with their deadlines, the most pressing first: four reads, however many."""
    rows = Incident.objects.filter(exam_id=exam_id, status__in=OPEN, merged_into=None)
    return sorted(lines_of(rows), key=lambda line: line.order)


def wall_rows(exam_id: UUID) -> dict[int, BoardRow]:
    """The rows of the wall by the incident's number."""
    rows = {line.incident.number: wall_row(line) for line in open_incidents(exam_id)}
    return {number: row for number, row in rows.items() if row is not None}


def wall_row_of(incident_id: UUID) -> BoardRow | None:
    """The wall's row of one incident; None once it is closed."""
    line = _open_line(incident_id)
    return None if line is None else wall_row(line)


def whole_row_of(incident_id: UUID) -> BoardRow | None:
    """The row for the few who may see a restricted incident, and for the desk; None once it is closed."""
    line = _open_line(incident_id)
    return None if line is None else whole_row(line)


def _open_line(incident_id: UUID) -> Line | None:
    rows = Incident.objects.filter(pk=incident_id, status__in=OPEN, merged_into=None)
    return next(iter(lines_of(rows)), None)


def wall_row(line: Line) -> BoardRow | None:
    """What everyone sees (limits.md 4 and 5). None: not even that there is one."""
    if line.incident.openness == Openness.ESCORT:
        return None
    if line.incident.is_restricted:
        return {"number": line.incident.number, "restricted": True, "opened_at": line.incident.opened_at}
    return whole_row(line)


def whole_row(line: Line) -> BoardRow:
    """What a named role sees. The title is the plan's, never what somebody wrote: names may stand in that."""
    incident, name = line.incident, line.incident.run["plan"]["name"]
    return {
        "number": incident.number,
        "restricted": incident.is_restricted,
        "opened_at": incident.opened_at,
        "code": incident.plan_code,
        "title": name["zh"],
        "title_en": name["en"],
        "level": incident.level,
        "confirmed": bool(incident.level_confirmed),
        "state": incident.status,
        "rung": incident.rung,
        "venue": None if incident.venue is None else incident.venue.code,
        "clock": None if line.nearest is None else _clock(line.nearest),
        "overdue": line.overdue,
        "lapsed": line.lapsed,
        "merged": list(line.merged),
        "steps": line.steps,
        "steps_open": line.steps_open,
        "calls": len(line.calls),
        "calls_open": line.calls_open,
        "calls_red": line.calls_red,
        "drill": incident.exam.is_drill,
    }


def _clock(clock: ClockTold) -> BoardClock:
    return {
        "purpose": clock.purpose,
        "step": clock.step,
        "warn_at": clock.warn_at,
        "due_at": clock.due_at,
        "paused": clock.paused,
        "overdue": clock.overdue,
    }
