"""Numbering: one process gives each committed entry its index, writes its leaf and extends the tree.

Order is the order of ``Waiting.seq`` among the rows visible in one snapshot. Ordering by
transaction id would put effect before cause; reading ``id > last`` would lose rows that commit
late: neither is done anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg2.extras import execute_values

from journal.content import leaf_bytes
from journal.merkle import Frontier, leaf_hash
from kernel.faults import kill_point
from kernel.time import now

BATCH = 1_000
LOCK = 0x45784F70_00000001

TAKE = """
    WITH taken AS (
        DELETE FROM journal_waiting WHERE seq IN (SELECT seq FROM journal_waiting ORDER BY seq LIMIT %s)
        RETURNING seq, entry_id, log
    )
    SELECT taken.log, taken.entry_id, entry.commitment
    FROM taken JOIN journal_entry entry ON entry.id = taken.entry_id ORDER BY taken.log, taken.seq
"""

KEEP_TREE = """
    INSERT INTO journal_tree (log, size, peaks, root, grown_at) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (log) DO UPDATE
    SET size = excluded.size, peaks = excluded.peaks, root = excluded.root, grown_at = excluded.grown_at
"""


def number_waiting(limit: int = BATCH) -> int:
    """Number up to ``limit`` waiting entries and return how many there were.

    All or nothing per batch: a killed sequencer leaves the rows waiting, and the next one gives
    them the numbers that were never seen. The advisory lock makes a second sequencer harmless.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(TAKE, [limit])
        taken = cursor.fetchall()
        kill_point("sequencer_before_leaves")
        for log, rows in groupby(taken, key=itemgetter(0)):
            _extend(cursor, log, list(rows))
        kill_point("sequencer_before_commit")
    return len(taken)


def frontier_of(size: int, peaks: bytes) -> Frontier:
    """The frontier as the tree table keeps it: peaks of 32 bytes, end to end."""
    return Frontier(size, tuple(peaks[at : at + 32] for at in range(0, len(peaks), 32)))


def _extend(cursor: Any, log: UUID, rows: Sequence[tuple[UUID, UUID, memoryview]]) -> None:
    cursor.execute("SELECT size, peaks FROM journal_tree WHERE log = %s FOR UPDATE", [log])
    kept = cursor.fetchone()
    frontier = Frontier() if kept is None else frontier_of(kept[0], bytes(kept[1]))
    bodies = [
        leaf_bytes(index=frontier.size + offset, committed=bytes(committed))
        for offset, (_log, _entry, committed) in enumerate(rows)
    ]
    execute_values(
        cursor.cursor,
        "INSERT INTO journal_leaf (log, index, entry_id, body) VALUES %s",
        [
            (str(log), frontier.size + offset, str(row[1]), body)
            for offset, (row, body) in enumerate(zip(rows, bodies, strict=True))
        ],
        page_size=len(rows),
    )
    frontier = frontier.appended(map(leaf_hash, bodies))
    cursor.execute(KEEP_TREE, [log, frontier.size, b"".join(frontier.peaks), frontier.root(), now()])
