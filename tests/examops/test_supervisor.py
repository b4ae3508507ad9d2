"""One node is started, hurt in every way that a county's server room knows, and must come back."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from urllib.parse import quote

import psycopg2
import pytest

from examops.settings.readers import kept_secret
from tests.examops.running import RunningNode, alive, wait_until

PROCESSES = {"postgres", "valkey", "caddy", "http-1", "http-2", "ws", "worker", "handlers", "ticker", "sequencer"}


@pytest.fixture(scope="module")
def node() -> Iterator[RunningNode]:
    node = RunningNode()
    node.start()
    yield node
    node.remove()


def test_a_node_runs_every_process_and_answers_over_tls(node: RunningNode) -> None:
    wait_until(lambda: node.health()["status"] == "ok")

    health = node.health()
    assert (health["database"], health["redis"], health["settled"]) == ("ok", "ok", True)
    assert set(node.pids()) >= PROCESSES


def test_pages_are_never_kept_and_hashed_files_are_kept_for_ever(node: RunningNode) -> None:
    manifest = node.page("/static/staticfiles.json").read().decode()
    hashed = manifest.split('"admin/css/base.css": "', 1)[1].split('"', 1)[0]

    assert "immutable" in node.page(f"/static/{hashed}").headers["Cache-Control"]
    assert node.page("/static/admin/css/base.css").headers["Cache-Control"] == "no-cache"
    assert "no-store" in node.page("/health/live").headers["Cache-Control"]


def test_a_second_start_on_the_same_folder_says_who_holds_it(node: RunningNode) -> None:
    assert node.process is not None
    second = RunningNode(node.var)
    second.output = node.var / "second.txt"

    said = second.refused()

    assert f"process {node.process.pid} holds it" in said
    assert "Traceback" not in said
    assert node.health()["database"] == "ok"


@pytest.mark.parametrize("name", ["worker", "sequencer", "http-1", "postgres", "valkey", "caddy"])
def test_a_process_that_is_killed_is_started_again(node: RunningNode, name: str) -> None:
    wait_until(lambda: node.pid_of(name))
    before = node.pid_of(name)

    os.kill(before, signal.SIGKILL)

    wait_until(lambda: node.pid_of(name) not in {0, before} and not alive(before))
    wait_until(lambda: answers(node))


def test_processes_that_hang_are_replaced(node: RunningNode) -> None:
    names = ("ticker", "worker", "ws", "http-2")
    # One that is being started again has no process yet, and signalling group 0 would stop the test run itself.
    wait_until(lambda: all(node.pid_of(name) for name in names))
    before = {name: node.pid_of(name) for name in names}

    for pid in before.values():
        os.killpg(pid, signal.SIGSTOP)

    wait_until(lambda: all(node.pid_of(name) not in {0, pid} for name, pid in before.items()))
    assert not any(alive(pid) for pid in before.values())
    wait_until(lambda: answers(node))


def test_servers_of_the_countys_own_are_used_and_nothing_is_embedded(node: RunningNode) -> None:
    secrets, sockets = node.places.secrets, node.places.postgres_sockets
    owner = kept_secret(secrets, "db_owner")
    with_owner = psycopg2.connect(host=str(sockets), dbname="examops", user="examops_owner", password=owner)
    with_owner.autocommit = True
    with_owner.cursor().execute("CREATE DATABASE elsewhere")
    with_owner.close()
    redis = f"unix://:{quote(kept_secret(secrets, 'redis'))}@{node.places.own_sockets}/valkey.sock?db=1"
    guest = RunningNode(
        DATABASE_URL=f"postgresql://examops_owner:{quote(owner)}@/elsewhere?host={sockets}",
        REDIS_URL=redis,
        DB_ROLE_PREFIX="elsewhere",
    )
    try:
        guest.start()
        wait_until(lambda: answers(guest))

        assert set(guest.pids()) == PROCESSES - {"postgres", "valkey"}
        assert not guest.places.postgres.exists()
        assert guest.stop() == 0
    finally:
        guest.remove()


def test_a_killed_supervisor_leaves_nothing_that_blocks_the_next_start(node: RunningNode) -> None:
    left = node.pids()
    node.kill()
    assert alive(left["postgres"])

    node.start()

    assert "what it left running was ended" in node.said()
    assert not any(alive(pid) for pid in left.values())
    wait_until(lambda: answers(node))


def test_ctrl_c_stops_everything(node: RunningNode) -> None:
    running = node.pids()

    assert node.stop() == 0

    assert not any(alive(pid) for pid in running.values())
    assert node.said().rstrip().endswith("Everything has stopped.")
    assert node.pids() == {}


def answers(node: RunningNode) -> bool:
    """Whether the node serves a page that needs the database and Redis."""
    try:
        health = node.health()
    except OSError:
        return False
    return bool(health["database"] == health["redis"] == "ok")
