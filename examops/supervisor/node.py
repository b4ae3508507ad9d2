"""What one node consists of: its servers and its processes, as plans for the supervisor."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import get_language

from examops.hosts import known_hosts
from examops.places import Places
from examops.processes import serve_pages, serve_sockets, work
from examops.servers.accounts import account_for_postgres
from examops.servers.caddy import Caddy
from examops.servers.postgres import FAST_SHUTDOWN, Postgres
from examops.servers.valkey import Valkey
from examops.supervisor import probes
from examops.supervisor.children import Plan, Stage
from examops.supervisor.forks import Forked, fork
from kernel.heartbeat import BEAT_FILE

# Recovery after a crash replays as much log as max_wal_size allows; the postmaster answers probes meanwhile.
RECOVERS_WITHIN = 600.0
LOOPS = {"handlers": "app", "ticker": "app", "sequencer": "sequencer"}
REHEARSAL_SPEED = 60
FEWEST_WEB, MOST_WEB = 2, 8


class Node:
    """The servers and processes of one ``VAR``."""

    def __init__(self, places: Places, *, port: int) -> None:
        self.places = places
        self.port = port
        self.web = min(MOST_WEB, max(FEWEST_WEB, os.cpu_count() or 1))
        self.postgres = Postgres(places, account_for_postgres(), prefix=settings.DB_ROLE_PREFIX)
        self.valkey = Valkey(places)
        self.caddy = Caddy(
            places,
            port=port,
            hosts=[*known_hosts(), *settings.EXAMOPS_HOSTS],
            pages=[f"unix/{places.own_sockets}/http-{number}.sock" for number in range(1, self.web + 1)],
            sockets=f"unix/{places.own_sockets}/ws.sock",
        )

    def database_plan(self) -> Plan:
        """PostgreSQL."""
        return Plan(
            "postgres",
            Stage.DATABASE,
            self.postgres.start,
            self.postgres.pid_file,
            question=probes.postgres(str(self.places.postgres_sockets / ".s.PGSQL.5432")),
            stop_with=FAST_SHUTDOWN,
            stops_within=60.0,
            starts_within=RECOVERS_WITHIN,
        )

    def redis_plan(self) -> Plan:
        """Valkey."""
        question = probes.redis(str(self.valkey.socket))
        return Plan("valkey", Stage.REDIS, self.valkey.start, self.valkey.pid_file, question=question)

    def proxy_plan(self) -> Plan:
        """Caddy."""
        return Plan("caddy", Stage.PROXY, self.caddy.start, self.caddy.pid_file, question=probes.https(self.port))

    def web_plans(self) -> list[Plan]:
        """Pages and sockets."""
        names = [f"http-{number}" for number in range(1, self.web + 1)]
        plans = [self._web_plan(name, lambda socket: serve_pages(socket=socket)) for name in names]
        return [*plans, self._web_plan("ws", lambda socket: serve_sockets(socket=socket))]

    def work_plans(self) -> list[Plan]:
        """Worker and loops."""
        plans = [self._loop_plan(name, partial(call_command, f"run_{name}"), role) for name, role in LOOPS.items()]
        return [self._loop_plan("worker", work, "app"), *plans]

    def rehearsal_plan(self) -> Plan:
        """A rehearsal day on the sample county, so that the board lives when it is opened. Not repeated."""

        def start() -> Forked:
            return fork(lambda: call_command("rehearse", speed=REHEARSAL_SPEED), role="app", environment={})

        return Plan("rehearsal", Stage.WEB, start, self.places.run / "rehearsal.pid", once=True)

    def job(self, run: Callable[[], object], *, role: str = "app") -> Forked:
        """Fork something that ends by itself, and speaks as this terminal does."""
        return fork(run, role=role, environment={}, language=get_language() or settings.LANGUAGE_CODE)

    def _web_plan(self, name: str, serve: Callable[[Path], None]) -> Plan:
        socket = self.places.own_sockets / f"{name}.sock"

        def start() -> Forked:
            socket.unlink(missing_ok=True)
            return fork(lambda: serve(socket), role="app", environment={})

        question = probes.http("/health/live", str(socket))
        return Plan(name, Stage.WEB, start, self.places.run / f"{name}.pid", question=question)

    def _loop_plan(self, name: str, run: Callable[[], object], role: str) -> Plan:
        beat = self.places.run / f"{name}.beat"

        def start() -> Forked:
            beat.unlink(missing_ok=True)
            return fork(run, role=role, environment={BEAT_FILE: str(beat)})

        return Plan(name, Stage.WORK, start, self.places.run / f"{name}.pid", beat_file=beat)
