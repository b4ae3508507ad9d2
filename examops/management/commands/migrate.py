"""Django's ``migrate``, with the operations of our own migrations merged first."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, cast

from django.conf import settings
from django.core.management.commands import migrate
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation


class Command(migrate.Command):
    """A constraint or index added to a table just created becomes part of its creation.

    Every operation on its own makes Django build the models of all apps anew, once per constraint: on a small
    machine that is most of the time of a first start. The tables that come out are the same.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        for app in settings.OUR_APPS:
            merge_operations(app)
        super().handle(*args, **options)


def merge_operations(app: str) -> None:
    """Merge what can be merged in every migration of ``app``."""
    try:
        package = import_module(f"{app}.migrations")
    except ModuleNotFoundError:
        return
    for found in iter_modules(package.__path__):
        migration: type[Migration] = import_module(f"{app}.migrations.{found.name}").Migration
        migration.operations = merged(migration.operations, app)


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
