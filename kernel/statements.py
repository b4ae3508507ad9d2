"""Statements that PostgreSQL reads and plans once for a connection: those of every act and every request."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# Statements live as long as their connection, whatever transaction they were first asked for in.
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Statement:
    """SQL with ``$1``, ``$2`` where its values stand, and the types of those in PostgreSQL.

    Kept by the connection, so whoever puts a pool before PostgreSQL must let a session keep its connection.
    """

    sql: str
    kinds: tuple[str, ...]

    @cached_property
    def name(self) -> str:
        """By its text: two that read alike are one."""
        return f"examops_{hashlib.sha256(self.sql.encode()).hexdigest()[:24]}"

    @cached_property
    def call(self) -> str:
        """What runs it, with ``%s`` where its values stand; for after ``make_known``."""
        values = ", ".join(f"%s::{kind}" for kind in self.kinds)
        return f"EXECUTE {self.name} ({values})" if values else f"EXECUTE {self.name}"

    def make_known(self) -> None:
        """Tell this connection of it, unless it knows."""
        connection.ensure_connection()
        known = _known.setdefault(connection.connection, set())
        if self.name in known:
            return
        with connection.connection.cursor() as plain:
            plain.execute(
                f"PREPARE {self.name} ({', '.join(self.kinds)}) AS {self.sql}"
                if self.kinds
                else f"PREPARE {self.name} AS {self.sql}"
            )
        known.add(self.name)

    def run(self, cursor: Any, values: Sequence[Any]) -> None:
        """Run it by this cursor of Django's."""
        self.make_known()
        cursor.execute(self.call, values)


def statement(sql: str, *kinds: str) -> Statement:
    """One whose values are told as ``%s``, in the order of ``kinds``."""
    parts = sql.split("%s")
    if len(parts) != len(kinds) + 1:
        raise ValueError(f"{len(parts) - 1} values and {len(kinds)} types")
    numbered = "".join(f"{part}${number}" for number, part in enumerate(parts[:-1], start=1))
    return Statement(numbered + parts[-1], kinds)
