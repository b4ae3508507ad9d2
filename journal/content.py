"""The bytes of an entry: written once, stored verbatim, never serialised again."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kernel.act import Asked
from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact read back from the journal, with its place and circumstances."""

    fact: DomainEvent
    entry_id: UUID
    act_id: UUID
    log: UUID
    index: int | None
    exam_id: UUID | None
    person_id: UUID | None
    at: dt.datetime
    exam_at: dt.datetime
    happened_at: dt.datetime | None


def content_bytes(asked: Asked, fact: DomainEvent, *, entry_id: UUID) -> bytes:
    """The content of an entry: who, when by which clock, in which exam, and the fact."""
    return json.dumps(
        {
            "v": 1,
            "id": str(entry_id),
            "act": str(asked.act_id),
            "exam": _text(asked.exam_id),
            "person": _text(asked.actor.person_id),
            "proved_by": asked.actor.proved_by,
            "device": _text(asked.device_id),
            "request": asked.request_hash.hex(),
            "at": asked.at.isoformat(),
            "exam_at": asked.exam_at.isoformat(),
            "happened_at": _instant(asked.happened_at),
            "sent_at": _instant(asked.sent_at),
            "received_at": _instant(asked.received_at),
            "kind": fact.kind,
            "fact": fact.as_json(),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def commitment(salt: bytes, body: bytes) -> bytes:
    """What an entry publishes of its content: SHA-256 of salt and bytes. Without the salt it tells nothing."""
    return hashlib.sha256(salt + body).digest()


def leaf_bytes(*, index: int, committed: bytes) -> bytes:
    """The final bytes of a leaf. They say nothing in the clear but that an entry exists."""
    return b'{"v":1,"seq":%d,"commit":"%s"}' % (index, base64.b64encode(committed))


def read_back(body: bytes, *, log: UUID, index: int | None) -> Recorded:
    """Read an entry's content."""
    told: dict[str, Any] = json.loads(body)
    return Recorded(
        fact=DomainEvent.from_json(told["kind"], told["fact"]),
        entry_id=UUID(told["id"]),
        act_id=UUID(told["act"]),
        log=log,
        index=index,
        exam_id=UUID(told["exam"]) if told["exam"] else None,
        person_id=UUID(told["person"]) if told["person"] else None,
        at=dt.datetime.fromisoformat(told["at"]),
        exam_at=dt.datetime.fromisoformat(told["exam_at"]),
        happened_at=dt.datetime.fromisoformat(told["happened_at"]) if told["happened_at"] else None,
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _instant(value: dt.datetime | None) -> str | None:
    return None if value is None else value.isoformat()
