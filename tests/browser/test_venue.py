"""A venue's day on its tablet, and the duty desk that keys in what it hears by phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, VENUE_HEAD, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE, TABLET
from tests.browser.windows import Windows, barriers


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill when people are to be on their posts."""
    drill = county.drill("考点演练")
    drill.step_to(-90)
    return drill


def test_the_next_milestone_is_one_tap(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/venue/?exam={drill.exam}", role=VENUE_HEAD, size=TABLET)
    name = page.locator(".next-name").inner_text()
    button = page.locator(".next-tap")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 48

    button.tap()

    expect(page.locator(".next-name")).not_to_have_text(name)
    told = page.locator(".line-row", has_text=name)
    expect(told.first).to_have_attribute("data-state", "done")


def test_a_nil_report_is_one_tap_and_one_that_does_not_add_up_is_refused_in_words(
    windows: Windows, drill: Drill
) -> None:
    drill.step_to(-60)
    page = windows.open(f"/venue/?exam={drill.exam}", role=VENUE_HEAD, size=TABLET)

    page.locator("[data-report=R0] button").tap()
    expect(page.locator("[data-report=R0]")).to_have_attribute("data-state", "received")

    drill.step_to(30)
    page.reload()
    early = page.locator("[data-report=R1]")
    early.get_by_label("缺考").fill("7")
    early.get_by_role("button").tap()
    refusal = early.get_by_role("alert")
    expect(refusal).to_be_visible()
    expect(refusal).to_contain_text("应考")
    expect(early).not_to_have_attribute("data-state", "received")


def test_the_desk_keys_in_what_a_venue_says_on_the_phone(windows: Windows, drill: Drill) -> None:
    drill.step_to(31)
    page = windows.open(f"/desk/reports/?exam={drill.exam}&session=A1&kind=R1", role=CLERK)
    row = page.locator("tr", has_text="临河县第二中学")
    assert barriers(page) == []

    row.get_by_role("link", name=re.compile("代录")).first.click()
    page.fill("#f-callcaller", "张主考")
    page.get_by_label("实考").first.fill("898")
    page.get_by_label("缺考").first.fill("2")
    page.get_by_role("button", name="上报").click()

    expect(page).to_have_url(re.compile("/desk/reports/"))
    expect(page.locator("tr", has_text="临河县第二中学")).to_contain_text("待确认")


@pytest.mark.parametrize("size", [LAPTOP, TABLET, PHONE])
def test_anyone_can_read_a_venues_pages(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    for path in ["/venue/v01/", "/venue/v01/reports/A1/R1/"]:
        page = windows.open(f"{path}?exam={drill.exam}", role=VENUE_HEAD, size=size)
        assert barriers(page) == []
        assert page.title().startswith("【演练】")
