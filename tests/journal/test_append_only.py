"""PostgreSQL itself keeps the journal: the app's role may append and nothing else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from journal.audit import differences
from tests.journal.facts import ring
from tests.servers import superuser
from tests.world import World

FORBIDDEN = [
    "UPDATE journal_entry SET kind = 'x'",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry CASCADE",
    "UPDATE journal_content SET body = 'x'",
    "DELETE FROM journal_content",
    "TRUNCATE journal_content",
    "INSERT INTO journal_leaf (log, index, entry_id, body) SELECT log, 99, id, 'x' FROM journal_entry",
    "UPDATE journal_leaf SET index = index + 1",
    "DELETE FROM journal_leaf",
    "TRUNCATE journal_leaf",
    "UPDATE journal_tree SET size = 0",
    "DELETE FROM journal_tree",
    "DELETE FROM journal_waiting",
    "UPDATE journal_waiting SET seq = seq + 1",
    "UPDATE journal_verdict SET code = 'accepted'",
    "DELETE FROM journal_verdict",
    "UPDATE organisation_proof SET side = 'giver'",
    "DELETE FROM organisation_proof",
    "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
    "DROP TABLE journal_entry CASCADE",
    "CREATE TABLE aside (id int)",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_app_may_not(county: World, statement: str) -> None:
    ring(county.asked("wang"), bell="great")
    county.settle()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(differences()) == []


@pytest.mark.parametrize("table", ["journal_entry", "journal_content", "journal_leaf", "organisation_proof"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_even_a_superuser_is_stopped_by_the_trigger(committed_county: World, table: str, statement: str) -> None:
    asked = committed_county.asked("wang")
    ring(asked, bell="great")
    committed_county.settle()
    column = {"journal_entry": "kind", "journal_content": "salt", "journal_leaf": "body"}.get(table, "side")
    root = superuser()
    try:
        with root.cursor() as cursor:
            if table == "organisation_proof":
                cursor.execute(
                    "INSERT INTO organisation_proof (act_id, side, person_id, method, proved_at)"
                    " VALUES (%s, 'giver', %s, 'login', %s)",
                    [str(asked.act_id), str(committed_county.wang.pk), asked.received_at],
                )
            with pytest.raises(Exception, match="never changed"):
                cursor.execute(statement.format(table, column, column))
    finally:
        root.close()


def test_only_the_erasure_role_deletes_content_and_the_tree_stays_whole(committed_county: World) -> None:
    ring(committed_county.asked("wang"), bell="great")
    ring(committed_county.asked("wang"), bell="small")
    committed_county.settle()
    root = superuser()
    try:
        with root.cursor() as cursor:
            cursor.execute("SELECT entry_id FROM journal_leaf WHERE index = 0")
            first = cursor.fetchone()
            cursor.execute(f'SET ROLE "{settings.DB_ROLE_PREFIX}_erasure"')
            cursor.execute("DELETE FROM journal_content WHERE entry_id = %s", first)
            assert cursor.rowcount == 1
    finally:
        root.close()

    assert list(differences()) == []
