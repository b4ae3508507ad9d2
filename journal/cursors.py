"""Reading the journal in order: projections and reactions, each with a cursor of its own in each log.

*Projections* run in journal order inside their cursor's transaction; on failure they stop, are shown,
and are rebuilt, never skipped. *Reactions* are acts: at least once, idempotent by their act id, parked
after repeated failure, and hold up nobody else.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.db import connection, transaction

from journal.content import Recorded, read_back
from journal.models import STANDING_LOG, Cursor, Parked, Tree
from kernel.act import Asked, asked_by_system
from kernel.actors import SYSTEM
from kernel.errors import DomainError
from kernel.events import DomainEvent
from kernel.faults import kill_point
from kernel.scope import scoped
from kernel.time import now

BATCH = 200
PARK_AFTER = 3

E = TypeVar("E", bound=DomainEvent)

READ = """
    SELECT leaf.index, content.body
    FROM journal_leaf leaf JOIN journal_content content ON content.entry_id = leaf.entry_id
    WHERE leaf.log = %s AND leaf.index >= %s ORDER BY leaf.index LIMIT %s
"""

READ_KIND = """
    SELECT leaf.index, content.body
    FROM journal_leaf leaf JOIN journal_entry entry ON entry.id = leaf.entry_id
    JOIN journal_content content ON content.entry_id = leaf.entry_id
    WHERE leaf.log = %s AND leaf.index >= %s AND entry.kind = %s ORDER BY leaf.index LIMIT %s
"""

BEHIND = """
    SELECT cursor.consumer, cursor.log FROM journal_cursor cursor
    JOIN journal_tree tree ON tree.log = cursor.log WHERE cursor.position < tree.size
"""

# Nearly every fact is answered by few and passed over by all others: these are moved on at once, and never back.
MOVE_PAST = """
    UPDATE journal_cursor cursor SET position = tree.size, attempts = 0, failure = ''
    FROM journal_tree tree, unnest(%s::text[], %s::text[]) reaction(name, kind)
    WHERE tree.log = cursor.log AND cursor.consumer = reaction.name AND cursor.position < tree.size
      AND NOT EXISTS (
        SELECT FROM journal_leaf leaf JOIN journal_entry entry ON entry.id = leaf.entry_id
        WHERE leaf.log = cursor.log AND leaf.index >= cursor.position AND entry.kind = reaction.kind
      )
"""


class Rows(Protocol):
    """What a projection writes to. ``turn_to`` names the entry that the next handler call is about."""

    def turn_to(self, recorded: Recorded) -> None:
        """Take note of the entry in hand."""


R = TypeVar("R", bound=Rows)


class Projection(Generic[R]):
    """Rows derived from facts, in journal order. ``opens(log)`` opens them inside the cursor's transaction."""

    all: dict[str, Projection[Any]] = {}

    def __init__(self, name: str, *, opens: Callable[[UUID], AbstractContextManager[R]]) -> None:
        self.name = name
        self.opens = opens
        self.handlers: dict[type[DomainEvent], list[Callable[[Any, R], None]]] = {}
        self.every: list[Callable[[DomainEvent, R], None]] = []
        Projection.all[name] = self

    def project(self, event: type[E]) -> Callable[[Callable[[E, R], None]], Callable[[E, R], None]]:
        """Register a handler of one kind of fact."""

        def register(handler: Callable[[E, R], None]) -> Callable[[E, R], None]:
            self.handlers.setdefault(event, []).append(handler)
            return handler

        return register

    def project_every(self, handler: Callable[[DomainEvent, R], None]) -> Callable[[DomainEvent, R], None]:
        """Register a handler of all facts, called after those of the kind."""
        self.every.append(handler)
        return handler

    def apply(self, recorded: Recorded, rows: R) -> None:
        """Run the handlers of one fact."""
        rows.turn_to(recorded)
        for handler in self.handlers.get(type(recorded.fact), ()):
            handler(recorded.fact, rows)
        for handler in self.every:
            handler(recorded.fact, rows)


@dataclass(frozen=True, slots=True)
class Reaction:
    """An act that answers a fact."""

    name: str
    event: type[DomainEvent]
    handler: Callable[[Any, Asked], object]


REACTIONS: dict[str, Reaction] = {}


def react(event: type[E]) -> Callable[[Callable[[E, Asked], object]], Callable[[E, Asked], object]]:
    """Register ``handler(fact, asked)`` as an answer to every fact of this kind.

    ``asked`` carries an act id that follows from the entry and the handler, so that a repeated
    delivery is the same act. The handler calls at most one act.
    """

    def register(handler: Callable[[E, Asked], object]) -> Callable[[E, Asked], object]:
        # By its app and its own name: a file that is split or renamed must not answer everything again.
        name = f"{handler.__module__.split('.')[0]}.handlers.{getattr(handler, '__name__', handler)}"
        if name in REACTIONS:
            raise ValueError(f"{name} answers {REACTIONS[name].event.kind} already; an answer has a name of its own")
        REACTIONS[name] = Reaction(name=name, event=event, handler=handler)
        return handler

    return register


def consumers() -> list[str]:
    """Every projection's and reaction's name."""
    return [*Projection.all, *REACTIONS]


