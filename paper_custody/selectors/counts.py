"""Reads of counts: the last one of everything."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from paper_custody.models import RoomCount

# Room, subject, material.
What = tuple[UUID, UUID, str]


def latest_counts(session_id: UUID, wanted: Iterable[What]) -> QuerySet[RoomCount]:
    """The last count of each room, subject and material among the rooms that are wanted."""
    rooms = {room for room, _subject, _material in wanted}
    counts = RoomCount.objects.filter(session_id=session_id, room__in=rooms)
    return counts.order_by("room", "subject", "material", "-at").distinct("room", "subject", "material")
