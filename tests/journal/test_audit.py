"""``verify_journal`` finds what somebody with the database's highest rights has changed."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.journal.facts import ring
from tests.servers import superuser
from tests.world import World

TAMPERING = {
    "one byte of a content": (
        "UPDATE journal_content SET body = set_byte(body, 5, get_byte(body, 5) # 1) WHERE entry_id = {second}"
    ),
    "one byte of a salt": (
        "UPDATE journal_content SET salt = set_byte(salt, 0, get_byte(salt, 0) # 1) WHERE entry_id = {second}"
    ),
    "one byte of a commitment": (
        "UPDATE journal_entry SET commitment = set_byte(commitment, 0, get_byte(commitment, 0) # 1) WHERE id = {second}"
    ),
    "one byte of a leaf": "UPDATE journal_leaf SET body = set_byte(body, 0, 0) WHERE index = 1",
    "a leaf in the middle gone": "DELETE FROM journal_leaf WHERE index = 1",
    "the last leaf gone": "DELETE FROM journal_leaf WHERE index = 2",
    "two leaves exchanged": "UPDATE journal_leaf SET index = 1 - index WHERE index < 2",
    "the kind of an entry": "UPDATE journal_entry SET kind = 'tests.other' WHERE id = {second}",
    "the root kept": "UPDATE journal_tree SET root = set_byte(root, 0, get_byte(root, 0) # 1)",
    "a peak kept": "UPDATE journal_tree SET peaks = set_byte(peaks, 0, get_byte(peaks, 0) # 1)",
    "an accepted act without an entry": (
        "INSERT INTO journal_verdict (act_id, code, request_hash, detail, log, at)"
        " SELECT gen_random_uuid(), 'accepted', 'x', '{{}}', log, at FROM journal_verdict LIMIT 1"
    ),
}


def verify() -> str:
    out, err = StringIO(), StringIO()
    call_command("verify_journal", stdout=out, stderr=err)
    return out.getvalue()


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(committed_county: World, what: str) -> None:
    for bell in ("one", "two", "three"):
        ring(committed_county.asked("wang"), bell=bell)
    committed_county.settle()
    assert "3 entries" in verify()

    root = superuser()
    try:
        with root.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("ALTER TABLE journal_leaf DROP CONSTRAINT log_numbers_are_unique")
            cursor.execute(TAMPERING[what].format(second="(SELECT entry_id FROM journal_leaf WHERE index = 1)"))
            assert cursor.rowcount > 0
    finally:
        root.close()
    try:
        with pytest.raises(CommandError):
            verify()
    finally:
        _mend()


def _mend() -> None:
    root = superuser()
    try:
        with root.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DELETE FROM journal_leaf")
            cursor.execute("ALTER TABLE journal_leaf ADD CONSTRAINT log_numbers_are_unique UNIQUE (log, index)")
    finally:
        root.close()
