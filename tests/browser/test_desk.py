"""The duty desk with the keyboard alone: a call is keyed in, and the next venue's line is ready for the next one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, OFFICER, County, Drill
from tests.browser.static_pages import LAPTOP
from tests.browser.windows import Windows, barriers

DESK = ("/desk/", "/desk/figures/", "/desk/watch/", "/desk/swaps/", "/search/?q=a")
# What a window shows at 200 %.
ZOOMED = (LAPTOP[0] // 2, LAPTOP[1] // 2)


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill at the time of the flash reports."""
    drill = county.drill("值班台演练")
    drill.step_to(-269)
    drill.step_to(32)
    return drill


def test_a_report_is_keyed_in_without_a_mouse(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/desk/?exam={drill.exam}&session=A1", role=CLERK)
    press, typed = page.keyboard.press, page.keyboard.type
    expect(page.locator("[data-keying-venue]")).to_be_focused()

    typed("v01")
    press("Enter")
    expect(page.locator("#c-v01")).to_be_focused()
    page.locator("#w-v01").select_option("R1")
    page.locator("#c-v01").focus()
    typed("孙主考")
    for _field in range(2):
        press("Enter")
    expect(page.locator("#a-v01")).to_be_focused()
    typed("1O")
    for _field in range(4):
        press("Enter")
    expect(page.locator("#line-v01 [data-done]")).to_be_empty()
    page.locator("#a-v01").fill("３")
    page.locator("#s-v01").focus()
    press("Enter")
    expect(page.locator("#line-v01 [data-done]")).to_contain_text("R1")
    expect(page.locator("[data-keying-venue]")).to_be_focused()

    told = next(one for one in drill.read("/reports/?session=A1&venue=v01&kind=R1"))
    assert told["absent"] == 3

    page.keyboard.press("Control+k")
    expect(page.locator("#search-everything")).to_be_focused()
    typed("v01")
    expect(page.locator(".search-found [data-hit]").first).to_be_visible()


@pytest.mark.parametrize("size", [LAPTOP, ZOOMED])
def test_the_pages_of_the_desk_keep_nobody_out(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    found = {}
    for path in DESK:
        page = windows.open(f"{path}{'&' if '?' in path else '?'}exam={drill.exam}", role=OFFICER, size=size)
        found[path] = barriers(page)
    assert {path: told for path, told in found.items() if told} == {}
