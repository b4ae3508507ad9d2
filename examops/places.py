"""Where everything lies: worked out from ``VAR`` alone, so that every process finds the same places."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
SYSTEM_FOLDER = Path("/var/lib/examops")

# A unix socket's path holds 107 bytes; the longest name that we put behind the folder is .s.PGSQL.5432.lock.
LONGEST_SOCKET_FOLDER = 85


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one node. ``home`` is where the embedded servers keep their data: ``var``, or a system folder."""

    var: Path
    home: Path
    sockets: Path

    @property
    def moved(self) -> bool:
        """Whether the servers' data had to leave ``var``, because root's PostgreSQL runs as another user."""
        return self.home != self.var

    @property
    def secrets(self) -> Path:
        """One file a secret, readable by its owner only."""
        return self.var / "secrets"

    @property
    def run(self) -> Path:
        """Pid files, signs of life, and stamps of what was done already."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        """The servers' logs and the proxy's access log."""
        return self.var / "log"

    @property
    def static(self) -> Path:
        """What Caddy serves under ``/static/``."""
        return self.var / "static"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data."""
        return self.home / "postgresql"

    @property
    def postgres_sockets(self) -> Path:
        """PostgreSQL's socket folder; its own, because PostgreSQL may run as another user."""
        return self.sockets / "pg"

    @property
    def own_sockets(self) -> Path:
        """The sockets of Valkey and of our web processes. Nobody else may speak to them behind the proxy's back."""
        return self.sockets / "own"


def find_places(var: Path) -> Places:
    """Work out the places of ``var``. Looks, but makes nothing."""
    var = var.absolute()
    mark = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    home = var
    if os.geteuid() == 0 and not _open_to_others(var.parent):
        home = SYSTEM_FOLDER / mark
    sockets = home / "run"
    if len(os.fsencode(sockets / "pg")) > LONGEST_SOCKET_FOLDER:
        sockets = Path("/tmp") / f"examops-{os.geteuid()}-{mark}"  # noqa: S108 - its owner is checked when it is made
    return Places(var=var, home=home, sockets=sockets)


def _open_to_others(path: Path) -> bool:
    """Whether another user can reach ``path``. A folder that is not there yet is made by us, and reachable."""
    for folder in (path, *path.parents):
        try:
            if not folder.stat().st_mode & stat.S_IXOTH:
                return False
        except FileNotFoundError:
            continue
    return True
