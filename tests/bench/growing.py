"""What a page costs as the journal grows: one bag's history among ten thousand entries, and among a million."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from django.db import connection, models
from psycopg2 import sql

from journal.models import Entry, Leaf
from organisation.models import Person, Proof
from paper_custody import services
from paper_custody.models import Bag, Handover, Seal
from paper_custody.states import Batch, Scan
from tests.bench.figures import Figure, tell
from tests.bench.scanning import fill_the_vault, scans_of_screen
from tests.servers import superuser
from tests.world import Browser, World

FEW, MANY, WHOLE = 10_000, 1_000_000, 10_000_000
A_BAG = 6  # handovers of each bag that is not looked at
LOOKS = 40
FLOOR = "/health/live"
TARGET = "ratio <= 1.5 (ambition flat)"


def growth(*, whole: bool) -> None:
    """``history_page_growth``: the history of a bag in ms, with its tables and the journal grown a hundredfold.

    The ratio is of what it costs beside a page without reads, so that a busy neighbour changes nothing.
    """
    world = World.of_people().with_exams()
    pairs = fill_the_vault(world)
    scan = scans_of_screen(0)[0]
    for number in range(A_BAG):
        first, second = pairs[0] if number % 2 == 0 else reversed(pairs[0])
        _hand_over(world, first, second, Batch([Scan(**scan)]))
    world.settle()
    browser, address = world.client_of("wang"), f"{world.api}/papers/bags/{scan['code']}/"
    _grow(FEW)
    assert len(browser.get(address).json()["moments"]) > A_BAG
    before, before_by_floor = _looked(browser, address)
    _grow((WHOLE if whole else MANY) - FEW)
    after, after_by_floor = _looked(browser, address)
    tell(Figure("history_page_growth", after, before, after_by_floor / before_by_floor, TARGET, "ms", LOOKS))


def _hand_over(world: World, giver: Person, receiver: Person, batch: Batch) -> None:
    proved = replace(world.actor(receiver), proved_by="password")
    services.hand_over(world.asked(giver, exam_id=world.exam.pk), receiver=proved, batch=batch)


def _looked(browser: Browser, address: str) -> tuple[float, float]:
    """The median of some looks, in milliseconds, and in looks at a page that reads next to nothing: its neighbour."""
    took, ratios = [], []
    for _look in range(LOOKS):
        page, floor = _timed(browser, address), _timed(browser, FLOOR)
        took.append(page)
        ratios.append(page / floor)
    return statistics.median(took), statistics.median(ratios)


def _timed(browser: Browser, address: str) -> float:
    began = time.perf_counter()
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content
    return (time.perf_counter() - began) * 1000


def _grow(entries: int) -> None:
    """Add so many entries of handovers, as acts leave them: content, number, proofs, bag, seal and row.

    As the superuser and without the checks of keys, which would take an hour: the rows are copies of such as passed.
    """
    connection.close()
    owner = superuser()
    try:
        with owner.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(PATTERN)
            cursor.execute(GROWN, [-(-entries // A_BAG), A_BAG])
            for statement in JOURNAL:
                cursor.execute(statement)
            cursor.execute(_copied(Bag, "x.id = p.bag_id", BAG, once=True))
            cursor.execute(_copied(Seal, "x.bag_id = p.bag_id", SEAL, once=True))
            cursor.execute(_copied(Handover, "x.id = p.id", HANDOVER))
            cursor.execute("DROP TABLE grown, pattern")
            for model in (Bag, Seal, Handover, Entry, Leaf, Proof):
                cursor.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(model._meta.db_table)))
    finally:
        owner.close()


# The newest handover that people signed.
PATTERN = """
    CREATE TEMP TABLE pattern AS SELECT h.* FROM paper_custody_handover h JOIN paper_custody_bag b ON b.id = h.bag_id
        WHERE b.code NOT LIKE 'grown-%' ORDER BY h.at DESC LIMIT 1
"""
GROWN = """
    CREATE TEMP TABLE grown AS
        SELECT gen_random_uuid() AS entry, bag, number, row_number() OVER () AS place
        FROM (SELECT gen_random_uuid() AS bag FROM generate_series(1, %s)) bags, generate_series(1, %s) AS number
"""
JOURNAL = (
    """INSERT INTO journal_entry (id, log, kind, commitment) SELECT g.entry, e.log, e.kind, e.commitment
        FROM grown g, pattern p JOIN journal_entry e ON e.id = p.entry_id""",
    """INSERT INTO journal_content (entry_id, salt, body) SELECT g.entry, c.salt, c.body
        FROM grown g, pattern p JOIN journal_content c ON c.entry_id = p.entry_id""",
    """INSERT INTO journal_leaf (log, index, entry_id, body)
        SELECT l.log, top.index + g.place, g.entry, l.body
        FROM grown g, pattern p JOIN journal_leaf l ON l.entry_id = p.entry_id
        CROSS JOIN (SELECT max(index) AS index FROM journal_leaf) top""",
    """INSERT INTO organisation_proof (act_id, side, person_id, method, proved_at, signing_id, beside_id)
        SELECT g.entry, o.side, o.person_id, o.method, o.proved_at, o.signing_id, o.beside_id
        FROM grown g, pattern p JOIN organisation_proof o ON o.act_id = p.entry_id""",
)
BAG = {"id": "g.bag", "code": "'grown-' || g.bag"}
SEAL = {"id": "gen_random_uuid()", "bag_id": "g.bag", "number": "'grown-' || g.bag"}
HANDOVER = {"id": "gen_random_uuid()", "bag_id": "g.bag", "entry_id": "g.entry", "seal_id": "NULL"}
COPY = "INSERT INTO {table} ({columns}) SELECT {values} FROM grown g, pattern p JOIN {table} x ON {key}"


def _copied(model: type[models.Model], key: str, changed: dict[str, str], *, once: bool = False) -> sql.Composed:
    """The statement that copies the pattern's row of a table for every grown one, or once for every grown bag."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = [sql.SQL(changed[one]) if one in changed else sql.Identifier("x", one) for one in columns]
    return sql.SQL(f"{COPY} WHERE g.number = 1" if once else COPY).format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values),
        key=sql.SQL(key),
    )
