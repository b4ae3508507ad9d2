"""Reads and writes that every scan makes: told in Django's words, put into SQL once for a process and planned once.

Building a statement anew each time took Django longer than PostgreSQL to answer it, and planning it took PostgreSQL
longer than the answer. What stands here changes no statement: it remembers it and fills in the values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Lookup, Model, QuerySet
from django.db.models import query as reading
from django.db.transaction import TransactionManagementError

from kernel.statements import Statement, statement

M = TypeVar("M", bound=Model)


class Given(Expression):
    """A place in a statement that is filled anew at each reading. ``kind`` is its type in PostgreSQL."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__()
        self.name = name
        self.kind = kind

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The place itself stands among the values."""
        return f"(%s::{self.kind})", (self,)


@Field.register_lookup
class AnyOf(Lookup[Any]):
    """``code__any_of=Given("codes", "text[]")``: one statement for any number of them, where IN has one for each."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL's own form."""
        left, values = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY {right}", (*values, *more)


@dataclass(frozen=True)
class _Built(Generic[M]):
    statement: Statement
    names_given: tuple[str, ...]
    compiler: Any
    converters: dict[Any, Any]
    columns: slice
    names: list[str]
    related: list[Any]
    locks: bool


class Prepared(Generic[M]):
    """A query as ``build`` tells it, with ``Given`` where a value comes at each reading: ``read(exam=..., codes=...)``.

    What it returns are the models that the query itself would have returned. Filters are exact: an empty list of
    codes finds nothing, and None equals nothing.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._built: _Built[M] | None = None

    def __call__(self, **given: object) -> list[M]:
        """Read."""
        built = self._built = self._built or _built(self._build())
        if built.locks and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked until a transaction ends, and there is none")
        with connection.cursor() as cursor:
            built.statement.run(cursor, [given[name] for name in built.names_given])
            rows: Any = cursor.fetchall()
        if built.converters:
            rows = built.compiler.apply_converters(rows, built.converters)
        return [_row(built, row) for row in rows]


def _built(query: QuerySet[M]) -> _Built[M]:
    compiler: Any = query.query.get_compiler(using=query.db)
    populators: Any = reading.get_related_populators
    sql, values = compiler.as_sql()
    told = tuple(dict.fromkeys(one for one in values if isinstance(one, Given)))
    places = {one.name: f"${number}" for number, one in enumerate(told, start=1)}
    columns = compiler.klass_info["select_fields"]
    part = slice(columns[0], columns[-1] + 1)
    return _Built(
        statement=Statement(
            sql % tuple(places[one.name] if isinstance(one, Given) else _literal(one) for one in values),
            tuple(one.kind for one in told),
        ),
        names_given=tuple(places),
        compiler=compiler,
        converters=compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]]),
        columns=part,
        names=[one[0].target.attname for one in compiler.select[part]],
        related=populators(compiler.klass_info, compiler.select, query.db),
        locks=query.query.select_for_update,
    )


def _literal(value: Any) -> str:
    """A value that is the same at each reading, as it stands in SQL."""
    with connection.cursor() as cursor:
        text: bytes = cursor.mogrify("%s", [value])
    return text.decode()


def _row(built: _Built[M], row: Sequence[Any]) -> M:
    found: M = built.compiler.klass_info["model"].from_db(connection.alias, built.names, row[built.columns])
    for one in built.related:
        one.populate(row, found)
    return found


def insert_all(rows: Collection[Model]) -> None:
    """Insert these rows of one model, in one statement of one text for any number of them. Nothing where none is."""
    if not rows:
        return
    inserting, fields = _inserting(type(next(iter(rows))))
    values = [[one.get_db_prep_save(getattr(row, one.attname), connection) for row in rows] for one in fields]
    with connection.cursor() as cursor:
        inserting.run(cursor, values)


@cache
def _inserting(model: type[Model]) -> tuple[Statement, list[Any]]:
    """The statement, and the fields that it fills: all but a key that PostgreSQL draws itself."""
    fields = [one for one in model._meta.concrete_fields if not one.generated and one.db_returning is False]
    names = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    kinds = [f"{one.db_type(connection)}[]" for one in fields]
    arrays = ", ".join("%s" for _kind in kinds)
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 - our own words
    return statement(sql, *kinds), fields


def update_all(model: type[Model], keys: Collection[Any], **fields: object) -> None:
    """Set the same fields (``holder_id``) on all rows of these keys."""
    updating, known = _updating(model, tuple(fields))
    values = [one.get_db_prep_save(value, connection) for one, value in zip(known, fields.values(), strict=True)]
    with connection.cursor() as cursor:
        updating.run(cursor, [*values, list(keys)])


@cache
def _updating(model: type[Model], names: tuple[str, ...]) -> tuple[Statement, list[Any]]:
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote, key = connection.ops.quote_name, model._meta.pk
    settings = ", ".join(f"{quote(str(one.column))} = %s" for one in fields)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {quote(str(key.column))} = ANY (%s)"  # noqa: S608
    return statement(sql, *(str(one.db_type(connection)) for one in fields), f"{key.db_type(connection)}[]"), fields
