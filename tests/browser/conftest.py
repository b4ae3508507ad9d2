"""One browser for a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.county import County, SampleNode
from tests.browser.static_pages import Server, running_browser
from tests.browser.windows import Windows

# A machine that does much else answers late; that is nothing a page does wrong.
expect.set_options(timeout=30_000)


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


@pytest.fixture(scope="session")
def county() -> Iterator[County]:
    """The whole product on the sample county, once for all tests: each makes a drill of its own."""
    node = SampleNode()
    try:
        node.start()
        yield County(node)
    finally:
        node.remove()


@pytest.fixture
def windows(browser: Browser, county: County) -> Iterator[Windows]:
    """Windows on it. None asked anything of another origin, or made the browser complain."""
    windows = Windows(browser, county)
    yield windows
    windows.close()
