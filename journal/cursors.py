"""Reading the journal in order: projections and reactions, each with a cursor of its own in each log.

*Projections* run in journal order inside their cursor's transaction; on failure they stop, are shown,
and are rebuilt, never skipped. *Reactions* are acts: at least once, idempotent by their act id, parked
after repeated failure, and hold up nobody else.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.db import connection, transaction

from journal.content import Recorded, read_back
from journal.models import STANDING_LOG, Cursor, Parked
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
    SELECT cursor.consumer, cursor.log, cursor.position, tree.size FROM journal_cursor cursor
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


@dataclass(frozen=True, slots=True)
class Behind:
    """A consumer that has not read all of a log: where it stands, and where the log ended when that was asked."""

    consumer: str
    log: UUID
    position: int
    head: int


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
        behind = [Behind(*row) for row in cursor.fetchall()]
    for one in behind:
        yield _deliver(one)


def _make_cursors() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_cursor (consumer, log, position, attempts, failure)"
            " SELECT consumer, tree.log, 0, 0, '' FROM unnest(%s::text[]) consumer CROSS JOIN journal_tree tree"
            " WHERE (consumer.consumer, tree.log) NOT IN (SELECT kept.consumer, kept.log FROM journal_cursor kept)"
            " ON CONFLICT DO NOTHING",
            [consumers()],
        )


def _deliver(behind: Behind) -> int:
    if behind.consumer in Projection.all:
        return _run_projection(Projection.all[behind.consumer], behind.log)
    if behind.consumer in REACTIONS:
        return _run_reaction(REACTIONS[behind.consumer], behind)
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


def _run_reaction(reaction: Reaction, behind: Behind) -> int:
    """Answer a batch; the cursor moves once for all of it, since an act that is delivered again is the same act."""
    batch = _read_kind(behind.log, behind.position, reaction.event.kind)
    reached = behind.position
    for recorded in batch:
        failure = _reacted(reaction, recorded)
        if failure and not _parked(replace(behind, position=reached), recorded, failure):
            return 0
        reached = (recorded.index or 0) + 1
    _move_on(reaction.name, behind.log, reached if len(batch) == BATCH else max(reached, behind.head))
    return max(len(batch), 1)


def _move_on(consumer: str, log: UUID, position: int) -> None:
    """Advance to ``position``; two handler processes may both do so, and neither moves it back."""
    kept = Cursor.objects.filter(consumer=consumer, log=log, position__lt=position)
    kept.update(position=position, attempts=0, failure="")


def _reacted(reaction: Reaction, recorded: Recorded) -> str:
    """Answer one fact: empty when the act was done, or refused (and so kept), else what went wrong."""
    asked = asked_by_system(cause=recorded.entry_id, purpose=reaction.name, exam_id=recorded.exam_id)
    try:
        reaction.handler(recorded.fact, asked)
    except DomainError:
        return ""  # the verdict keeps it
    except Exception:
        return traceback.format_exc(limit=-6)
    kill_point("reaction_before_cursor")
    return ""


def _parked(behind: Behind, recorded: Recorded, failure: str) -> bool:
    """Note a failed answer, the cursor standing before it. Whether it failed so often that it is put aside."""
    _move_on(behind.consumer, behind.log, behind.position)
    cursor = Cursor.objects.get(consumer=behind.consumer, log=behind.log)
    cursor.attempts += 1
    Cursor.objects.filter(pk=cursor.pk).update(attempts=cursor.attempts, failure=failure)
    if cursor.attempts < PARK_AFTER:
        return False
    Parked.objects.get_or_create(
        consumer=behind.consumer, entry_id=recorded.entry_id, defaults={"failure": failure, "parked_at": now()}
    )
    return True


def retry_parked() -> tuple[int, int]:
    """Answer again what was set aside, each by the same act as before. Returns how many went through, and how many not.

    For after the mending of a bug: what fails again stays aside, with its new failure.
    """
    done = failed = 0
    for parked in Parked.objects.select_related("entry__content").order_by("parked_at"):
        recorded = read_back(bytes(parked.entry.content.body), log=parked.entry.log, index=None)
        if failure := _reacted(REACTIONS[parked.consumer], recorded):
            Parked.objects.filter(pk=parked.pk).update(failure=failure)
            failed += 1
        else:
            parked.delete()
            done += 1
    return done, failed


def _exam_of(log: UUID) -> UUID | None:
    return None if log == STANDING_LOG else log
