"""Acts through ``@act`` against bare durable inserts at the same number of connections, by the same driver."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
import uuid
from collections.abc import Callable
from functools import partial

from django.db import connection, connections

from journal.models import Leaf
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.time import now
from tests.bench.figures import Figure, in_turn, percentile, tell
from tests.journal.facts import ring_alone
from tests.world import number_now

SECONDS = 3.0
TARGETS = "ratio >= 0.25 (ambition 0.5)"


def appends() -> None:
    """``append_1``, ``append_16``, ``append_64``."""
    for writers in (1, 16, 64):
        mine, theirs, ratio = in_turn(
            ours=partial(_rate, _act, writers), baseline=partial(_rate, _bare_insert, writers), rounds=3
        )
        tell(Figure(f"append_{writers}", mine, theirs, ratio, TARGETS, "acts/s", 3))
        while number_now():
            pass


def number_lag() -> None:
    """``number_lag_p99_ms``: from commit to number, at about half the top rate of one connection."""
    top = _rate(_act, 2)
    while number_now():
        pass
    lags = _lags_at(top / 2, seconds=6.0)
    tell(
        Figure("number_lag_p99_ms", percentile(lags, 0.99) * 1000, None, None, "<= 500 (ambition 120)", "ms", len(lags))
    )


def _lags_at(rate: float, *, seconds: float) -> list[float]:
    """Append at a steady rate beside a sequencer that polls every 50 ms; look when each entry is numbered."""
    stop = multiprocessing.get_context("fork").Event()
    connections.close_all()
    sequencer = multiprocessing.get_context("fork").Process(target=_sequence_until, args=(stop,))
    sequencer.start()
    committed: dict[uuid.UUID, float] = {}
    lags: list[float] = []
    end, due = time.perf_counter() + seconds, time.perf_counter()
    while time.perf_counter() < end:
        due += 1 / rate
        committed[_act()] = time.perf_counter()
        if len(committed) >= 50:
            lags += _numbered(committed)
        time.sleep(max(0.0, due - time.perf_counter()))
    while committed:
        lags += _numbered(committed)
    stop.set()
    sequencer.join()
    return lags


def _numbered(committed: dict[uuid.UUID, float]) -> list[float]:
    found = set(Leaf.objects.filter(entry_id__in=list(committed)).values_list("entry_id", flat=True))
    at = time.perf_counter()
    return [at - committed.pop(entry) for entry in found]


def _sequence_until(stop: object) -> None:
    while not stop.is_set():  # type: ignore[attr-defined]  # multiprocessing's events have no common type
        if number_now() == 0:
            time.sleep(0.05)


def _rate(one: Callable[[], object], writers: int) -> float:
    """How many a second ``writers`` processes do together."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    counts = context.Queue()
    processes = [context.Process(target=_work, args=(one, counts)) for _writer in range(writers)]
    for process in processes:
        process.start()
    total: int = sum(counts.get() for _process in processes)
    for process in processes:
        process.join()
    return total / SECONDS


def _work(one: Callable[[], object], counts: multiprocessing.Queue[int]) -> None:
    one()
    done, end = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        one()
        done += 1
    counts.put(done)
    connections.close_all()


def _act() -> uuid.UUID:
    act_id = uuid.uuid4()
    ring_alone(
        Asked(
            act_id=act_id,
            actor=SYSTEM,
            exam_id=None,
            received_at=now(),
            request_hash=hashlib.sha256(act_id.bytes).digest(),
        )
    )
    return act_id


def _bare_insert() -> None:
    """The floor: one row of a cursor-like table, committed by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_heartbeat (process, beat_at, pid) VALUES (%s, %s, 1)", [str(uuid.uuid4()), now()]
        )
