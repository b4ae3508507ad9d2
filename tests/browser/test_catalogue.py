"""The catalogue in a browser: found, read on a phone, and started from."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.county import OFFICER, VENUE_HEAD, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers

PAGES = [
    "/catalogue/",
    "/catalogue/A06/",
    "/catalogue/S01/",
    "/catalogue/units/",
    "/catalogue/irregularities/",
    "/catalogue/lists/",
]


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill of the morning."""
    drill = county.drill("预案演练")
    drill.step_to(-60)
    return drill


def test_a_venue_head_finds_a_procedure_on_a_phone_and_starts_it(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/catalogue/?exam={drill.exam}", role=VENUE_HEAD, size=PHONE)
    page.get_by_label("搜索").fill("座次表照片")
    page.get_by_role("button", name="显示").tap()
    expect(page.locator("[data-plan]").first).to_contain_text("S01")
    assert barriers(page) == []

    page.locator("[data-plan='S01']").get_by_role("link", name="S01").tap()
    page.get_by_role("link", name="启动").tap()
    page.wait_for_url("**/incidents/new/**")
    expect(page.locator("#f-plan")).to_have_value("S01")


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_anyone_can_read_the_pages_of_the_catalogue(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    for path in PAGES:
        page = windows.open(path, role=OFFICER, size=size)
        assert barriers(page) == [], path
