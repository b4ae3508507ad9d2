"""The board's views by themselves: scheme, readiness, attendance; its alarms; and what the keyboard does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.board_rows import NOW, at, exam, frame, incident, snapshot, venue
from tests.browser.static_pages import LAPTOP, WALL, Server, open_page, rendered

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
VIEWS = ["county", "matrix", "ready", "sessions"]
GATES = [{"gate": "power", "state": "ready", "set_at": at("07:52")}, {"gate": "water", "state": "unset"}]
REPORTS = [
    {"kind": "R1", "session": "A1", "state": "received", "present": 890, "absent": 10},
    {"kind": "R2", "session": "A1", "state": "overdue", "present": None, "absent": None},
]
RESTRICTED = {"kind": "incident", "key": "5", "body": {"number": 5, "restricted": True, "opened_at": NOW}}
POWER = incident(4, level="II", title="考点停电", alarm="duty_clerk")


def opened(
    browser: Browser, server: Server, *rows: dict[str, Any], size: tuple[int, int] = LAPTOP, **more: Any
) -> Page:
    """A board for somebody who may answer, with the clock in the test's hand and the line open."""
    context = {
        "exam": {"id": "x", "name": "临河区2027年普通高考", "kind": "real"},
        "socket_path": "/ws/board/?exam=x",
        "snapshot": snapshot(7, exam(), *rows),
        "may_answer": True,
        "answer_api": "/api/exams/x/incidents/{number}/acknowledge/",
        "silence_api": "/api/exams/x/alarms/silence/",
        **more,
    }
    page = open_page(
        browser, rendered('{% extends "board/board.html" %}', context), server=server, size=size, clock=NOW
    )
    page.wait_for_selector("body[data-drawn]")
    return page


def county() -> list[dict[str, Any]]:
    """Three venues of two townships, of which one is in trouble."""
    gates = {"state": "not_ready", "gates": GATES}
    return [
        venue(1, readiness=gates, reports=REPORTS),
        venue(2, papers="in_transit", worst="red", open_incidents=1, readiness=gates, reports=REPORTS),
        venue(12, papers="pending", township="狼山镇", readiness=gates, reports=REPORTS),
    ]


def test_the_county_stands_first_with_a_card_for_each_venue(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county())
    card = page.locator("#b-county .b-card[data-key=v02]")

    expect(page.locator("#b-county .b-town h3")).to_have_text(["解放街道", "狼山镇"])
    expect(card).to_contain_text("异常")
    expect(card).to_contain_text("在途")
    expect(page.locator("#b-county-papers")).to_contain_text("待发 1")

    # Everything that the card says of papers is one of three words.
    server.say(frame(8, venue(2, papers="arrived", worst="ok")))
    expect(card).to_contain_text("已到")
    card.click()
    expect(page.locator("#b-detail-title")).to_have_text("v02 临河2中")


def test_readiness_tells_how_old_it_is_and_attendance_what_it_comes_to(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county())

    page.keyboard.press("3")
    cell = page.locator("#b-ready-rows tr[data-key=v01] [data-gate=power]")
    expect(cell).to_contain_text("1小时")
    expect(page.locator("#b-ready-rows tr[data-key=v01] [data-gate=water]")).to_contain_text("未检查")

    page.keyboard.press("4")
    expect(page.locator("#b-taken-foot")).to_contain_text("2,670")
    expect(page.locator("#b-taken-foot")).to_contain_text("逾期 3")
    expect(page.locator("#b-county")).to_be_hidden()


def test_an_alarm_rings_until_somebody_silences_it_by_name(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county(), POWER, RESTRICTED)
    page.clock.run_for(1_000)
    expect(page.locator("#b-alarm-words")).to_have_text("2 条警报未消音：#4 考点停电、受限事件 5")
    assert page.get_attribute("body", "data-rings") == "1"
    page.clock.run_for(5_000)
    assert page.get_attribute("body", "data-rings") == "2"

    page.keyboard.press("m")
    page.wait_for_timeout(200)
    asked = server.asked[-1].request
    assert asked.url.endswith("/api/exams/x/alarms/silence/")
    assert json.loads(asked.post_data or "") == {
        "alarms": [{"incident": 4, "stage": "duty_clerk"}, {"incident": 5, "stage": "restricted"}]
    }
    server.asked[-1].fulfill(status=200, json={"fact": None})

    # What ends it is the fact, on every screen: not the press.
    body = {"by": "陈值班", "at": at("08:52")}
    server.say(
        frame(
            8,
            {"kind": "silenced", "key": "4", "body": {**body, "stage": "duty_clerk"}},
            {"kind": "silenced", "key": "5", "body": {**body, "stage": "restricted"}},
        )
    )
    page.clock.run_for(1_000)
    expect(page.locator("#b-alarm")).to_be_hidden()
    expect(page.locator("#b-incidents [data-key='4']")).to_contain_text("陈值班 08:52 消音")
    rings = page.get_attribute("body", "data-rings")
    page.clock.run_for(40_000)
    assert page.get_attribute("body", "data-rings") == rings

    server.say(frame(9, incident(4, level="II", title="考点停电", alarm="duty_officer")))
    page.clock.run_for(1_000)
    expect(page.locator("#b-alarm")).to_be_visible()


