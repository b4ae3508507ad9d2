"""The bodies of rows, drawn from what the lower apps hold: a fixed number of reads, however many rows are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from board.models import Row
from board.selectors.exam_bodies import exam_body
from board.selectors.incident_bodies import incident_rows, open_at_venues
from board.selectors.venue_bodies import venue_bodies
from board.selectors.watch_bodies import watch_body
from board.states import Audience, RowKind, venue_channel
from exams.models import Exam
from incidents.selectors.board import open_incidents
from kernel.time import exam_now, now

EXAM_KEY = "exam"
WATCH_KEY = "watch"

RowKey = tuple[str, str]
Body = dict[str, Any]
Bodies = dict[str, dict[RowKey, Body | None]]
Touched = Mapping[RowKind, Collection[str] | None]


def bodies_of(exam_id: UUID, touched: Touched) -> Bodies:
    """The rows touched, by channel, as they read now. None for the keys: all of that kind."""
    at = now()
    exam_at = exam_now(exam_id, at)
    exam = Exam.objects.select_related("timeline").get(pk=exam_id)
    bodies: Bodies = defaultdict(dict)
    if RowKind.EXAM in touched:
        bodies[Audience.WALL][RowKind.EXAM, EXAM_KEY] = exam_body(exam, at=at, exam_at=exam_at)
    if RowKind.INCIDENT in touched or RowKind.VENUE in touched:
        lines = open_incidents(exam_id)
        for channel, number, body in incident_rows(lines) if RowKind.INCIDENT in touched else ():
            bodies[channel][RowKind.INCIDENT, number] = body
        colours = open_at_venues(lines)
        codes = touched.get(RowKind.VENUE, ())
        for code, body in venue_bodies(exam, codes, exam_at=exam_at, incidents=colours).items():
            bodies[Audience.WALL][RowKind.VENUE, code] = body
            bodies[venue_channel(code)][RowKind.VENUE, code] = body
    if RowKind.WATCH in touched:
        bodies[Audience.WALL][RowKind.WATCH, WATCH_KEY] = watch_body(at=at, before=_watch_before(exam_id))
    return bodies


def _watch_before(exam_id: UUID) -> Body | None:
    row = Row.objects.filter(exam_id=exam_id, channel=Audience.WALL, kind=RowKind.WATCH).first()
    return None if row is None else row.body
