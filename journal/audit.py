"""Whether the journal is whole: contents and domain rows against commitments, leaves against the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from journal.content import commitment, leaf_bytes, read_back
from journal.merkle import Frontier, leaf_hash
from journal.models import Tree
from kernel.events import DomainEvent

E = TypeVar("E", bound=DomainEvent)
Check = Callable[[Any, UUID], Iterable[str]]

CHECKS: dict[type[DomainEvent], list[Check]] = {}
CHUNK = 1_000

LEAVES = """
    SELECT leaf.index, leaf.body, entry.id, entry.kind, entry.log, entry.commitment, content.salt, content.body
    FROM journal_leaf leaf
    JOIN journal_entry entry ON entry.id = leaf.entry_id
    LEFT JOIN journal_content content ON content.entry_id = entry.id
    WHERE leaf.log = %s AND leaf.index >= %s ORDER BY leaf.index LIMIT %s
"""


def agrees(event: type[E]) -> Callable[[Callable[[E, UUID], Iterable[str]]], Callable[[E, UUID], Iterable[str]]]:
    """Register a check that the domain rows written under an entry are what its fact says.

    ``check(fact, entry_id)`` yields one sentence per row that differs.
    """

    def register(check: Callable[[E, UUID], Iterable[str]]) -> Callable[[E, UUID], Iterable[str]]:
        CHECKS.setdefault(event, []).append(check)
        return check

    return register


def differences() -> Iterator[str]:
    """One sentence for each thing that is not as the journal committed to it. Nothing: it is whole."""
    for tree in Tree.objects.order_by("log"):
        yield from _differences_of(tree)
    yield from _strays()


def _differences_of(tree: Tree) -> Iterator[str]:
    frontier, at = Frontier(), 0
    while rows := leaves_of(tree.log, at):
        for row in rows:
            if row[0] != at:
                yield f"{tree.log}: number {at} is missing"
            at = row[0] + 1
            yield from leaf_differences(tree.log, row)
        frontier = frontier.appended(leaf_hash(bytes(row[1])) for row in rows)
    if (frontier.size, frontier.root()) != (tree.size, bytes(tree.root)):
        yield f"{tree.log}: {frontier.size} leaves do not give the root kept for {tree.size}"
    if b"".join(frontier.peaks) != bytes(tree.peaks):
        yield f"{tree.log}: the peaks kept are not those of the leaves"


def leaf_differences(of_log: UUID, row: tuple[Any, ...]) -> Iterator[str]:
    """What is wrong with one leaf and the entry and content behind it. ``row`` is as ``leaves_of`` gives it."""
    index, leaf, entry_id, kind, log, committed, salt, body = row
    place = f"{of_log} #{index}"
    if bytes(leaf) != leaf_bytes(index=index, committed=bytes(committed)):
        yield f"{place}: the leaf is not what entry {entry_id} commits to"
    if log != of_log:
        yield f"{place}: entry {entry_id} belongs to log {log}"
    if body is not None:
        yield from _content_differences(place, entry_id, kind, (bytes(committed), bytes(salt), bytes(body)))


def _content_differences(place: str, entry_id: UUID, kind: str, kept: tuple[bytes, bytes, bytes]) -> Iterator[str]:
    committed, salt, body = kept
    if commitment(salt, body) != committed:
        yield f"{place}: the content of {entry_id} is not what was committed to"
        return
    recorded = read_back(body, log=UUID(int=0), index=None)
    if (recorded.entry_id, recorded.fact.kind) != (entry_id, kind):
        yield f"{place}: the content of {entry_id} speaks of {recorded.entry_id} ({recorded.fact.kind})"
    for check in CHECKS.get(type(recorded.fact), ()):
        for difference in check(recorded.fact, entry_id):
            yield f"{place}: {difference}"


def leaves_of(log: UUID, start: int = 0) -> list[tuple[Any, ...]]:
    """Leaves in order, each with its entry's id, kind, log and commitment, and the content's salt and body."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [log, start, CHUNK])
        return list(cursor.fetchall())


def _strays() -> Iterator[str]:
    """Entries that neither wait nor stand in a log, and accepted acts without an entry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry.id FROM journal_entry entry"
            " LEFT JOIN journal_leaf leaf ON leaf.entry_id = entry.id"
            " LEFT JOIN journal_waiting waiting ON waiting.entry_id = entry.id"
            " WHERE leaf.id IS NULL AND waiting.seq IS NULL"
        )
        for (entry_id,) in cursor.fetchall():
            yield f"entry {entry_id} has no number and is not waiting for one"
        cursor.execute(
            "SELECT verdict.act_id FROM journal_verdict verdict"
            " LEFT JOIN journal_entry entry ON entry.id = verdict.act_id"
            " WHERE verdict.code = 'accepted' AND entry.id IS NULL"
        )
        for (act_id,) in cursor.fetchall():
            yield f"act {act_id} was accepted and left no entry"
