"""The processes of a node that other libraries run for us: pages, sockets, worker."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

from celery import bootsteps
from celery.beat import EmbeddedService
from celery.exceptions import SecurityWarning
from django.conf import settings

from kernel.heartbeat import BEAT_FILE

# Four threads a process: one long request (an import, a report) must not hold up a handover.
THREADS = 4
QUIET = {"version": 1, "disable_existing_loggers": False, "loggers": {"_granian": {"propagate": True, "handlers": []}}}


def serve_pages(*, socket: Path | None = None, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Pages and API: one WSGI process. Several are several children, so that one that hangs is replaced alone."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "examops.wsgi:application",
        interface=Interfaces.WSGI,
        uds=socket,
        uds_permissions=0o600 if socket else None,
        address=host,
        port=port,
        workers=1,
        blocking_threads=THREADS,
        # A thread keeps its database connection: it must not come and go.
        blocking_threads_idle_timeout=600,
        workers_kill_timeout=8,
        log_level=LogLevels.warning,
        log_dictconfig=QUIET,
        websockets=False,
    ).serve()


def serve_sockets(*, socket: Path | None = None, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Live pages: one ASGI process that does nothing but sockets."""
    import uvicorn

    uvicorn.run(
        "examops.asgi:application",
        uds=str(socket) if socket else None,
        host=host,
        port=port,
        ws="websockets-sansio",
        # Compressed by each socket anew, one frame for a thousand screens would cost a thousand times over.
        ws_per_message_deflate=False,
        # Screens say little; whoever sends more is cut off before it is read.
        ws_max_size=4096,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
    )


def work() -> None:
    """Celery's worker with the schedule in it."""
    from examops.celery import app

    # Root's tasks are ours alone, and JSON: nothing is unpickled.
    warnings.simplefilter("ignore", SecurityWarning)
    app.steps["worker"].add(Clockwork)
    app.worker_main(
        [
            "--quiet",
            "worker",
            "--pool=threads",
            "--concurrency=2",
            "--loglevel=WARNING",
            "--without-gossip",
            "--without-mingle",
        ]
    )


class Clockwork(bootsteps.StartStopStep):
    """The schedule, as a thread of the worker, and the sign that worker and schedule live.

    A thread, because Celery's own ``--beat`` is one more process of full size. Where it has stopped, the
    worker gives no sign any more and is replaced.
    """

    requires = ("celery.worker.components:Timer", "celery.worker.components:Pool")

    def __init__(self, worker: Any, **_options: object) -> None:
        schedule = Path(settings.PLACES.run) / "schedule"
        self.clock: Any = EmbeddedService(worker.app, thread=True, schedule_filename=str(schedule))

    def start(self, worker: Any) -> None:
        """Begin the schedule."""
        self.clock.start()
        worker.timer.call_repeatedly(2.0, self._beat)

    def stop(self, worker: Any) -> None:
        """End the schedule."""
        self.clock.stop()

    def _beat(self) -> None:
        path = os.environ.get(BEAT_FILE)
        if path and self.clock.is_alive():
            Path(path).touch()
