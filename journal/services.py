"""Appending, and the verdict on every act id."""

from __future__ import annotations

import json
import secrets
from typing import Any
from uuid import UUID

from django.db import connection

from journal.content import commitment, content_bytes, read_back
from journal.models import STANDING_LOG, Content, Verdict
from kernel.act import Asked
from kernel.errors import DomainError, OtherRequest
from kernel.events import DomainEvent
from kernel.scope import Beside
from kernel.statements import statement

ACCEPTED = "accepted"

RESERVE = """
    INSERT INTO journal_verdict (act_id, code, request_hash, detail, person_id, log, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (act_id) DO NOTHING
"""

RESERVE_KINDS = ("uuid", "text", "bytea", "jsonb", "uuid", "uuid", "timestamptz")

# One statement, so that an append costs one round trip and Waiting.seq is drawn last of all.
APPEND = statement(
    """
    WITH entry AS (
        INSERT INTO journal_entry (id, log, kind, commitment) VALUES (%s, %s, %s, %s) RETURNING id, log
    ), content AS (
        INSERT INTO journal_content (entry_id, salt, body) SELECT id, %s, %s FROM entry RETURNING entry_id
    )
    INSERT INTO journal_waiting (entry_id, log) SELECT entry.id, entry.log FROM entry, content
    """,
    "uuid", "uuid", "text", "bytea", "bytea", "bytea",
)  # fmt: skip


class RefusedBefore(DomainError):
    """The stored refusal of an act id whose class is no longer known."""

    code = "refused_before"


def _verdict(asked: Asked, code: str, detail: dict[str, Any]) -> Beside:
    person, log = asked.actor.person_id, asked.exam_id or STANDING_LOG
    values = [asked.act_id, code, asked.request_hash, json.dumps(detail), person, log, asked.received_at]
    return Beside(RESERVE, RESERVE_KINDS, values)


class JournalRecorder:
    """The journal as the kernel's ``@act`` sees it."""

    def reserving(self, asked: Asked) -> Beside:
        """What takes the act id.

        A concurrent twin of the same act waits here for the first one's commit: the primary key is
        the lock, and no lock is shared with any other act.
        """
        return _verdict(asked, ACCEPTED, {})

    def append(self, asked: Asked, fact: DomainEvent, *, entry_id: UUID) -> None:
        """Append the fact as an entry that waits for its number."""
        salt = secrets.token_bytes(32)
        body = content_bytes(asked, fact, entry_id=entry_id)
        log = asked.exam_id or STANDING_LOG
        with connection.cursor() as cursor:
            APPEND.run(cursor, [entry_id, log, fact.kind, commitment(salt, body), salt, body])

    def refuse(self, asked: Asked, refusal: DomainError) -> None:
        """Keep the refusal: the same act id will be refused again, whatever has changed meanwhile."""
        detail = json.loads(json.dumps(refusal.detail, default=str))
        reserving = _verdict(asked, refusal.code, detail)
        with connection.cursor() as cursor:
            cursor.execute(reserving.insert, reserving.values)
            taken = cursor.rowcount
        if not taken:
            self.stored(asked)

    def stored(self, asked: Asked) -> DomainEvent:
        """Answer for the one who took the act id. Refuses another request under the same one."""
        verdict = Verdict.objects.get(pk=asked.act_id)
        if bytes(verdict.request_hash) != asked.request_hash:
            raise OtherRequest(act_id=str(asked.act_id))
        if verdict.code != ACCEPTED:
            raise DomainError.by_code.get(verdict.code, RefusedBefore)(**verdict.detail)
        content = Content.objects.get(pk=asked.act_id)
        return read_back(bytes(content.body), log=verdict.log, index=None).fact
