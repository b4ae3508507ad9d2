"""The form of an act by itself: it acts once, says what was refused and where, and keeps no secret."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.static_pages import LAPTOP, PHONE, Server, open_page, rendered

FORM = """{% extends "base.html" %}{% block main %}<h1>交接</h1>
<form class="form" data-act="/api/exams/x/handovers/" data-success="已交接。">
  {% include "kernel/scan_list.html" with name="bags" label="试卷袋" %}
  {% include "kernel/act_field.html" with name="count" label="袋数" type="number" value="2" only %}
  {% include "kernel/act_field.html" with name="note" label="说明" optional=1 only %}
  {% include "kernel/second_person.html" with prefix="receiver" title="接收人" %}
  <div class="form-actions"><button class="button button-primary">交接</button></div>
</form>{% endblock %}"""

# A scanner's keys come faster than a test can send them one by one.
SCAN = """code => {
  document.activeElement.blur();
  for (const key of [...code, "Enter"]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def page(browser: Browser, server: Server) -> Page:
    """A handover, all but sent."""
    page = open_page(browser, rendered(FORM, {}), server=server, size=LAPTOP)
    page.get_by_label("登录名").fill("li")
    page.get_by_label("密码或 PIN").fill("a secret 1")
    return page


def press(page: Page) -> None:
    """Send the form."""
    page.get_by_role("button", name="交接").click()


def asked(page: Page, server: Server, count: int) -> Route:
    """The latest request, once there have been so many."""
    for _ in range(50):
        if len(server.asked) >= count:
            break
        page.wait_for_timeout(50)
    assert len(server.asked) == count
    return server.asked[-1]


def body_of(route: Route) -> Any:
    """What was sent."""
    return json.loads(route.request.post_data or "null")


def refuse(route: Route, code: str, message: str, detail: dict[str, Any]) -> None:
    """Answer as the API refuses."""
    refusal = {"code": code, "message": message, "detail": detail}
    route.fulfill(status=409, body=json.dumps(refusal), content_type="application/json")


def accept(route: Route) -> None:
    """Answer as the API accepts."""
    route.fulfill(body='{"act_id": "a", "entry": "a", "fact": null}', content_type="application/json")


def test_a_double_click_acts_once(page: Page, server: Server) -> None:
    page.get_by_role("button", name="交接").dblclick()
    route = asked(page, server, 1)
    page.keyboard.press("Enter")
    accept(route)

    expect(page.locator(".toast")).to_contain_text("已交接。")
    assert len(server.asked) == 1
    assert body_of(route) == {"count": 2, "receiver": {"login": "li", "password": "a secret 1"}}


@pytest.mark.parametrize("status", [None, 502, 504])
def test_what_got_no_answer_is_sent_again_with_the_same_id_and_the_same_bytes(
    page: Page, server: Server, status: int | None
) -> None:
    press(page)
    first = asked(page, server, 1)
    first.abort() if status is None else first.fulfill(status=status, body="")
    expect(page.get_by_role("alert").last).to_contain_text("没有收到服务器答复")

    page.get_by_role("button", name="再发一次").click()
    second = asked(page, server, 2)

    assert second.request.headers["act-id"] == first.request.headers["act-id"]
    assert second.request.post_data == first.request.post_data
    accept(second)
    expect(page.locator(".toast")).to_be_visible()


def test_a_refusal_stands_at_its_field_and_the_secret_is_gone(page: Page, server: Server) -> None:
    press(page)
    first = asked(page, server, 1)
    refuse(
        first, "bad_input", "部分字段不能接受", {"fields": {"count": ["袋数不符"], "receiver": {"login": ["查无此人"]}}}
    )

    expect(page.get_by_role("alert").last).to_contain_text("部分字段不能接受")
    expect(page.get_by_label("袋数")).to_have_accessible_description(re.compile("袋数不符"))
    expect(page.get_by_label("登录名")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("密码或 PIN")).to_have_value("")

    page.get_by_label("密码或 PIN").fill("a secret 1")
    press(page)
    second = asked(page, server, 2)
    assert second.request.headers["act-id"] != first.request.headers["act-id"]
    accept(second)


def test_a_refusal_of_the_trade_tells_the_bag(page: Page, server: Server) -> None:
    press(page)
    refuse(asked(page, server, 1), "seal_mismatch", "封签与登记不符", {"bag": "P-0012"})

    expect(page.get_by_role("alert").last).to_contain_text("P-0012")


def test_a_scanner_fills_the_list_once_for_each_bag(page: Page, server: Server) -> None:
    for code in ["P-0012", "P-0013", "P-0012"]:
        page.evaluate(SCAN, code)

    expect(page.locator(".scan-rows li")).to_have_count(2)
    expect(page.locator(".toast")).to_contain_text("P-0012")
    press(page)
    route = asked(page, server, 1)
    assert body_of(route)["bags"] == [{"code": "P-0012"}, {"code": "P-0013"}]
    accept(route)


def test_a_code_asks_for_its_seal_and_the_seal_leads_to_the_next_code(browser: Browser, server: Server) -> None:
    form = FORM.replace('label="试卷袋"', 'label="试卷袋" with_seal=1')
    page = open_page(browser, rendered(form, {}), server=server, size=LAPTOP)
    entry = page.get_by_label("编号")
    entry.focus()
    for text in ["P-0012", "S-1", "P-0013", "S-2"]:
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")

    expect(entry).to_be_focused()
    expect(entry).to_have_value("")
    seals = page.get_by_label("实读封签号")
    assert [seal.input_value() for seal in seals.all()] == ["S-1", "S-2"]
    assert server.asked == []


def test_anyone_can_use_the_form(browser: Browser, server: Server) -> None:
    for size in (LAPTOP, PHONE):
        page = open_page(browser, rendered(FORM, {}), server=server, size=size)
        found = (
            Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
        )
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
