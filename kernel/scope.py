"""What a database transaction may see. Set in two places only: ``@act`` and ``reading``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from kernel.actors import Actor

EVERY_EXAM = "*"


@contextmanager
def scoped(actor: Actor, exam_id: UUID | None) -> Iterator[None]:
    """Let row-level security show the actor's county and this exam until the transaction ends.

    Where an outer transaction goes on afterwards (a test's), its own scope is put back, so that
    what follows does not read with the rights of the last actor.
    """
    nested = len(connection.savepoint_ids) > 0
    before = _present() if nested else None
    _set(actor.scope, EVERY_EXAM if exam_id is None else str(exam_id))
    yield
    # What is being rolled back takes its settings along.
    if before is not None and not connection.needs_rollback:
        _set(*before)


def _present() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('examops.scope', true), ''),"
            " coalesce(current_setting('examops.exam', true), '')"
        )
        scope, exam = cursor.fetchone()
    return scope, exam


def _set(scope: str, exam: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('examops.scope', %s, true), set_config('examops.exam', %s, true)", [scope, exam]
        )


@contextmanager
def reading(actor: Actor, exam_id: UUID | None = None, *, repeatable: bool = False) -> Iterator[None]:
    """A read transaction with the actor's sight; ``repeatable`` gives one unmoving picture (a board's snapshot)."""
    with transaction.atomic():
        if repeatable and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with scoped(actor, exam_id):
            yield
