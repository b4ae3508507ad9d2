"""Changed rows become one frame per channel: numbered without gaps, stored, and announced after the commit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from board.gateways import Heard, ring
from board.models import Channel, Frame, Row
from board.selectors.bodies import Bodies, Body, RowKey
from board.states import Audience

KEPT = 200

Changes = Mapping[str, Mapping[RowKey, Body | None]]

DELETE_ROWS = "DELETE FROM board_row WHERE exam_id = %s AND (channel, kind, key) IN %s"
DELETE_OLD_FRAMES = """
    DELETE FROM board_frame frame USING board_channel channel
    WHERE channel.exam_id = %s AND channel.channel = ANY(%s)
    AND frame.exam_id = channel.exam_id AND frame.channel = channel.channel AND frame.number <= channel.number - %s
"""


def lock_channels(exam_id: UUID) -> dict[str, Channel]:
    """The channels of an exam, locked until the commit: whoever writes rows reads what they show after this.

    Two writers who had read before they were locked could put an older picture over a newer one.
    """
    locked = Channel.objects.select_for_update().filter(exam_id=exam_id).order_by("channel")
    channels = {channel.channel: channel for channel in locked}
    if Audience.WALL in channels:
        return channels
    Channel.objects.bulk_create((Channel(exam_id=exam_id, channel=name) for name in Audience), ignore_conflicts=True)
    return {channel.channel: channel for channel in locked.all()}


def differing(exam_id: UUID, bodies: Bodies, *, of: Q) -> Bodies:
    """What of ``bodies`` is not stored so yet. Stored rows among ``of`` that ``bodies`` lacks are to go."""
    changes: Bodies = {channel: dict(rows) for channel, rows in bodies.items()}
    stored = Row.objects.filter(of, exam_id=exam_id).values_list("channel", "kind", "key", "body")
    for channel, kind, key, body in stored:
        rows = changes.setdefault(channel, {})
        if (kind, key) not in rows:
            rows[kind, key] = None
        elif rows[kind, key] == body:
            del rows[kind, key]
    return {channel: rows for channel, rows in changes.items() if rows}


def send(exam_id: UUID, channels: dict[str, Channel], changes: Changes) -> None:
    """Store the changes and one frame for each channel that has some, and ring when it is committed."""
    changed = [_channel(exam_id, channels, name) for name in sorted(changes)]
    if not changed:
        return
    frames = []
    for channel in changed:
        channel.number += 1
        frames.append(Frame(exam_id=exam_id, channel=channel.channel, number=channel.number))
        frames[-1].text = frame_text(channel, changes[channel.channel])
    _store_rows(exam_id, changed, changes)
    Channel.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["exam", "channel"],
        update_fields=["number", "facts_told"],
    )
    Frame.objects.bulk_create(frames)
    with connection.cursor() as cursor:
        cursor.execute(DELETE_OLD_FRAMES, [exam_id, [channel.channel for channel in changed], KEPT])
    transaction.on_commit(partial(ring, [Heard(exam_id, frame.channel, frame.text) for frame in frames]))


def frame_text(channel: Channel, rows: Mapping[RowKey, Body | None]) -> str:
    """The frame as it goes over the wire; encoded here and nowhere else."""
    return json.dumps(
        {
            "type": "frame",
            "channel": channel.channel,
            "number": channel.number,
            "previous": channel.number - 1,
            "rows": [{"kind": kind, "key": key, "body": rows[kind, key]} for kind, key in sorted(rows)],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _channel(exam_id: UUID, channels: dict[str, Channel], name: str) -> Channel:
    return channels.setdefault(name, Channel(exam_id=exam_id, channel=name))


def _store_rows(exam_id: UUID, changed: Collection[Channel], changes: Changes) -> None:
    kept, gone = [], defaultdict[str, list[RowKey]](list)
    for channel in changed:
        for (kind, key), body in changes[channel.channel].items():
            if body is None:
                gone[channel.channel].append((kind, key))
            else:
                kept.append(
                    Row(exam_id=exam_id, channel=channel.channel, kind=kind, key=key, body=body, number=channel.number)
                )
    Row.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["exam", "channel", "kind", "key"],
        update_fields=["body", "number"],
    )
    if gone:
        with connection.cursor() as cursor:
            cursor.execute(
                DELETE_ROWS, [exam_id, tuple((channel, *row) for channel, rows in gone.items() for row in rows)]
            )
