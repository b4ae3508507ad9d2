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

ACCEPTED = "accepted"

RESERVE = """
    INSERT INTO journal_verdict (act_id, code, request_hash, detail, person_id, log, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (act_id) DO NOTHING
"""

# One statement, so that an append costs one round trip and Waiting.seq is drawn last of all.
APPEND = """
    WITH entry AS (
        INSERT INTO journal_entry (id, log, kind, commitment) VALUES (%s, %s, %s, %s) RETURNING id, log
    ), content AS (
        INSERT INTO journal_content (entry_id, salt, body) SELECT id, %s, %s FROM entry RETURNING entry_id
    )
    INSERT INTO journal_waiting (entry_id, log) SELECT entry.id, entry.log FROM entry, content
"""


class RefusedBefore(DomainError):
    """The stored refusal of an act id whose class is no longer known."""

    code = "refused_before"


class JournalRecorder:
    """The journal as the kernel's ``@act`` sees it."""

    def reserve(self, asked: Asked) -> DomainEvent | None:
        """Take the act id, or answer for the one who took it.

        A concurrent twin of the same act waits here for the first one's commit: the primary key is
        the lock, and no lock is shared with any other act.
        """
        if self._keep(asked, ACCEPTED, {}):
            return None
        return self._stored(asked)

    def append(self, asked: Asked, fact: DomainEvent, *, entry_id: UUID) -> None:
        """Append the fact as an entry that waits for its number."""
        salt = secrets.token_bytes(32)
        body = content_bytes(asked, fact, entry_id=entry_id)
        log = asked.exam_id or STANDING_LOG
        with connection.cursor() as cursor:
            cursor.execute(APPEND, [entry_id, log, fact.kind, commitment(salt, body), salt, body])

    def refuse(self, asked: Asked, refusal: DomainError) -> None:
        """Keep the refusal: the same act id will be refused again, whatever has changed meanwhile."""
        detail = json.loads(json.dumps(refusal.detail, default=str))
        if not self._keep(asked, refusal.code, detail):
            self._stored(asked)

    def _keep(self, asked: Asked, code: str, detail: dict[str, Any]) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                RESERVE,
                [
                    asked.act_id,
                    code,
                    asked.request_hash,
                    json.dumps(detail),
                    asked.actor.person_id,
                    asked.exam_id or STANDING_LOG,
                    asked.received_at,
                ],
            )
            taken: int = cursor.rowcount
        return taken == 1

    def _stored(self, asked: Asked) -> DomainEvent:
        verdict = Verdict.objects.get(pk=asked.act_id)
        if bytes(verdict.request_hash) != asked.request_hash:
            raise OtherRequest(act_id=str(asked.act_id))
        if verdict.code != ACCEPTED:
            raise DomainError.by_code.get(verdict.code, RefusedBefore)(**verdict.detail)
        content = Content.objects.get(pk=asked.act_id)
        return read_back(bytes(content.body), log=verdict.log, index=None).fact
