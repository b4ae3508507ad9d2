"""Many writers, several tickers, and processes that die: numbers have no gaps and nothing happens twice."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from clocks.models import Clock
from clocks.sweep import sweep
from journal.audit import differences
from journal.models import Entry, Leaf, Tree, Waiting
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from tests.journal.facts import ring_alone
from tests.world import LINHE, World, number_now

WRITERS, ACTS = 16, 500


def test_sixteen_writers_leave_gap_free_numbers_and_an_intact_tree(committed_county: World) -> None:
    actor = committed_county.asked("wang")

    def write(_writer: int) -> None:
        try:
            for _act in range(ACTS):
                act_id = uuid.uuid4()
                ring_alone(
                    type(actor)(act_id=act_id, actor=actor.actor, exam_id=None, received_at=now(), request_hash=b"x")
                )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, number) for number in range(WRITERS)]
        while not all(one.done() for one in writing):
            number_now()
        for one in writing:
            one.result()
    while number_now():
        pass

    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(WRITERS * ACTS))
    assert Tree.objects.get().size == Entry.objects.count() == WRITERS * ACTS
    assert not Waiting.objects.exists()
    assert list(differences()) == []


def test_the_same_act_sent_by_many_at_once_happens_once(committed_county: World) -> None:
    asked = committed_county.asked("wang")

    def send(_time: int) -> object:
        try:
            return ring_alone(asked)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        facts = set(pool.map(send, range(40)))

    assert len(facts) == 1
    assert Entry.objects.count() == 1


def test_three_tickers_fire_every_clock_once(committed_county: World) -> None:
    at = now() - dt.timedelta(seconds=1)
    with reading(SYSTEM):
        Clock.objects.bulk_create(
            Clock(scope=LINHE, purpose="tests.crowd", subject=uuid.uuid4(), started_at=at, due_at=at, first_due_at=at)
            for _clock in range(600)
        )

    def tick(_ticker: int) -> int:
        try:
            return sweep()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        moved = list(pool.map(tick, range(3)))

    assert sum(moved) == 600
    assert Entry.objects.filter(kind="clocks.clock_ran_out").count() == 600


KILLED_ACT = """
import django, sys, uuid
django.setup()
from kernel.act import asked_by_system
from tests.journal.facts import ring_alone
ring_alone(asked_by_system(cause=uuid.UUID(sys.argv[1]), purpose="killed", exam_id=None))
"""


def die_at(point: str, cause: uuid.UUID) -> int:
    """Act in a process of its own that is killed at the named point. Returns how it ended."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "EXAMOPS_KILL_AT": point}
    return subprocess.run([sys.executable, "-c", KILLED_ACT, str(cause)], env=environment, check=False).returncode


def test_an_act_killed_before_its_commit_leaves_nothing_and_can_be_sent_again(committed_county: World) -> None:
    cause = uuid.uuid4()

    assert die_at("before_commit", cause) == -9
    assert not Entry.objects.exists()
    assert die_at("", cause) == 0
    assert Entry.objects.count() == 1


def test_an_act_killed_after_its_commit_is_not_done_again(committed_county: World) -> None:
    cause = uuid.uuid4()

    assert die_at("after_commit", cause) == -9
    assert die_at("", cause) == 0
    assert Entry.objects.count() == 1


def test_a_sequencer_killed_halfway_gives_the_same_numbers_again(committed_county: World) -> None:
    for _act in range(5):
        ring_alone(committed_county.asked("wang"))
    for point in ("sequencer_before_leaves", "sequencer_before_commit"):
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "examops.settings", "EXAMOPS_KILL_AT": point}
        environment["EXAMOPS_ROLE"] = "sequencer"
        killed = subprocess.run(
            [sys.executable, "manage.py", "run_sequencer"], env=environment, check=False, timeout=60
        )
        assert killed.returncode == -9
        connection.close()
        assert Waiting.objects.count() == 5
        assert not Leaf.objects.exists()

    number_now()

    assert Leaf.objects.count() == 5
    assert list(differences()) == []
