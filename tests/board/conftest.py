"""A socket server for the whole run of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live import SocketServer


@pytest.fixture(scope="session")
def sockets(django_db_setup: None) -> Iterator[SocketServer]:
    """The product's socket process on the run's own servers."""
    server = SocketServer()
    server.start()
    yield server
    server.stop()
