"""The board's page by itself: what it draws, how it follows frames, and what it says when nothing comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.board_rows import NOW, exam, frame, incident, snapshot, venue
from tests.browser.static_pages import LAPTOP, PHONE, TABLET, WALL, Server, open_page, rendered

Opens = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


@pytest.fixture
def board(browser: Browser, server: Server) -> Opens:
    """Opens a board on the rows given, with the clock in the test's hand."""

    def opens(*rows: dict[str, Any], size: tuple[int, int] = LAPTOP, kind: str = "real") -> Page:
        start = snapshot(7, exam(kind), *rows)
        context = {
            "exam": {"id": "x", "name": "临河区2027年普通高考", "kind": kind},
            "socket_path": "/ws/board/?exam=x",
            "snapshot": start,
            "duty_phone": "0478-1234567",
        }
        html = rendered('{% extends "board/board.html" %}', context)
        page = open_page(browser, html, server=server, size=size, clock=NOW)
        page.wait_for_selector("body[data-drawn]")
        return page

    return opens


def names(page: Page) -> list[str]:
    """The venues in the order shown."""
    return page.locator("#b-rows .b-venue-line b").all_inner_texts()


def test_the_first_picture_is_whole_before_the_socket_has_said_anything(board: Opens) -> None:
    page = board(venue(1), venue(2, worst="red"), incident(3))

    assert names(page) == ["临河2中", "临河1中"]
    expect(page.locator("#b-incidents li")).to_contain_text("考点视频监控中断")
    expect(page.locator("[data-figure=papers] strong")).to_have_text("2")
    expect(page.locator("#b-live-word")).to_have_text("正在连接")


def test_a_frame_changes_its_rows_and_leaves_the_others_untouched(board: Opens, server: Server) -> None:
    page = board(venue(1), venue(2))
    page.evaluate("document.querySelector('[data-key=v01] .b-papers .badge').mark = 'kept'")

    server.say(frame(8, venue(2, papers="in_transit", worst="amber"), incident(3)))

    expect(page.locator("[data-key=v02] .b-papers")).to_contain_text("在途")
    expect(page.locator("#b-incident-count")).to_have_text("1")
    assert names(page) == ["临河2中", "临河1中"]
    assert page.evaluate("document.querySelector('[data-key=v01] .b-papers .badge').mark") == "kept"


def test_a_frame_that_removes_a_row_removes_it_from_the_screen(board: Opens, server: Server) -> None:
    page = board(venue(1), incident(3))

    server.say(frame(8, {"kind": "incident", "key": "3", "body": None}))

    expect(page.locator("#b-no-incidents")).to_be_visible()


def test_a_gap_asks_for_what_is_missing_and_draws_nothing_of_the_frame(board: Opens, server: Server) -> None:
    page = board(venue(1))

    server.say(frame(9, incident(3)))

    expect(page.locator("#b-live-word")).to_have_text("实时")
    assert server.subscriptions() == [7, 7]
    expect(page.locator("#b-incident-count")).to_have_text("0")


def test_what_comes_twice_is_shown_once(board: Opens, server: Server) -> None:
    page = board(venue(1))

    server.say(frame(8, incident(3)))
    server.say(frame(8, incident(3), incident(4)))
    server.say(frame(9, venue(1, papers="pending")))

    expect(page.locator("[data-key=v01] .b-papers")).to_contain_text("待发")
    expect(page.locator("#b-incident-count")).to_have_text("1")


def test_a_broken_line_is_mended_from_the_last_number(board: Opens, server: Server) -> None:
    page = board(venue(1))
    server.say(frame(8, venue(1)))
    expect(page.locator("#b-live-word")).to_have_text("实时")

    server.on_subscribe = lambda told: told.say(frame(9, incident(3)))
    server.sockets[-1].close(code=1012)
    page.clock.fast_forward(2_000)

    expect(page.locator("#b-incident-count")).to_have_text("1")
    assert server.subscriptions()[-1] == 8


