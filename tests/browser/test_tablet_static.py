"""The tablet's app without a server behind it: cut off, switched off, lied to, and given a new version."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.static_pages import PHONE
from tests.browser.tablet_stand_in import CODE, WU, ZHANG, StandIn, standing_in
from tests.browser.tablets import OTHER_PIN, PIN, TabletWindow, new_tablet
from tests.browser.windows import barriers


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """The server in the test's hand."""
    with standing_in() as one:
        yield one


@pytest.fixture
def tablet(browser: Browser, stand_in: StandIn) -> Iterator[TabletWindow]:
    """Enrolled, with two people's PINs, on the page of the day."""
    with new_tablet(browser, stand_in.url) as one:
        one.page.goto(f"{stand_in.url}/tablet/setup/")
        one.page.fill("input[name=code]", f"{CODE[:4]}-{CODE[4:].lower()}")
        one.page.locator("form:has([name=code]) button").click()
        for who, pin in ((ZHANG, PIN), (WU, OTHER_PIN)):
            stand_in.me = who
            expect(one.page.locator(".t-people")).to_be_attached()
            one.choose_pin(pin)
            expect(one.page.locator(".t-people")).to_contain_text(who["name"])
        one.page.locator("[data-selftest]").click()
        expect(one.page.locator(".verdict-full")).to_have_attribute("data-tone", "ok")
        one.page.locator(".t-verdict-on").click()
        one.page.goto(f"{stand_in.url}/tablet/")
        yield one


def test_a_day_without_a_network_survives_a_restart_and_a_new_version(  # noqa: PLR0915 - one day, told as a story
    tablet: TabletWindow, stand_in: StandIn
) -> None:
    tablet.cut(off=True)
    tablet.page.reload()
    expect(tablet.page.locator(".t-next-name")).to_have_text("开放考点大门")

    # A wrong PIN seals nothing.
    tablet.page.locator(".t-next-tap").click()
    tablet.page.locator(".t-big").click()
    tablet.sign("000000")
    expect(tablet.page.locator("dialog .field-error")).to_have_text("PIN 不对。")
    assert tablet.queue() == 0
    tablet.sign(PIN)
    expect(tablet.page.locator(".verdict-full")).to_have_attribute("data-tone", "ok")
    expect(tablet.page.locator(".t-row[data-key='milestone/A1/gate_opened']")).to_contain_text("已封存待发")
    expect(tablet.page.locator(".verdict-full")).to_have_count(0)

    # Nil is one tap; what the server would refuse is not even sealed.
    tablet.go("report/A1/R1")
    tablet.page.locator("[data-nil]").click()
    expect(tablet.page.locator(".t-form .field-error")).to_have_text("还不到能上报的时刻。")
    tablet.go("report/A1/R0")
    tablet.page.locator("[data-nil]").click()
    expect(tablet.page.locator(".t-queue")).to_have_attribute("data-length", "2")
    expect(tablet.page.locator(".verdict-full")).to_have_count(0)

    # Two people, two PINs: the first is not asked again, and cannot sign for the second.
    tablet.go("papers/A1/issue")
    tablet.page.locator(".t-except summary").click()
    tablet.page.get_by_role("button", name="003", exact=True).click()
    tablet.page.locator(".t-reasons input").fill("考生 110105199003071234 换考场")
    tablet.page.get_by_label("纸质表编号").fill("K-07")
    tablet.page.locator(".t-big").click()
    assert tablet.page.locator("dialog option").all_text_contents() == [WU["name"]]
    tablet.sign(OTHER_PIN)
    expect(tablet.page.locator(".t-queue")).to_have_attribute("data-length", "3")

    tablet.stop()
    stand_in.version = "new"
    stand_in.forges = True
    tablet.start()
    tablet.page.goto(f"{stand_in.url}/tablet/#queue")

    # Receipts by another key are none: everything stays, and the new version waits for the queue.
    expect(tablet.page.locator(".t-link")).to_contain_text("回执无法核实")
    expect(tablet.page.locator(".t-act[data-state=sent]")).to_have_count(3)
    tablet.page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
    expect(tablet.page.locator(".t-strip", has_text="新版本已就绪")).to_be_visible()
    assert tablet.page.evaluate(CONTROLLER).startswith("new-") is False

    stand_in.forges = False
    stand_in.refuses = {2}
    tablet.page.reload()
    expect(tablet.page.locator(".t-act[data-state=refused]")).to_contain_text("您没有这项权限。")
    expect(tablet.page.locator(".t-queue")).to_have_attribute("data-length", "0")
    tablet.page.wait_for_function(f"{CONTROLLER}.then(version => version.startsWith('new-'))")
    expect(tablet.page.locator(".t-act[data-state=refused]")).to_have_count(1)

    told = sorted(stand_in.acts.values(), key=lambda payload: payload["counter"])
    assert [payload["counter"] for payload in told] == [1, 2, 3]
    assert [payload["person"] for payload in told] == [ZHANG["person"]] * 3
    assert [payload["second"] for payload in told] == [None, None, WU["person"]]
    assert told[2]["body"]["except_rooms"] == [{"room": "003", "reason": "考生 110*************34 换考场"}]
    assert stand_in.health[0]["queued"] == 3

    tablet.page.get_by_role("button", name="已知悉").click()
    tablet.page.get_by_role("button", name="确认").click()
    expect(tablet.page.locator(".t-act[data-state=refused]")).to_have_count(0)


CONTROLLER = """new Promise(resolve => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data.version);
  navigator.serviceWorker.controller.postMessage("tell", [port2]);
})"""


def test_a_scan_is_judged_over_the_whole_screen_and_everybody_can_use_every_view(
    tablet: TabletWindow, stand_in: StandIn
) -> None:
    page = tablet.page
    tablet.go("papers/A1/issue")
    typed = page.locator("input[name=code]")
    for code, tone, words in (
        ("DRILL-P-001", "ok", "正确"),
        ("DRILL-P-001", "warn", "重复扫描"),
        ("P-000999", "bad", "演练与正式考试"),
    ):
        typed.focus()
        page.keyboard.type(code, delay=2)
        page.keyboard.press("Enter")
        verdict = page.locator(".verdict-full")
        expect(verdict).to_have_attribute("data-tone", tone)
        expect(verdict).to_contain_text(words)
        page.locator(".t-verdict-on").click()
        expect(typed).to_have_value("")
    expect(page.locator(".t-scans li")).to_have_count(1)

    stand_in.logged_in = False
    for size in (PHONE, (800, 1280)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for view in ("day", "report/A1/R1", "line/A1/candidates_enter", "papers/A1/issue", "incident/E", "queue"):
            tablet.go(view)
            page.locator("main h2, main h1").first.wait_for()
            assert barriers(page) == [], view
    page.get_by_role("button", name="English").click()
    expect(page.locator(".t-tabs")).to_contain_text("Today")
