"""A channel as it is stored: its rows at one moment, and the frames that led there."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from django.db import connection

from board.models import Channel, Frame
from kernel.actors import Actor
from kernel.scope import reading

ChannelKey = tuple[UUID, str]

ROWS_NOW = """
    SELECT channel.number, board_row.kind, board_row.key, board_row.body::text
    FROM board_channel channel
    LEFT JOIN board_row ON board_row.exam_id = channel.exam_id AND board_row.channel = channel.channel
    WHERE channel.exam_id = %s AND channel.channel = %s ORDER BY board_row.kind, board_row.key
"""


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
        number, rows = rows_now(exam_id, channel)
        frames = Frame.objects.filter(exam_id=exam_id, channel=channel).order_by("number")
        return Stored(number, rows, tuple(Sent(*frame) for frame in frames.values_list("number", "text")))


def rows_now(exam_id: UUID, channel: str) -> tuple[int, tuple[WireRow, ...]]:
    """A channel's number and its rows by kind and key, in one statement: they belong together in any transaction."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_NOW, [exam_id, channel])
        read = cursor.fetchall()
    rows = tuple(
        WireRow(kind=kind, key=key, body=json.loads(body)) for _number, kind, key, body in read if kind is not None
    )
    return (read[0][0] if read else 0), rows


def numbers_of(keys: Collection[ChannelKey]) -> dict[ChannelKey, int]:
    """The number of each channel named, inside a read transaction."""
    wanted = set(keys)
    if not wanted:
        return {}
    channels = Channel.objects.filter(
        exam_id__in={exam for exam, _channel in wanted}, channel__in={channel for _exam, channel in wanted}
    )
    numbers = {(exam, channel): number for exam, channel, number in channels.values_list("exam", "channel", "number")}
    return {key: numbers.get(key, 0) for key in wanted}
