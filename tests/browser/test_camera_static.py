"""A camera reads labels where the county has switched it on: by the path of a scanner; where it fails, it says why."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kernel.printing import Symbol
from tests.browser.films import film
from tests.browser.static_pages import FLAGS, LAPTOP, PHONE, Server, open_page, rendered
from tests.browser.windows import barriers

DOCUMENT = "临保字〔2027〕3号"
FORM = """{% extends "base.html" %}{% block main %}<h1>交接</h1>
<form class="form" data-act="/api/exams/x/handovers/" data-success="已交接。">
  {% include "kernel/scan_list.html" with name="bags" label="试卷袋" with_seal=sealed %}
  {% include "kernel/second_person.html" with prefix="receiver" title="接收人" %}
</form>{% endblock %}"""
CODES = {"DRILL-A1-v01-BXP": Symbol.QR, "DRILL-A1-v01-BXC": Symbol.CODE_128, "DRILL-A1-v01-BXS": Symbol.DATA_MATRIX}
ALLOWED, FAKE = "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"
HIDE = """() => {
  window.track = document.querySelector("video").srcObject.getTracks()[0];
  Object.defineProperty(document, "hidden", { get: () => true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def with_camera(browser: Browser, *flags: str) -> Browser:
    """Another browser of the same kind, whose camera is of our making."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return browser.browser_type.launch(executable_path=path, args=[*FLAGS, *flags])


@pytest.fixture(scope="module")
def filming(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Its camera sees one label after the other, each in another kind of code."""
    shown = film(tmp_path_factory.mktemp("film") / "labels.y4m", list(CODES.items()))
    filming = with_camera(browser, ALLOWED, FAKE, f"--use-file-for-fake-video-capture={shown}")
    yield filming
    filming.close()


def form(*, sealed: bool = False, document: str = DOCUMENT) -> str:
    return rendered(FORM, {"sealed": sealed, "camera_document": document})


def press(page: Page) -> None:
    page.get_by_role("button", name="摄像头扫码").click()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_every_kind_of_label_is_read_once(filming: Browser, server: Server, size: tuple[int, int]) -> None:
    page = open_page(filming, form(), server=server, size=size)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    assert not any("zxing" in url or "camera-reader" in url for url in asked)
    press(page)
    for code in CODES:
        expect(page.locator(f".scan-rows > li[data-code='{code}']")).to_have_count(1, timeout=60_000)

    expect(page.locator(".scan-rows > li")).to_have_count(len(CODES))
    assert [url.rsplit("/", 1)[1] for url in asked if url.endswith(".wasm")] == ["zxing_reader.wasm"]
    assert barriers(page) == []
    page.get_by_role("button", name="关闭摄像头").click()
    expect(page.locator(".scan-camera")).to_have_count(0)


def test_what_is_read_next_is_the_seal_of_the_row(filming: Browser, server: Server) -> None:
    """As with a scanner: a label, then what stands beside it."""
    page = open_page(filming, form(sealed=True), server=server, size=LAPTOP)
    press(page)

    seal = page.get_by_label("实读封签号").first
    expect(seal).not_to_have_value("", timeout=60_000)
    first = page.locator(".scan-rows > li").first.get_attribute("data-code")
    assert {first, seal.input_value()} < set(CODES)
    assert first != seal.input_value()


def test_a_page_that_is_not_seen_sees_nothing(filming: Browser, server: Server) -> None:
    page = open_page(filming, form(), server=server, size=LAPTOP)
    press(page)
    expect(page.locator(".scan-rows > li").first).to_be_visible(timeout=60_000)

    page.evaluate(HIDE)

    expect(page.locator(".scan-camera")).to_have_count(0)
    assert page.evaluate("window.track.readyState") == "ended"
    expect(page.locator(".toast").last).to_contain_text("摄像头已关闭")
    expect(page.get_by_role("button", name="摄像头扫码")).to_have_attribute("aria-expanded", "false")


def test_the_button_closes_what_it_opened(filming: Browser, server: Server) -> None:
    page = open_page(filming, form(), server=server, size=LAPTOP)
    press(page)
    expect(page.locator(".scan-camera")).to_have_count(1)
    press(page)
    expect(page.locator(".scan-camera")).to_have_count(0)


def refusal(page: Page) -> str:
    press(page)
    alert = page.locator(".scan-camera [role=alert]")
    expect(alert).to_be_visible(timeout=30_000)
    expect(page.locator(".scan-camera video")).to_be_hidden()
    return alert.inner_text()


def test_a_refused_permission_says_where_to_allow_it(browser: Browser, server: Server) -> None:
    refusing = with_camera(browser, FAKE)
    page = open_page(refusing, form(), server=server, size=LAPTOP)

    assert "未获准使用摄像头" in refusal(page)
    refusing.close()


def test_no_camera_says_what_to_use_instead(browser: Browser, server: Server) -> None:
    page = open_page(browser, form(), server=server, size=LAPTOP)
    page.context.grant_permissions(["camera"])

    assert "没有找到摄像头" in refusal(page)
    assert "扫码枪" in page.locator(".scan-camera [role=alert]").inner_text()


def test_without_a_secure_connection_it_says_so(filming: Browser, server: Server) -> None:
    page = open_page(filming, form(), server=server, size=LAPTOP)
    page.goto("http://examops.test/")

    assert "不是安全连接" in refusal(page)


def test_a_reader_that_does_not_come_says_so(filming: Browser, server: Server) -> None:
    page = open_page(filming, form(), server=server, size=LAPTOP)
    page.route("**/*.wasm", lambda route: route.fulfill(body=b"", content_type="application/wasm"))

    assert "读码组件未能载入" in refusal(page)
    server.complaints.clear()


def test_where_it_is_not_switched_on_there_is_none(browser: Browser, server: Server) -> None:
    page = open_page(browser, form(document=""), server=server, size=LAPTOP)

    expect(page.get_by_role("button", name="添加")).to_be_visible()
    expect(page.locator("[data-scan-camera]")).to_have_count(0)


def test_a_film_is_made_of_the_labels_that_are_printed(tmp_path: Path) -> None:
    made = film(tmp_path / "one.y4m", [("DRILL-1", Symbol.QR)]).read_bytes()

    assert made.startswith(b"YUV4MPEG2 W640 H480")
    assert made.count(b"FRAME\n") == 11