def test_a_silent_line_turns_amber_and_then_says_what_is_lost_since_when_and_what_to_do(
    board: Opens, server: Server
) -> None:
    page = board(venue(1))
    server.say(frame(8, venue(1)))
    expect(page.locator("#b-live")).to_have_attribute("data-tone", "ok")

    page.clock.fast_forward(16_000)
    expect(page.locator("#b-live")).to_have_attribute("data-tone", "warn")
    expect(page.locator("#b-banner")).to_be_hidden()

    page.clock.fast_forward(50_000)
    expect(page.locator("#b-banner")).to_contain_text("实时数据已中断")
    expect(page.locator("#b-banner")).to_contain_text("08:52:")
    expect(page.locator("#b-banner")).to_contain_text("0478-1234567")


def test_a_login_that_is_over_leads_to_the_login(board: Opens, server: Server) -> None:
    page = board(venue(1))
    expect(page.locator("#b-live")).to_be_visible()

    server.sockets[-1].close(code=4401)

    expect(page.locator("#b-banner")).to_contain_text("登录已结束")
    expect(page.locator("#b-banner-login")).to_have_attribute("href", "/accounts/login/?next=/")


def test_an_incident_counts_down_through_amber_into_overdue(board: Opens) -> None:
    page = board(venue(1), incident(3))
    clock = page.locator(".b-incident-clock time")
    expect(clock).to_have_attribute("data-tone", "ok")

    page.clock.fast_forward(30_000)
    expect(clock).to_have_attribute("data-tone", "warn")

    page.clock.fast_forward(60_000)
    expect(clock).to_contain_text("超时 00:")
    expect(page.locator("[data-figure=clocks] strong")).to_have_text("1")


def test_a_restricted_incident_shows_its_number_and_nothing_else(board: Opens) -> None:
    restricted = {"kind": "incident", "key": "4", "body": {"number": 4, "restricted": True, "opened_at": NOW}}
    page = board(venue(1), restricted)

    expect(page.locator(".b-incident-title")).to_have_text("受限事件 4")


def test_the_keyboard_moves_opens_filters_and_explains(board: Opens) -> None:
    page = board(venue(1), venue(2), venue(12))

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#b-detail-title")).to_have_text("v02 临河2中")
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    page.keyboard.type("v1")
    expect(page.locator("#b-rows tr")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#b-rows tr")).to_have_count(3)

    page.keyboard.press("?")
    expect(page.locator("#b-help")).to_be_visible()


def test_every_figure_opens_the_rows_behind_it(board: Opens) -> None:
    page = board(venue(1), venue(2, papers="pending"), incident(3))

    for figure, told in [("papers", "待发"), ("seats", "890"), ("incidents", "较大"), ("clocks", "计时中")]:
        page.click(f"[data-figure={figure}]")
        expect(page.locator("#b-detail-body")).to_contain_text(told)
        page.click("#b-detail [data-close-dialog]")


def test_a_drill_cannot_be_taken_for_the_exam(board: Opens) -> None:
    page = board(venue(1), kind="drill")

    assert page.title().startswith("【演练】")
    expect(page.locator(".drill-ribbon")).to_contain_text("【演练】")
    expect(page.locator("h1")).to_contain_text("【演练】")
    assert page.evaluate("getComputedStyle(document.body, '::after').borderTopWidth") == "8px"


@pytest.mark.parametrize("size", [WALL, LAPTOP])
@pytest.mark.parametrize("count", [4, 30])
def test_a_wall_and_a_laptop_show_the_board_without_scrolling_the_page(
    board: Opens, size: tuple[int, int], count: int
) -> None:
    page = board(*(venue(number) for number in range(1, count + 1)), *(incident(n) for n in range(9)), size=size)

    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(size)


def test_a_wall_shows_thirty_venues_at_once(board: Opens) -> None:
    page = board(*(venue(number) for number in range(1, 31)), size=WALL)

    assert page.evaluate("(f => f.scrollHeight - f.clientHeight)(document.querySelector('.b-venues .b-scroll'))") <= 0


@pytest.mark.parametrize(
    ("size", "theme"), [(WALL, "wall"), (LAPTOP, "office"), (TABLET, "wall"), (PHONE, "office"), (PHONE, "wall")]
)
def test_anyone_can_read_the_board(board: Opens, size: tuple[int, int], theme: str) -> None:
    page = board(venue(1), venue(2, worst="red", papers="in_transit"), incident(3), incident(4, level="II"), size=size)
    if theme == "office":
        page.keyboard.press("t")

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
