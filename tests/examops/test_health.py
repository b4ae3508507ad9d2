"""``/health`` tells strangers whether the node is well, and nothing else."""

from __future__ import annotations

from django.test import Client

from tests.world import World


def test_a_process_that_answers_is_live(client: Client) -> None:
    assert client.get("/health/live", secure=True).content == b"live\n"


def test_a_node_with_database_and_redis_is_ready(world: World, client: Client) -> None:
    response = client.get("/health/ready", secure=True)

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "redis": "ok", "failed": []}


def test_silent_processes_are_told_in_both_languages(world: World, client: Client) -> None:
    health = client.get("/health/", secure=True).json()

    (finding,) = [finding for finding in health["findings"] if finding["code"] == "process_silent"]
    assert health["status"] == "ill"
    assert set(finding["names"]) >= {"sequencer", "handlers", "ticker"}
    assert set(finding["sentence"]) == {"zh-hans", "en"}


def test_health_is_read_and_never_written(client: Client) -> None:
    assert client.post("/health/", secure=True).status_code == 405
