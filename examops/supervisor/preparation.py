"""What is done before the first page: folders, leftovers, servers, tables, static files."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import signal
import socket
import stat
from importlib import import_module
from pathlib import Path

import psutil
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks.urls import check_url_config
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.places import Places
from examops.servers import leftovers
from examops.supervisor.console import Console
from examops.supervisor.node import Node

SHARED = ("granian.server", "uvicorn", "examops.asgi", "examops.wsgi", "examops.celery")
SMALLEST_DISK = 300 * 1024 * 1024


def make_folders(places: Places) -> None:
    """Make the node's folders, or say why that cannot be."""
    try:
        for folder in (places.var, places.home, places.run, places.log, places.sockets):
            folder.mkdir(parents=True, exist_ok=True)
            if folder != places.log:
                folder.chmod(folder.stat().st_mode | 0o011)  # PostgreSQL may be another user; it passes through
        places.own_sockets.mkdir(mode=0o700, exist_ok=True)
        _check_owner(places.sockets)
        (places.run / "touch").touch()
        places.log.chmod(0o700)
    except PermissionError as error:
        raise CannotStart(
            _(
                "The folder %(folder)s cannot be used by this user. Start as the account that made it, or give another "
                "one with VAR=."
            )
            % {"folder": error.filename or places.var}
        ) from error
    except OSError as error:
        raise CannotStart(_full_or(error, places.var)) from error
    _check_disk(places)


def _full_or(error: OSError, folder: Path) -> str:
    if error.errno in {28, 122}:  # ENOSPC, EDQUOT
        return _("The disk under %(folder)s is full. Free some space and start again.") % {"folder": folder}
    return _("The folder %(folder)s cannot be used: %(why)s.") % {"folder": folder, "why": error.strerror}


def _check_owner(folder: Path) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise CannotStart(
            _("The folder %(folder)s belongs to somebody else. Remove it and start again.") % {"folder": folder}
        )


def _check_disk(places: Places) -> None:
    for folder in {places.var, places.home}:
        free = shutil.disk_usage(folder).free
        if free < SMALLEST_DISK:
            raise CannotStart(
                _(
                    "The disk under %(folder)s has only %(free)d MB left; %(need)d MB are needed to start. Free some "
                    "space and start again."
                )
                % {"folder": folder, "free": free >> 20, "need": SMALLEST_DISK >> 20}
            )


def end_leftovers(node: Node, console: Console) -> None:
    """End what outlived an earlier supervisor: what works first, the proxy, Valkey, PostgreSQL last."""
    servers = (node.caddy, node.valkey, node.postgres)
    server_files = {server.pid_file for server in servers}
    # Ours are killed outright: nothing that they have not committed was ever promised.
    found = {
        path.stem: leftovers.end(path, gently=signal.SIGKILL)
        for path in sorted(node.places.run.glob("*.pid"))
        if path not in server_files
    }
    for server in servers:
        found[server.name] = server.end_leftover()
    ended = ", ".join(f"{name} ({pid})" for name, pid in found.items() if pid is not None)
    if ended:
        console.say(_("An earlier start was killed; what it left running was ended: %(names)s.") % {"names": ended})


def check_port(port: int) -> None:
    """Refuse a port that somebody else has, or that this user may not have, before anything is started."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("", port))
        except PermissionError as error:
            raise CannotStart(
                _("Port %(port)d is for root only. Choose one above 1023: make run PORT=8443.") % {"port": port}
            ) from error
        except (OSError, OverflowError) as error:
            raise CannotStart(
                _("Port %(port)d is taken%(by)s. Stop that program, or choose another port: make run PORT=%(other)d.")
                % {"port": port, "by": _who_listens(port), "other": port + 1}
            ) from error


def _who_listens(port: int) -> str:
    try:
        for found in psutil.net_connections("inet"):
            if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
                return _(" by %(name)s (pid %(pid)d)") % {"name": psutil.Process(found.pid).name(), "pid": found.pid}
    except (psutil.AccessDenied, psutil.NoSuchProcess):
        pass
    return ""


def load_everything() -> None:
    """Import what the children need, so that they share it, and keep the collector's hands off those pages."""
    for name in SHARED:
        import_module(name)
    # The addresses are read at the first request; read here, they bring in every view and serializer.
    check_url_config(None)
    gc.collect()
    gc.freeze()


def prepare_database() -> None:
    """As the owner: bring the tables up to date, and let the other roles log in."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=1)
        call_command("unlock_roles")
    except OperationalError as error:
        raise SystemExit(str(error).strip()) from error


def collect_static(stamp: Path) -> None:
    """Hash and copy the static files, unless nothing has changed since they were copied last."""
    state = _static_state()
    if stamp.is_file() and stamp.read_text() == state and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def _static_state() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.update(f"{path}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return seen.hexdigest()
