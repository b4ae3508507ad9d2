"""PostgreSQL and Valkey without a supervisor: for tests and for tools that need nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from examops.errors import CannotStart
from examops.places import Places
from examops.servers.accounts import account_for_postgres
from examops.servers.postgres import Postgres
from examops.servers.valkey import Valkey


@contextmanager
def standing_servers(places: Places, *, prefix: str = "examops") -> Iterator[Postgres]:
    """Start both servers on ``places``, with the owner's role and database; stop them at the end.

    What an earlier run left behind on the same places is ended first.
    """
    for folder in (places.var, places.home, places.run, places.log, places.sockets):
        folder.mkdir(parents=True, exist_ok=True)
    postgres = Postgres(places, account_for_postgres(), prefix=prefix)
    valkey = Valkey(places)
    postgres.end_leftover()
    valkey.end_leftover()
    postgres.initialise()
    processes = [postgres.start(), valkey.start()]
    try:
        _wait(postgres.ready, postgres.why_it_ended)
        _wait(valkey.ready, valkey.why_it_ended)
        postgres.make_owner()
        yield postgres
    finally:
        valkey.end_leftover()
        postgres.end_leftover()
        for process in processes:
            process.wait()


def _wait(ready: Callable[[], bool], why: Callable[[], str]) -> None:
    until = time.monotonic() + 60
    while not ready():
        if time.monotonic() > until:
            raise CannotStart(why())
        time.sleep(0.05)
