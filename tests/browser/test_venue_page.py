"""The venue's page as it is worked on: rooms excepted and caught up, and what others told appears without a tap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, VENUE_HEAD, County, Drill
from tests.browser.static_pages import TABLET
from tests.browser.windows import Windows

LONGER_THAN_IT_WAITS = 16_000


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill ten minutes before the papers are opened."""
    drill = county.drill("考点页面演练")
    drill.step_to(-269)
    drill.step_to(-35)
    drill.act(VENUE_HEAD, "/venues/v01/milestones/reach/", {"session": "A1", "milestone": "bags_issued"})
    drill.step_to(-10)
    return drill


def test_a_room_is_excepted_with_its_reason_and_catches_up(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/venue/v01/?exam={drill.exam}", role=VENUE_HEAD, size=TABLET)
    missing = page.locator("[data-milestone=candidates_enter]").first.locator("xpath=..")
    missing.get_by_text("除以下考场外").click()
    missing.locator("select").first.select_option("003")
    missing.locator("[name='except_rooms[0].reason']").fill("一名考生未带准考证")
    missing.get_by_role("button", name="记录").click()

    expect(page.get_by_text("003 考场例外：一名考生未带准考证")).to_be_visible()
    page.get_by_role("button", name="已补齐").click()
    expect(page.get_by_text("003 考场例外")).to_have_count(0)


def test_what_the_county_keyed_in_appears_by_itself_but_not_under_somebodys_hands(
    windows: Windows, drill: Drill
) -> None:
    page = windows.open(f"/venue/v01/?exam={drill.exam}", role=VENUE_HEAD, size=TABLET)
    gate = page.locator("[data-gate=water]")
    expect(gate).to_have_attribute("data-state", "unset")
    page.locator("[data-equipment=clock] summary").click()

    drill.act(CLERK, "/venues/v01/gates/", {"gate": "water", "state": "ready"})
    page.wait_for_timeout(LONGER_THAN_IT_WAITS)
    expect(gate).to_have_attribute("data-state", "unset")
    page.locator("details[open] > summary").click()

    expect(gate).to_have_attribute("data-state", "ready", timeout=30_000)
