from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from journal.audit import leaf_differences, leaves_of
from journal.models import STANDING_LOG
from kernel.actors import SYSTEM
from kernel.scope import reading

LEAF, CONTENT = 1, 7


class Command(BaseCommand):
    """Show that the audit finds tampering: flip one byte in a copy of a leaf and in a copy of a content.

    Nothing stored is touched. Prints for each whether it was found.
    """

    help = "Flip bytes in copies of journal rows and see whether the audit finds them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which log."""
        parser.add_argument("--exam", default=str(STANDING_LOG), help="the exam whose log is tried")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try the last entry of the log."""
        log = UUID(options["exam"])
        with reading(SYSTEM):
            rows = leaves_of(log)
            if not rows:
                raise CommandError("this log has no entries")
            if any(leaf_differences(log, rows[-1])):
                raise CommandError("this log is not whole to begin with")
            found = {
                "leaf": any(leaf_differences(log, _flipped(rows[-1], LEAF))),
                "content": any(leaf_differences(log, _flipped(rows[-1], CONTENT))),
            }
        self.stdout.write(json.dumps(found))


def _flipped(row: tuple[Any, ...], column: int) -> tuple[Any, ...]:
    """A copy of the row with one bit of the column's middle byte turned."""
    changed = bytearray(bytes(row[column]))
    changed[len(changed) // 2] ^= 1
    return (*row[:column], bytes(changed), *row[column + 1 :])
