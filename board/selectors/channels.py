"""A channel as it is stored: its rows at one moment, and the frames that led there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import Q

from board.models import Channel, Frame, Row
from kernel.actors import Actor
from kernel.scope import reading

ChannelKey = tuple[UUID, str]


class WireRow(TypedDict):
    """A row as the wire has it. A body of None takes the row away."""

    kind: str
    key: str
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A frame that was sent: its number and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A channel at one moment: its number, its rows, and the last frames, of which the newest is ``number``."""

    number: int
    rows: tuple[WireRow, ...]
    frames: tuple[Sent, ...]


def channel_stored(actor: Actor, exam_id: UUID, channel: str) -> Stored:
    """The channel in one unmoving picture. A channel on which nothing was ever sent is empty, at number 0."""
    with reading(actor, exam_id, repeatable=True):
        number = Channel.objects.filter(exam_id=exam_id, channel=channel).values_list("number", flat=True).first()
        return Stored(number=number or 0, rows=rows_of(exam_id, channel), frames=frames_after(exam_id, channel, -1))


def rows_of(exam_id: UUID, channel: str) -> tuple[WireRow, ...]:
    """The rows of a channel by kind and key, inside a read transaction."""
    rows = Row.objects.filter(exam_id=exam_id, channel=channel).order_by("kind", "key")
    return tuple(WireRow(kind=kind, key=key, body=body) for kind, key, body in rows.values_list("kind", "key", "body"))


def frames_after(exam_id: UUID, channel: str, number: int) -> tuple[Sent, ...]:
    """The frames kept after ``number``, inside a read transaction; older ones may be gone."""
    frames = Frame.objects.filter(exam_id=exam_id, channel=channel, number__gt=number).order_by("number")
    return tuple(Sent(*frame) for frame in frames.values_list("number", "text"))


def numbers_of(keys: Collection[ChannelKey]) -> dict[ChannelKey, int]:
    """The number of each channel named, inside a read transaction."""
    wanted = set(keys)
    if not wanted:
        return {}
    channels = Channel.objects.filter(
        Q(exam_id__in={exam for exam, _channel in wanted}), channel__in={channel for _exam, channel in wanted}
    )
    numbers = {(exam, channel): number for exam, channel, number in channels.values_list("exam", "channel", "number")}
    return {key: numbers.get(key, 0) for key in wanted}
