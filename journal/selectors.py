"""Reads: whether the journal has settled, who lags, and what it says."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from journal.content import Recorded, read_back
from journal.cursors import consumers
from journal.merkle import inclusion_proofs, leaf_hash
from journal.models import Cursor, Leaf, Parked, Tree, Waiting

LAG = """
    SELECT named.consumer, tree.log, tree.size - coalesce(kept.position, 0), coalesce(kept.failure, '')
    FROM journal_tree tree CROSS JOIN unnest(%s::text[]) AS named (consumer)
    LEFT JOIN journal_cursor kept ON kept.log = tree.log AND kept.consumer = named.consumer
    WHERE tree.size > coalesce(kept.position, 0) OR coalesce(kept.failure, '') <> ''
"""


@dataclass(frozen=True, slots=True)
class Lag:
    """One consumer's distance from the head of one log."""

    consumer: str
    log: UUID
    behind: int
    failure: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """How long a log is, and the root over all of it."""

    log: UUID
    size: int
    root: bytes


def heads() -> list[LogHead]:
    """The head of every log."""
    return [LogHead(tree.log, tree.size, bytes(tree.root)) for tree in Tree.objects.order_by("log")]


def waiting_count() -> int:
    """How many entries have committed and are not yet numbered."""
    return Waiting.objects.count()


def lagging() -> list[Lag]:
    """Consumers that have not read all that is numbered, or that stand still on a failure."""
    with connection.cursor() as cursor:
        cursor.execute(LAG, [consumers()])
        return [Lag(*row) for row in cursor.fetchall()]


def settled() -> bool:
    """Whether all that was done is numbered, projected and reacted to."""
    return waiting_count() == 0 and not lagging()


def parked_count() -> int:
    """How many deliveries were set aside after repeated failure."""
    return Parked.objects.count()


def failures() -> dict[str, str]:
    """The consumers that stand still, and why."""
    return dict(Cursor.objects.exclude(failure="").values_list("consumer", "failure"))


def entries_of(log: UUID, *, start: int = 0, limit: int = 1_000) -> list[Recorded]:
    """The facts of a log in journal order, from index ``start``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf.index, content.body FROM journal_leaf leaf"
            " JOIN journal_content content ON content.entry_id = leaf.entry_id"
            " WHERE leaf.log = %s AND leaf.index >= %s ORDER BY leaf.index LIMIT %s",
            [log, start, limit],
        )
        return [read_back(bytes(body), log=log, index=index) for index, body in cursor.fetchall()]


# Acts commit side by side: an entry may stand a little before one of a moment earlier.
OUT_OF_ORDER = dt.timedelta(minutes=1)


def entries_between(log: UUID, since: dt.datetime, until: dt.datetime, *, limit: int = 5_000) -> list[Recorded]:
    """The facts of a log between two moments of its exam's time, in journal order; the first ``limit`` of them.

    Exam time never goes back, so that the first is found by halving: no index over times, which lie in the content.
    """
    tree = Tree.objects.filter(log=log).first()
    low, high = 0, 0 if tree is None else tree.size
    while low < high:
        middle = (low + high) // 2
        found = entries_of(log, start=middle, limit=1)
        if found and found[0].exam_at < since - OUT_OF_ORDER:
            low = middle + 1
        else:
            high = middle
    told: list[Recorded] = []
    while page := entries_of(log, start=low):
        told += [one for one in page if since <= one.exam_at <= until]
        low = (page[-1].index or 0) + 1
        if page[-1].exam_at > until + OUT_OF_ORDER or len(told) >= limit:
            break
    return told[:limit]


@dataclass(frozen=True, slots=True)
class Head:
    """How many records a log has, and the root over them in base64. An empty log has none."""

    size: int
    root: str


def head_of(log: UUID) -> Head:
    """The newest head of a log."""
    tree = Tree.objects.filter(log=log).first()
    return Head(0, "") if tree is None else Head(tree.size, b64encode(bytes(tree.root)).decode())


@dataclass(frozen=True, slots=True)
class Proved:
    """An entry with all that proves its place: its leaf, what opens its commitment, and the path to the root."""

    index: int
    entry: UUID
    kind: str
    leaf: bytes
    salt: bytes
    body: bytes
    path: tuple[bytes, ...]


def contents_of(log: UUID, *, kinds: str) -> Iterator[tuple[int, Recorded]]:
    """The facts of a log whose kind begins so, in journal order, with their numbers; erased ones are left out."""
    rows = Leaf.objects.filter(log=log, entry__kind__startswith=kinds, entry__content__isnull=False)
    for index, body in rows.order_by("index").values_list("index", "entry__content__body").iterator():
        yield index, read_back(bytes(body), log=log, index=index)


def proved(log: UUID, indexes: Collection[int]) -> tuple[LogHead, list[Proved]]:
    """The entries of these numbers with their proofs, all against the one head that is told with them."""
    tree = Tree.objects.get(log=log)
    leaves = Leaf.objects.filter(log=log, index__lt=tree.size).order_by("index").values_list("body", flat=True)
    paths = inclusion_proofs([leaf_hash(bytes(body)) for body in leaves.iterator()], indexes)
    rows = Leaf.objects.filter(log=log, index__in=indexes).order_by("index").select_related("entry__content")
    told = [
        Proved(
            index=row.index,
            entry=row.entry_id,
            kind=row.entry.kind,
            leaf=bytes(row.body),
            salt=bytes(row.entry.content.salt),
            body=bytes(row.entry.content.body),
            path=tuple(paths[row.index]),
        )
        for row in rows
    ]
    return LogHead(tree.log, tree.size, bytes(tree.root)), told
