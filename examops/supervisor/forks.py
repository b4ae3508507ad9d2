"""Python processes are forked off the supervisor, which has loaded everything once: they share its pages.

A fresh interpreter with Django, our apps and their libraries takes some 80 MB; a fork of a loaded one a third of it.
The supervisor has one thread and no connection, so there is nothing that a fork could break.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping

import redis
from django.conf import settings
from django.core.management import CommandError
from django.db import OperationalError
from django.utils import translation

from examops.settings.databases import database_for

HIGHEST_DESCRIPTOR = 4096


class Forked:
    """A forked child: its pid, and the pipe that carries what it prints."""

    def __init__(self, pid: int, output: int) -> None:
        self.pid = pid
        self.output = output
        self._ended: int | None = None

    def poll(self) -> int | None:
        """Its exit code once it has ended (minus the signal that killed it), None while it runs."""
        if self._ended is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._ended = os.waitstatus_to_exitcode(status)
        return self._ended


def fork(
    run: Callable[[], object], *, role: str, environment: Mapping[str, str], language: str = settings.LANGUAGE_CODE
) -> Forked:
    """Run ``run`` in a child with its own session, logged in to the database as ``role``."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _be_the_child(run, role=role, environment=environment, language=language, output=writing)
    os.close(writing)
    os.set_blocking(reading, False)
    return Forked(pid, reading)


def _be_the_child(
    run: Callable[[], object], *, role: str, environment: Mapping[str, str], language: str, output: int
) -> None:
    """Never returns. Whatever happens, the supervisor's own code must not run on in the child."""
    code = 1
    try:
        _detach(output)
        os.environ.update(environment, EXAMOPS_ROLE=role)
        become(role)
        translation.activate(language)
        run()
        code = 0
    except SystemExit as asked:
        code = _exit_code(asked)
    except CommandError as refused:
        print(refused, file=sys.stderr)  # noqa: T201 - the child's own log
        code = refused.returncode
    except (OperationalError, redis.ConnectionError) as lost:
        # No bug of the child's: it is started again until the server answers. One line, not a traceback a second.
        print(str(lost).strip().split("\n", 1)[0], file=sys.stderr)  # noqa: T201 - the child's own log
    finally:
        error = sys.exc_info()
        if error[0] is not None and error[1] is not None:
            sys.excepthook(error[0], error[1], error[2])
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _detach(output: int) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, HIGHEST_DESCRIPTOR)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # the real stdout, always a text file here


def become(role: str) -> None:
    """Log in as ``role`` from now on. Only before the first connection of a process."""
    settings.DATABASES["default"].update(database_for(role, places=settings.PLACES, prefix=settings.DB_ROLE_PREFIX))


def _exit_code(asked: SystemExit) -> int:
    if isinstance(asked.code, str):
        print(asked.code, file=sys.stderr)  # noqa: T201 - what Python itself would do
        return 1
    return asked.code or 0
