"""Pages as templates and the built front end make them, without a server: the browser is fed from here.

What runs behind an address is other tests' business. Here the page is rendered by Django, files come out of
``frontend/dist`` under the product's own security policy, and socket and API are held by the test.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, WebSocketRoute, sync_playwright

HOME = "https://examops.test/"
DIST = settings.BASE_DIR / "frontend" / "dist"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--ignore-certificate-errors",  # a node vouches for itself
]
WALL, LAPTOP, TABLET, PHONE = (1920, 1080), (1366, 768), (1180, 820), (390, 844)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """The Chromium that CHROMIUM names, else an installed one."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def rendered(source: str, context: dict[str, Any]) -> str:
    """A template of the product, as somebody sees it who is not logged in."""
    request: HttpRequest = RequestFactory().get("/")
    request.user = AnonymousUser()
    return str(engines["django"].from_string(source).render(context, request))


def policy() -> str:
    """The security policy that the product sends."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


@dataclass
class Server:
    """What the page hears from and says to; the test answers for it."""

    asked: list[Route] = field(default_factory=list)
    sockets: list[WebSocketRoute] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    windows: list[BrowserContext] = field(default_factory=list)
    on_subscribe: Callable[[Server], None] = lambda server: None

    def say(self, message: dict[str, Any]) -> None:
        """Send a message down the latest socket."""
        self.sockets[-1].send(json.dumps(message))

    def subscriptions(self) -> list[int | None]:
        """The numbers after which the page asked for frames."""
        return [message["after"] for message in self.heard if message["type"] == "subscribe"]

    def takes(self, socket: WebSocketRoute) -> None:
        """A socket was opened."""
        self.sockets.append(socket)
        socket.on_message(self._hear)

    def notes(self, said: ConsoleMessage) -> None:
        """The browser complains. That an API refused is no complaint: it was meant to."""
        if said.type == "error" and "/api/" not in said.location["url"]:
            self.complaints.append(said.text)

    def _hear(self, text: str | bytes) -> None:
        message = json.loads(text)
        self.heard.append(message)
        if message["type"] == "subscribe":
            self.on_subscribe(self)


def open_page(browser: Browser, html: str, *, server: Server, size: tuple[int, int], clock: str = "") -> Page:
    """The page in a window of its own. ``clock``: a time that only the test moves on."""
    # Without motion, since a colour on its way is no colour to judge.
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    server.windows.append(context)
    page = context.new_page()
    page.on("pageerror", lambda error: server.complaints.append(str(error)))
    page.on("console", server.notes)
    page.route("**/*", lambda route: _answer(route, html, server))
    page.route_web_socket("**/ws/**", server.takes)
    if clock:
        page.clock.install(time=clock)
    page.goto(HOME)
    return page


def _answer(route: Route, html: str, server: Server) -> None:
    address = urlparse(route.request.url)
    if address.netloc != urlparse(HOME).netloc:
        server.strangers.append(route.request.url)
        route.abort()
    elif address.path.startswith("/api/"):
        server.asked.append(route)
    elif address.path.startswith(settings.STATIC_URL):
        file = DIST / address.path.removeprefix(settings.STATIC_URL)
        route.fulfill(path=file, content_type=guess_type(file.name)[0] or "font/woff2")
    else:
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy()}
        route.fulfill(body=html, headers=headers)
