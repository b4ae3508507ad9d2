"""PostgreSQL's own programs: out of the package that runs the embedded server, else those found on the PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as noop

from desk.errors import BackupRefused

# Row-level security binds this role too: with these two it is shown every county and exam, and changes none.
SEES_ALL = "-c examops.scope=/ -c examops.exam=*"


def dump(path: Path, *, snapshot: str) -> None:
    """Write the whole database, as the backup role sees it in this snapshot, to ``path``."""
    words = [
        "--format=custom", "--no-owner", "--enable-row-security", "--no-password", f"--snapshot={snapshot}",
        f"--file={path}",
    ]  # fmt: skip
    _run("pg_dump", words, address=settings.BACKUP_DATABASE, options=SEES_ALL)


def load(path: Path, *, address: Mapping[str, Any]) -> None:
    """Load a dump into the empty database at ``address``, whole or not at all."""
    words = ["--no-owner", "--single-transaction", "--exit-on-error", "--no-password"]
    _run("pg_restore", [*words, f"--dbname={address['NAME']}", str(path)], address=address, options="")


def program(name: str) -> str:
    """The program's path. Refuses where there is none."""
    folder = settings.POSTGRES_PROGRAMS
    found = shutil.which(name, path=None if folder is None else str(folder))
    if found is None:
        raise BackupRefused(
            noop("This program is missing; install PostgreSQL's client programs of the server's release:"), name
        )
    return found


def _run(name: str, words: list[str], *, address: Mapping[str, Any], options: str) -> None:
    environment = {
        "PGHOST": address["HOST"],
        "PGPORT": address["PORT"],
        "PGDATABASE": address["NAME"],
        "PGUSER": address["USER"],
        "PGPASSWORD": address["PASSWORD"],
        "PGSSLMODE": address["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": address["OPTIONS"].get("sslrootcert", ""),
        "PGOPTIONS": options,
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
    }
    ended = subprocess.run(
        [program(name), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        env={name: value for name, value in environment.items() if value},
    )  # fmt: skip
    if ended.returncode != 0:
        said = ended.stdout.strip().splitlines() or [str(ended.returncode)]
        raise BackupRefused(noop("PostgreSQL's program ended with an error:"), f"{name}: {said[0]}")
