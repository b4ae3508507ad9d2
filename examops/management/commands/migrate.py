"""Django's ``migrate``, with the operations of our own migrations brought together first."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, cast

from django.conf import settings
from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveIndex,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# None of these asks how the models were between two of them; Python code might.
TOGETHER = (AddConstraint, AddField, AddIndex, CreateModel, RemoveConstraint, RemoveIndex, RunSQL)


class Command(migrate.Command):
    """A constraint or index added to a table just created becomes part of its creation; the rest runs together.

    Every operation on its own makes Django build the models of all apps anew, once per constraint: on a small
    machine that is most of the time of a first start. The tables that come out are the same.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        for app in settings.OUR_APPS:
            merge_operations(app)
        super().handle(*args, **options)


class Together(Operation):
    """Operations that run one after the other, while the models are built once, as they are after the last."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # built anew at the first look, and not after each of these
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(str(operation.describe()) for operation in self.operations)


def merge_operations(app: str) -> None:
    """Merge what can be merged in every migration of ``app``, and let the rest run together."""
    try:
        package = import_module(f"{app}.migrations")
    except ModuleNotFoundError:
        return
    for found in iter_modules(package.__path__):
        migration: type[Migration] = import_module(f"{app}.migrations.{found.name}").Migration
        migration.operations = together(merged(migration.operations, app))


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The operations in their order, as many as can be in one.

    A table is created with all that it has after the last of its group, so nothing is added to it there; and what
    is taken away was there before the first.
    """
    done: list[Operation] = []
    group: list[Operation] = []
    made: set[str] = set()
    for operation in operations:
        if not isinstance(operation, TOGETHER) or made & _stands_on(operation):
            done += _as_one(group)
            group, made = [], set()
        if isinstance(operation, TOGETHER):
            group.append(operation)
            made |= _makes(operation)
        else:
            done.append(operation)
    return done + _as_one(group)


def _stands_on(operation: Operation) -> set[str]:
    """What must be as it was before the operation's group: its table, and what it takes away."""
    taken = {operation.name} if isinstance(operation, RemoveConstraint | RemoveIndex) else set()
    return taken | {str(getattr(operation, "model_name", "")).lower()}


def _makes(operation: Operation) -> set[str]:
    if isinstance(operation, CreateModel):
        return {operation.name.lower()}
    if isinstance(operation, AddConstraint):
        return {operation.constraint.name}
    return {operation.index.name} if isinstance(operation, AddIndex) else set()


def _as_one(group: Sequence[Operation]) -> list[Operation]:
    return [Together(group)] if len(group) > 1 else [*group]


def merged(operations: Sequence[Operation], app: str) -> list[Operation]:
    """Constraints and indexes moved into the creation of their table.

    Django's own optimiser does not move them past the creation of another table that points to this one. That
    is safe here: a constraint is about its own table, and only those are moved that no field added later, and
    no statement of SQL, comes before.
    """
    done: list[Operation] = []
    created: dict[str, int] = {}
    for operation in operations:
        name = getattr(operation, "model_name", "").lower()
        if isinstance(operation, AddConstraint | AddIndex) and name in created:
            place = created[name]
            (done[place],) = cast("list[Operation]", done[place].reduce(operation, app))
            continue
        if isinstance(operation, CreateModel):
            created[operation.name.lower()] = len(done)
        elif isinstance(operation, AddField):
            created.pop(name, None)
        else:
            created.clear()
        done.append(operation)
    return done