def deliver_all() -> int:
    """Bring every consumer forward by one batch in every log where it is behind. Returns entries read."""
    return sum(deliveries())


def deliveries() -> Iterator[int]:
    """The same, one consumer and log at a time: between two of them a process can say that it lives."""
    _make_cursors()
    with connection.cursor() as cursor:
        cursor.execute(MOVE_PAST, [list(REACTIONS), [one.event.kind for one in REACTIONS.values()]])
        cursor.execute(BEHIND)
        behind = cursor.fetchall()
    for consumer, log in behind:
        yield _deliver(consumer, log)


def _make_cursors() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_cursor (consumer, log, position, attempts, failure)"
            " SELECT consumer, tree.log, 0, 0, '' FROM unnest(%s::text[]) consumer CROSS JOIN journal_tree tree"
            " WHERE (consumer.consumer, tree.log) NOT IN (SELECT kept.consumer, kept.log FROM journal_cursor kept)"
            " ON CONFLICT DO NOTHING",
            [consumers()],
        )


def _deliver(consumer: str, log: UUID) -> int:
    if consumer in Projection.all:
        return _run_projection(Projection.all[consumer], log)
    if consumer in REACTIONS:
        return _run_reaction(REACTIONS[consumer], log)
    return 0


def _read(log: UUID, position: int) -> list[Recorded]:
    with connection.cursor() as cursor:
        cursor.execute(READ, [log, position, BATCH])
        return [read_back(bytes(body), log=log, index=index) for index, body in cursor.fetchall()]


def _read_kind(log: UUID, position: int, kind: str) -> list[Recorded]:
    with connection.cursor() as cursor:
        cursor.execute(READ_KIND, [log, position, kind, BATCH])
        return [read_back(bytes(body), log=log, index=index) for index, body in cursor.fetchall()]


def _run_projection(projection: Projection[Any], log: UUID) -> int:
    failure = ""
    try:
        with transaction.atomic(), scoped(SYSTEM, _exam_of(log)):
            cursor = (
                Cursor.objects.select_for_update(skip_locked=True).filter(consumer=projection.name, log=log).first()
            )
            if cursor is None:
                return 0
            batch = _read(log, cursor.position)
            with projection.opens(log) as rows:
                for recorded in batch:
                    projection.apply(recorded, rows)
            Cursor.objects.filter(pk=cursor.pk).update(position=cursor.position + len(batch), failure="")
            kill_point("projection_before_commit")
        return len(batch)
    # A projection's bug must not stop the other consumers. It is stored, shown by the watchman, and
    # the projection stands still until it is mended: the only place, with reactions, that catches all.
    except Exception:
        failure = traceback.format_exc(limit=-6)
    Cursor.objects.filter(consumer=projection.name, log=log).update(failure=failure)
    return 0


def _run_reaction(reaction: Reaction, log: UUID) -> int:
    cursor = Cursor.objects.get(consumer=reaction.name, log=log)
    head = Tree.objects.values_list("size", flat=True).get(pk=log)
    batch = _read_kind(log, cursor.position, reaction.event.kind)
    for recorded in batch:
        if not _reacted(reaction, recorded, cursor):
            return 0
        _move_on(cursor, (recorded.index or 0) + 1)
    if len(batch) < BATCH:
        _move_on(cursor, head)
    return max(len(batch), 1)


def _move_on(cursor: Cursor, position: int) -> None:
    """Advance to ``position``; two handler processes may both do so, and neither moves it back."""
    Cursor.objects.filter(pk=cursor.pk, position__lt=position).update(position=position, attempts=0, failure="")


def _reacted(reaction: Reaction, recorded: Recorded, cursor: Cursor) -> bool:
    """Whether the cursor may move on: the act was done, refused (and so kept), or parked after repeated failure."""
    asked = asked_by_system(cause=recorded.entry_id, purpose=reaction.name, exam_id=recorded.exam_id)
    try:
        reaction.handler(recorded.fact, asked)
    except DomainError:
        return True  # the verdict keeps it
    except Exception:
        return _failed(reaction, recorded, cursor, traceback.format_exc(limit=-6))
    kill_point("reaction_before_cursor")
    return True


def _failed(reaction: Reaction, recorded: Recorded, cursor: Cursor, failure: str) -> bool:
    cursor.attempts += 1
    Cursor.objects.filter(pk=cursor.pk).update(attempts=cursor.attempts, failure=failure)
    if cursor.attempts < PARK_AFTER:
        return False
    Parked.objects.get_or_create(
        consumer=reaction.name, entry_id=recorded.entry_id, defaults={"failure": failure, "parked_at": now()}
    )
    return True


def retry_parked(parked: Iterable[Parked]) -> int:
    """Try parked deliveries again, the same acts as before. Returns how many went through."""
    done = 0
    for one in parked:
        reaction = REACTIONS[one.consumer]
        content = one.entry.content
        recorded = read_back(bytes(content.body), log=one.entry.log, index=None)
        reaction.handler(
            recorded.fact, asked_by_system(cause=recorded.entry_id, purpose=reaction.name, exam_id=recorded.exam_id)
        )
        one.delete()
        done += 1
    return done


def _exam_of(log: UUID) -> UUID | None:
    return None if log == STANDING_LOG else log
