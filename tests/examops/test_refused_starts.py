"""A start that cannot succeed ends with one sentence that says what to do, and no traceback."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from examops.errors import CannotStart
from examops.supervisor import preparation
from tests.examops.running import RunningNode


@pytest.fixture
def node() -> Iterator[RunningNode]:
    node = RunningNode()
    yield node
    node.remove()


def only_sentence(said: str) -> str:
    """The one line that was said."""
    (line,) = said.strip().splitlines()
    return line


def test_a_taken_port_is_named_with_the_program_that_has_it(node: RunningNode) -> None:
    with socket.socket() as taken:
        taken.bind(("", node.port))
        taken.listen()

        sentence = only_sentence(node.refused())

    assert f"Port {node.port} is taken by" in sentence
    assert f"(pid {os.getpid()})" in sentence


def test_a_half_initialised_database_is_left_alone(node: RunningNode) -> None:
    data = node.places.postgres / "data"
    data.mkdir(parents=True)
    (data / "base").mkdir()

    sentence = only_sentence(node.refused())

    assert "is half-initialised" in sentence
    assert str(data) in sentence
    assert (data / "base").is_dir()


def test_secrets_of_other_data_are_refused(node: RunningNode) -> None:
    node.start()
    assert node.stop() == 0
    (node.places.secrets / "db_root").write_text("of another node")

    said = node.refused()

    assert "These secrets belong to other data" in said
    assert "Traceback" not in said


def test_a_folder_that_may_not_be_used_is_named(node: RunningNode) -> None:
    node.environment["VAR"] = "/sys/examops"

    assert "under /sys/examops/secrets cannot be used by this user" in only_sentence(node.refused())


def test_a_port_that_is_no_number_is_refused(node: RunningNode) -> None:
    node.environment["PORT"] = "https"

    assert only_sentence(node.refused()) == "PORT must be a whole number, not 'https'."


def test_a_workbook_that_is_not_there_is_named(node: RunningNode) -> None:
    assert "There is no workbook" in only_sentence(node.refused("--county", "nowhere.xlsx"))


def test_a_full_disk_is_told_before_anything_is_started(node: RunningNode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "SMALLEST_DISK", 1 << 60)

    with pytest.raises(CannotStart, match="MB"):
        preparation.make_folders(node.places)
