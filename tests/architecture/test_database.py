"""PostgreSQL keeps the law: states are checked, counties are kept apart, and migrations say what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CheckConstraint, Model, Q

from tests.architecture.sources import imports, nothing, sources

HUMAN_NAME = re.compile(r"^\d{4}_[a-z][a-z0-9]*(_[a-z0-9]+)*$")


def our_models() -> list[type[Model]]:
    return [model for app in settings.OUR_APPS for model in apps.get_app_config(app).get_models()]


def names_in(condition: Q) -> Iterator[str]:
    """The fields that a condition is about."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from names_in(child)
        elif isinstance(child, tuple):
            yield child[0].split("__")[0]


def test_every_state_has_a_check() -> None:
    unchecked = []
    for model in our_models():
        checks = [rule for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
        checked = {name for rule in checks if isinstance(rule.condition, Q) for name in names_in(rule.condition)}
        fields = {field.name for field in model._meta.local_fields}
        unchecked += [f"{model._meta.label}.{name}" for name in {"status", "state"} & fields - checked]
    nothing(unchecked)


def test_every_scoped_table_keeps_counties_apart(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {name for (name,) in cursor.fetchall()}
    scoped = {model._meta.db_table for model in our_models() if "scope" in {f.name for f in model._meta.local_fields}}

    assert scoped
    assert scoped <= guarded, f"no row-level security on {sorted(scoped - guarded)}"


def test_the_app_owns_nothing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)


def test_migrations_have_human_names() -> None:
    names = [
        source.path.stem
        for source in sources(migrations=True)
        if source.part == "migrations" and source.path.stem != "__init__"
    ]

    assert names
    nothing([name for name in names if not HUMAN_NAME.match(name) or "auto_" in name or name.endswith("_initial")])


def test_migrations_use_no_code_that_may_change() -> None:
    ours = {app.split(".")[0] for app in settings.OUR_APPS}
    using = [
        f"{source.name}:{line} {module}"
        for source in sources(migrations=True)
        if source.part == "migrations"
        for module, line in imports(source)
        if module.split(".")[0] in ours and not module.startswith("kernel.rows")
    ]
    nothing(using)
