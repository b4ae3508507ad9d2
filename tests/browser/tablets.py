"""A tablet in the browser: a profile on the disk, which a restart finds again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.static_pages import FLAGS

SIZE = (1280, 800)
PIN, OTHER_PIN = "274913", "805172"


@dataclass
class TabletWindow:
    """One tablet; ``page`` is its app."""

    browser: Browser
    url: str
    profile: Path
    size: tuple[int, int] = SIZE
    complaints: list[str] = field(default_factory=list)
    context: BrowserContext | None = None

    def start(self) -> Page:
        """Switch it on: nothing is there but what its storage kept."""
        self.context = self.browser.browser_type.launch_persistent_context(
            self.profile,
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=FLAGS,
            viewport={"width": self.size[0], "height": self.size[1]},
            reduced_motion="reduce",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=True,
        )
        page = self.page
        # What a person grants by installing the app: that the browser keeps what is stored.
        grant = {"permissions": ["durableStorage"], "origin": self.url}
        self.context.new_cdp_session(page).send("Browser.grantPermissions", grant)
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    @property
    def page(self) -> Page:
        """Its only page."""
        assert self.context is not None
        return self.context.pages[0]

    def stop(self) -> None:
        """Switch it off."""
        assert self.context is not None
        self.context.close()

    def cut(self, *, off: bool) -> None:
        """Pull the cable, or put it in again."""
        assert self.context is not None
        self.context.set_offline(off)

    def log_in(self, login: str) -> None:
        """Log in by the page, whoever was before."""
        assert self.context is not None
        self.context.clear_cookies()
        self.page.goto(f"{self.url}/accounts/login/")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        expect(self.page.locator("form[action='/accounts/login/']")).to_have_count(0)

    def go(self, place: str) -> None:
        """To a view of the app."""
        self.page.evaluate("place => { location.hash = place }", place)

    def choose_pin(self, pin: str) -> None:
        """Whoever is logged in chooses a PIN on the set-up page."""
        pins = self.page.locator(".t-setup .t-pin")
        pins.nth(0).fill(pin)
        pins.nth(1).fill(pin)
        self.page.locator(".t-setup form:has(.t-pin) button[type=submit]").click()

    def sign(self, pin: str) -> None:
        """Answer the question for a PIN."""
        self.page.locator("dialog .t-pin").fill(pin)
        self.page.locator("dialog button[type=submit]").click()

    def queue(self) -> int:
        """How many acts the bar says are not receipted."""
        return int(self.page.locator(".t-queue").get_attribute("data-length") or "-1")

    def sealed(self) -> list[dict[str, Any]]:
        """What the queue's view lists."""
        rows = self.page.locator(".t-act")
        return [
            {"counter": int(row.get_attribute("data-counter") or 0), "state": row.get_attribute("data-state")}
            for row in rows.all()
        ]


@contextmanager
def new_tablet(browser: Browser, url: str) -> Iterator[TabletWindow]:
    """A tablet out of its box."""
    profile = Path(tempfile.mkdtemp(prefix="examops-tablet-"))
    tablet = TabletWindow(browser, url, profile)
    try:
        tablet.start()
        yield tablet
        assert tablet.complaints == []
    finally:
        tablet.stop()
        shutil.rmtree(profile, ignore_errors=True)
