"""Windows of a browser on the running product, and what every page is held to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.county import County
from tests.browser.static_pages import LAPTOP

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
# What a form takes up that only a keyboard reaches is no overflow.
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Windows:
    """The windows of one test. At its end nothing may have been asked elsewhere, and nothing complained of."""

    browser: Browser
    county: County
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str, *, role: str | None = None, size: tuple[int, int] = LAPTOP, wait: str = "main") -> Page:
        """A page in a window of its own, as somebody who holds ``role`` sees it; as a stranger without one."""
        page = self.window(role=role, size=size)
        page.goto(self.county.url + path)
        page.wait_for_selector(wait)
        return page

    def window(self, *, role: str | None = None, size: tuple[int, int] = LAPTOP) -> Page:
        """An empty window, logged in where a role is given."""
        known = self._cookies(role) if role else None
        # Without motion, since a colour on its way is no colour to judge.
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            storage_state=known,
            has_touch=size[0] < LAPTOP[0],
            ignore_https_errors=True,  # also where a test passes a request on by itself
        )
        self.contexts.append(context)
        context.on("request", self._watch)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        return page

    def log_in(self, page: Page, role: str, password: str = PASSWORD) -> None:
        """Log in by the page, as people do."""
        page.goto(f"{self.county.url}/accounts/login/")
        page.fill("input[name=login]", self.county.login_of(role))
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_load_state()

    def close(self) -> None:
        """Close them all, and judge what they did."""
        for context in self.contexts:
            context.close()
        assert self.strangers == []
        assert self.complaints == []

    def _cookies(self, role: str) -> Any:
        if role not in self.county.cookies:
            page = self.window()
            self.log_in(page, role)
            expect(page.locator("form[action='/accounts/login/']")).to_have_count(0)
            self.county.cookies[role] = page.context.storage_state()
            page.context.close()
            self.contexts.remove(page.context)
        return self.county.cookies[role]

    def _watch(self, request: Request) -> None:
        address = urlparse(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlparse(self.county.url).netloc:
            self.strangers.append(request.url)

    def _hear(self, said: ConsoleMessage) -> None:
        # That an API refused is no complaint: it was meant to.
        if said.type == "error" and "/api/" not in said.location["url"]:
            self.complaints.append(f"{said.text} ({said.location['url']})")


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page, by WCAG 2.2 AA; and whether it is wider than its window."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    told = [f"{one['id']}: {json.dumps([node['html'] for node in one['nodes'][:3]])}" for one in found]
    wider = page.evaluate(WIDER_THAN_THE_WINDOW)
    return told + ([f"{wider} px wider than the window"] if wider > 0 else [])
