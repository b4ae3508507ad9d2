"""What a database transaction may see. Set in two places only: ``@act`` and ``reading``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from kernel.actors import Actor
from kernel.statements import Statement, statement

EVERY_EXAM = "*"
# What was set before is read first: PostgreSQL takes the columns from left to right.
SWAP = """
    SELECT coalesce(current_setting('examops.scope', true), ''), coalesce(current_setting('examops.exam', true), ''),
           set_config('examops.scope', %s, true), set_config('examops.exam', %s, true)
"""
SWAPPING = statement(SWAP, "text", "text")
SET = "SELECT set_config('examops.scope', %s, true), set_config('examops.exam', %s, true)"


@dataclass(frozen=True, slots=True)
class Beside:
    """An insert without policies that goes along with the setting of a sight: one round trip for both."""

    insert: str
    kinds: tuple[str, ...]
    values: list[Any]


@contextmanager
def scoped(actor: Actor, exam_id: UUID | None, *, beside: Beside | None = None) -> Iterator[int]:
    """Let row-level security show the actor's county and this exam until the transaction ends.

    Gives how many rows went in ``beside``. Where an outer transaction goes on afterwards (a test's), its own scope
    is put back, so that what follows does not read with the rights of the last actor.
    """
    nested = len(connection.savepoint_ids) > 0
    exam = EVERY_EXAM if exam_id is None else str(exam_id)
    told, inserted = (_set(actor.scope, exam), 0) if beside is None else _set_beside(actor.scope, exam, beside)
    before = told if nested else None
    yield inserted
    # What is being rolled back takes its settings along.
    if before is not None and not connection.needs_rollback:
        _set(*before)


def _set(scope: str, exam: str) -> tuple[str, str]:
    """Set both, and return what they were: one statement, since every act and every read pays it."""
    with connection.cursor() as cursor:
        SWAPPING.run(cursor, [scope, exam])
        scope_before, exam_before, _scope, _exam = cursor.fetchone()
    return scope_before, exam_before


def _set_beside(scope: str, exam: str, beside: Beside) -> tuple[tuple[str, str], int]:
    with connection.cursor() as cursor:
        _swapping_beside(beside.insert, beside.kinds).run(cursor, [*beside.values, scope, exam])
        scope_before, exam_before, _scope, _exam, inserted = cursor.fetchone()
    return (scope_before, exam_before), inserted


@cache
def _swapping_beside(insert: str, kinds: tuple[str, ...]) -> Statement:
    sql = f"WITH beside AS ({insert} RETURNING 1) {SWAP}, (SELECT count(*) FROM beside)"  # noqa: S608 - our own words
    return statement(sql, *kinds, "text", "text")


@contextmanager
def reading(actor: Actor, exam_id: UUID | None = None, *, repeatable: bool = False) -> Iterator[None]:
    """A read transaction with the actor's sight; ``repeatable`` gives one unmoving picture (a board's snapshot)."""
    with transaction.atomic():
        if repeatable and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with scoped(actor, exam_id):
            yield


def glance(actor: Actor, query: Statement, values: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of one query with another sight; where no transaction is open, in one round trip.

    Statements that are sent together are one transaction to PostgreSQL: the sight ends with them.
    """
    alone = not connection.in_atomic_block
    with nullcontext() if alone else glancing(actor), connection.cursor() as cursor:
        query.make_known()
        if alone:
            cursor.execute(f"{SET};{query.call}", [actor.scope, EVERY_EXAM, *values])
        else:
            cursor.execute(query.call, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@contextmanager
def glancing(actor: Actor) -> Iterator[None]:
    """One read with another sight: within a transaction without a savepoint, else in a transaction of its own.

    For a selector that reads once and raises nothing of its own. What PostgreSQL refuses there ends the
    transaction as anywhere else; whatever else is raised leaves the sight as it was.
    """
    if not connection.in_atomic_block:
        with reading(actor):
            yield
        return
    before = _set(actor.scope, EVERY_EXAM)
    try:
        yield
    finally:
        if connection.connection.info.transaction_status != TRANSACTION_STATUS_INERROR:
            _set(*before)
