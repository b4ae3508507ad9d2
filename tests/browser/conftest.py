"""One browser for a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.static_pages import Server, running_browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    with running_browser() as chromium:
        yield chromium


@pytest.fixture
def server() -> Iterator[Server]:
    """What answers the page. Nothing is asked of another origin, and the browser has nothing to complain of."""
    server = Server()
    yield server
    for window in server.windows:
        window.close()
    assert server.strangers == []
    assert server.complaints == []
