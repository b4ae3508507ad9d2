"""The bodies of rows, drawn from what the lower apps hold: a fixed number of reads, however many rows are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from board.models import Row
from board.selectors.alarms import silenced_bodies
from board.selectors.exam_bodies import exam_body
from board.selectors.incident_bodies import incident_rows, open_at_venues
from board.selectors.paper_bodies import paper_bodies
from board.selectors.vault_bodies import vault_body
from board.selectors.venue_bodies import Besides, venue_body, venues_drawn
from board.selectors.watch_bodies import watch_body
from board.states import Audience, RowKind, venue_channel
from exams.models import Exam
from incidents.selectors.board import open_incidents
from incidents.selectors.lines import Line
from kernel.time import exam_now, now
from paper_custody.selectors.places import paper_state_of_venues
from venues.selectors.board import VenueTold

EXAM_KEY = "exam"
WATCH_KEY = "watch"
VAULT_KEY = "vault"
OF_INCIDENTS = frozenset({RowKind.INCIDENT, RowKind.SILENCED, RowKind.VENUE})

RowKey = tuple[str, str]
Body = dict[str, Any]
Bodies = dict[str, dict[RowKey, Body | None]]
Touched = Mapping[RowKind, Collection[str] | None]


def bodies_of(exam_id: UUID, touched: Touched) -> Bodies:
    """The rows touched, by channel, as they read now. None for the keys: all of that kind.

    The papers of a venue are drawn whenever it is.
    """
    at = now()
    exam_at = exam_now(exam_id, at)
    exam = Exam.objects.select_related("timeline").get(pk=exam_id)
    bodies: Bodies = defaultdict(dict)
    if RowKind.EXAM in touched:
        bodies[Audience.WALL][RowKind.EXAM, EXAM_KEY] = exam_body(exam, at=at, exam_at=exam_at)
    lines = open_incidents(exam_id) if touched.keys() & OF_INCIDENTS else []
    _add_incidents(bodies, exam_id, touched, lines=lines)
    if RowKind.VENUE in touched:
        venues = venues_drawn(exam, touched[RowKind.VENUE], exam_at=exam_at)
        _add_venues(bodies, exam_id, venues, incidents=open_at_venues(lines))
    if RowKind.VAULT in touched and (told := vault_body(exam, exam_at=exam_at)) is not None:
        bodies[Audience.DESK][RowKind.VAULT, VAULT_KEY] = told
    if RowKind.WATCH in touched:
        bodies[Audience.WALL][RowKind.WATCH, WATCH_KEY] = watch_body(at=at, before=_watch_before(exam_id))
    return bodies


def _add_incidents(bodies: Bodies, exam_id: UUID, touched: Touched, *, lines: Sequence[Line]) -> None:
    if RowKind.INCIDENT in touched:
        for channel, number, body in incident_rows(lines):
            bodies[channel][RowKind.INCIDENT, number] = body
    if RowKind.SILENCED in touched:
        for number, body in silenced_bodies(exam_id, lines).items():
            bodies[Audience.WALL][RowKind.SILENCED, number] = body


def _add_venues(
    bodies: Bodies, exam_id: UUID, venues: Sequence[VenueTold], *, incidents: Mapping[str, Sequence[str]]
) -> None:
    besides = Besides(papers=paper_state_of_venues(exam_id, [venue.code for venue in venues]), incidents=incidents)
    for venue in venues:
        body = venue_body(venue, besides)
        bodies[Audience.WALL][RowKind.VENUE, venue.code] = body
        bodies[venue_channel(venue.code)][RowKind.VENUE, venue.code] = body
    for code, body in paper_bodies(exam_id, venues).items():
        bodies[Audience.ESCORT][RowKind.PAPERS, code] = body


def _watch_before(exam_id: UUID) -> Body | None:
    row = Row.objects.filter(exam_id=exam_id, channel=Audience.WALL, kind=RowKind.WATCH).first()
    return None if row is None else row.body
