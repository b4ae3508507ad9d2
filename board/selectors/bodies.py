"""The bodies of rows, drawn from what the lower apps hold: a fixed number of reads, however many rows are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from board.selectors.exam_bodies import exam_body
from board.states import Audience, RowKind
from kernel.time import exam_now, now

EXAM_KEY = "exam"

RowKey = tuple[str, str]
Body = dict[str, Any]
Bodies = dict[str, dict[RowKey, Body | None]]
Touched = Mapping[RowKind, Collection[str] | None]


def bodies_of(exam_id: UUID, touched: Touched) -> Bodies:
    """The rows touched, by channel, as they read now. None for the keys: all of that kind."""
    at = now()
    exam_at = exam_now(exam_id, at)
    bodies: Bodies = defaultdict(dict)
    if RowKind.EXAM in touched:
        bodies[Audience.WALL][RowKind.EXAM, EXAM_KEY] = exam_body(exam_id, at=at, exam_at=exam_at)
    return bodies