def test_a_browser_that_blocks_the_sound_is_said_to(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county(), POWER)
    page.clock.run_for(1_000)
    chip = page.locator("#b-sound")
    expect(chip).to_have_text("♪开启声音")

    chip.click()
    expect(chip).to_have_text("♪声音已开")
    chip.click()
    expect(chip).to_have_text("♪本屏静音")


def test_a_hidden_row_comes_back_with_an_incident(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county())
    cards = page.locator("#b-county .b-card")

    page.keyboard.press("j")
    page.keyboard.press("h")
    expect(cards).to_have_count(2)
    expect(page.locator("#b-hidden")).to_contain_text("已隐藏 1")
    page.keyboard.press("2")
    expect(page.locator("#b-rows tr")).to_have_count(2)

    server.say(frame(8, venue(1, open_incidents=1, worst="amber"), incident(9)))
    expect(page.locator("#b-rows tr")).to_have_count(3)
    expect(page.locator("#b-hidden")).to_be_hidden()


def test_letters_lead_to_what_they_name_and_a_answers(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county(), POWER)

    page.keyboard.press("Control+k")
    page.keyboard.type("停电")
    expect(page.locator("#b-jump-found li")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#b-detail-title")).to_have_text("#4 考点停电")
    page.keyboard.press("Escape")

    page.keyboard.press("i")
    page.keyboard.press("a")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("考点停电")
    dialog.get_by_role("button", name="确认").click()
    page.wait_for_timeout(200)
    assert server.asked[-1].request.url.endswith("/api/exams/x/incidents/4/acknowledge/")
    server.asked[-1].fulfill(status=409, json={"code": "x", "message": "该事件已有人受理。", "detail": {}})
    expect(page.locator(".toast")).to_contain_text("该事件已有人受理")


@pytest.mark.parametrize(("size", "theme"), [(WALL, "wall"), (LAPTOP, "office")])
def test_anyone_can_read_every_view(browser: Browser, server: Server, size: tuple[int, int], theme: str) -> None:
    page = opened(browser, server, *county(), POWER, RESTRICTED, size=size)
    page.clock.run_for(1_000)
    if theme == "office":
        page.keyboard.press("t")
    for number, view in enumerate(VIEWS, start=1):
        page.keyboard.press(str(number))
        expect(page.locator(f"#b-view-{view}")).to_be_visible()
        # The views differ in their own panel; the rest of the page is looked at once.
        part = "body" if view == "county" else ".b-venues"
        found = Axe().run(page, context=part, options={"runOnly": RULES}).response["violations"]
        assert [(view, one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(
            size
        )


@pytest.mark.parametrize("size", [WALL, LAPTOP, (3840, 2160)])
def test_sixty_venues_fit_the_scheme(browser: Browser, server: Server, size: tuple[int, int]) -> None:
    towns = ["解放街道"] * 20 + ["新华街道"] * 14 + ["团结街道"] * 10 + ["狼山镇"] * 6 + ["双河镇"] * 6 + ["八一乡"] * 4
    page = opened(browser, server, *(venue(n, township=town) for n, town in enumerate(towns, start=1)), size=size)

    assert page.locator("#b-county .b-card").count() == 60
    hidden = page.evaluate("(f => f.scrollHeight - f.clientHeight)(document.getElementById('b-view-county'))")
    assert hidden <= 0


TOWN = [[107.3, 40.7], [107.5, 40.7], [107.5, 40.8], [107.3, 40.8], [107.3, 40.7]]
MAP = {
    "approval": "蒙S(2027)012号",
    "shapes": [{"name": "解放街道", "rings": [TOWN]}],
    "places": [
        {"code": "v01", "longitude": 107.35, "latitude": 40.75, "datum": "gcj02"},
        {"code": "v02", "longitude": 107.45, "latitude": 40.75, "datum": "wgs84"},
    ],
}


def test_a_county_with_a_map_sees_the_same_rows_on_it(browser: Browser, server: Server) -> None:
    page = opened(browser, server, *county(), size=WALL, map_approval=MAP["approval"])
    assert not [route for route in server.asked if "county-map" in route.request.url]

    page.keyboard.press("5")
    page.wait_for_timeout(300)
    server.asked[-1].fulfill(status=200, json=MAP)
    place = page.locator("#b-map .b-place[data-key=v02]")
    expect(place).to_have_attribute("aria-label", "临河2中 异常 在途")
    expect(page.locator("#b-map-unplaced")).to_have_text("未登记位置：临河12中")
    expect(page.locator(".b-map-foot")).to_contain_text("审图号： 蒙S(2027)012号")

    server.say(frame(8, venue(2, papers="arrived", worst="ok")))
    expect(place).to_have_attribute("aria-label", "临河2中 正常 已到")
    place.click()
    expect(page.locator("#b-detail-title")).to_have_text("v02 临河2中")
    assert len([route for route in server.asked if "county-map" in route.request.url]) == 1
