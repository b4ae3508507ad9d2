"""The board on the running product: it follows what people do elsewhere, and what it missed while it was cut off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.county import CLERK, OFFICER, VENUE_HEAD, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE, TABLET, WALL
from tests.browser.windows import Windows, barriers

ON_POST = {"session": "A1", "milestone": "staff_on_post"}
ILLNESS = {"plan": "C02", "venue": "v02", "words": "候考区一名考生突发急病"}
DRAWN = "body[data-drawn]"
# Everything that the screen shows of rows, in its order, with the keys they are known by.
SHOWN = """() => ['b-rows', 'b-incidents', 'b-facts'].map(list =>
    [...document.getElementById(list).children].map(row => [row.dataset.key, row.innerText]))"""


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill shortly before people are to be on their posts."""
    drill = county.drill("看板演练")
    drill.step_to(-91)
    return drill


@dataclass
class Line:
    """The line between the board and the node, which a test may cut."""

    cut: bool = False
    sockets: list[tuple[WebSocketRoute, WebSocketRoute]] = field(default_factory=list)

    def takes(self, socket: WebSocketRoute) -> None:
        """A socket is opened by the page."""
        if self.cut:
            socket.close(code=1012)
        else:
            self.sockets.append((socket, socket.connect_to_server()))

    def break_off(self) -> None:
        """From now on nothing goes through."""
        self.cut = True
        for page, node in self.sockets:
            node.close(code=1012)
            page.close(code=1012)
        self.sockets.clear()

    def mend(self) -> None:
        """It works again."""
        self.cut = False


def live(page: Page) -> None:
    """Wait until the board hears."""
    expect(page.locator("#b-live-word")).to_have_text("实时")


def shown(page: Page) -> list[list[list[Any]]]:
    """All rows as the screen shows them."""
    rows: list[list[list[Any]]] = page.evaluate(SHOWN)
    return rows


def test_the_board_changes_while_people_act_elsewhere(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/?exam={drill.exam}", role=OFFICER, wait=DRAWN)
    live(page)
    cell = page.locator("#b-rows [data-key=v01] [data-code=staff_on_post]")
    expect(cell).not_to_have_attribute("data-state", "done")
    incidents = page.locator("#b-incidents li").count()

    drill.act(VENUE_HEAD, "/venues/v01/milestones/reach/", ON_POST)
    expect(cell).to_have_attribute("data-state", "done")
    expect(page.locator("#b-facts li").first).to_contain_text("临河县第一中学")

    opened = drill.act(CLERK, "/incidents/", ILLNESS)
    expect(page.locator(f"#b-incidents [data-key='{opened['number']}']")).to_contain_text("临河县第二中学")
    expect(page.locator("#b-incident-count")).to_have_text(str(incidents + 1))


def test_a_board_that_was_cut_off_says_so_and_then_has_missed_nothing(windows: Windows, drill: Drill) -> None:
    line = Line()
    page = windows.window(role=OFFICER)
    page.route_web_socket("**/ws/**", line.takes)
    page.clock.install()
    page.goto(f"{windows.county.url}/?exam={drill.exam}")
    live(page)

    line.break_off()
    expect(page.locator("#b-live")).to_have_attribute("data-tone", "warn")
    page.clock.fast_forward(61_000)
    expect(page.locator("#b-live-word")).to_have_text("已中断")
    expect(page.locator("#b-banner")).to_contain_text("实时数据已中断")
    before = shown(page)

    opened = [drill.act(CLERK, "/incidents/", ILLNESS)["number"] for _time in range(2)]
    drill.act(CLERK, f"/incidents/{opened[0]}/acknowledge/")
    drill.county.settle()
    assert shown(page) == before

    line.mend()
    page.click("#b-banner-retry")
    live(page)
    expect(page.locator("#b-banner")).to_be_hidden()
    expect(page.locator(f"#b-incidents [data-key='{opened[1]}']")).to_be_visible()
    fresh = windows.open(f"/?exam={drill.exam}", role=OFFICER, wait=DRAWN)
    live(fresh)
    assert shown(page) == shown(fresh)
    keys = [row[0] for row in shown(page)[2]]
    assert len(keys) == len(set(keys))


def test_a_page_says_that_its_machine_has_no_network(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/incidents/?exam={drill.exam}", role=OFFICER, size=PHONE)

    page.context.set_offline(True)
    expect(page.locator(".offline")).to_be_visible()

    page.context.set_offline(False)
    expect(page.locator(".offline")).to_be_hidden()


@pytest.mark.parametrize("size", [WALL, LAPTOP, TABLET, PHONE])
def test_anyone_can_read_the_board_of_a_drill(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    page = windows.open(f"/?exam={drill.exam}", role=OFFICER, size=size, wait=DRAWN)

    assert page.title().startswith("【演练】")
    assert barriers(page) == []
    if size in {WALL, LAPTOP}:
        assert page.evaluate("document.documentElement.scrollHeight") == size[1]
