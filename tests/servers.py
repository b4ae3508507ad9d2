"""The test run's PostgreSQL and Valkey: the same embedded servers as the product's, on a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2
from django.conf import settings
from psycopg2 import sql

from examops.places import BASE, Places
from examops.servers.accounts import account_for_postgres
from examops.servers.postgres import SUPERUSER, Postgres
from examops.servers.valkey import Valkey
from examops.settings.readers import kept_secret

KEPT_TABLES = ("django_migrations", "django_content_type", "auth_permission")


@contextmanager
def running_servers(places: Places) -> Iterator[None]:
    """Start both servers, migrate as the owner, and stop them in the end."""
    for folder in (places.var, places.run, places.log, places.sockets):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    postgres = Postgres(places, account_for_postgres(), prefix=settings.DB_ROLE_PREFIX)
    valkey = Valkey(places)
    postgres.initialise()
    started = [valkey.start(), postgres.start()]
    try:
        _wait(valkey.ready, valkey.why_it_ended)
        _wait(postgres.ready, postgres.why_it_ended)
        postgres.make_owner()
        as_owner("migrate", "--verbosity", "0")
        as_owner("unlock_roles")
        _let_tests_number()
        yield
    finally:
        postgres.end_leftover()
        valkey.end_leftover()
        for process in started:
            process.wait(timeout=30)


def as_owner(*words: str) -> None:
    """Run a management command as the owner of the database, the only one who may change its shape."""
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=BASE, check=True, env={**os.environ, "EXAMOPS_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "examops.settings"},
    )  # fmt: skip


def superuser() -> psycopg2.extensions.connection:
    """A connection that no policy or trigger binds. Only for putting the database back between tests."""
    address = settings.DATABASES["default"]
    connection = psycopg2.connect(
        host=address["HOST"],
        dbname=address["NAME"],
        user=SUPERUSER,
        password=kept_secret(settings.PLACES.secrets, "db_root"),
    )
    connection.autocommit = True
    return connection


def empty_all_tables() -> None:
    """Take back what a test committed. Triggers that guard the journal are passed by as no role of ours can."""
    connection = superuser()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [name for (name,) in cursor.fetchall() if name not in KEPT_TABLES]
            cursor.execute("SET session_replication_role = replica")
            for name in tables:
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    finally:
        connection.close()


def _let_tests_number() -> None:
    """Let the app's login take the sequencer's role on request: a story runs in one transaction, numbering included.

    Not inherited: as long as it does not ask, the app is refused what it is refused in a county.
    """
    prefix = settings.DB_ROLE_PREFIX
    connection = superuser()
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'GRANT "{prefix}_sequencer" TO "{prefix}_app" WITH INHERIT FALSE, SET TRUE')
    finally:
        connection.close()


def _wait(ready: Callable[[], bool], why: Callable[[], str]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(why())
        time.sleep(0.05)
