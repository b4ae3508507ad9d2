"""The venue's page in a browser: one tap tells, nil is one tap, and what others told appears without a tap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, VENUE_HEAD, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE, TABLET
from tests.browser.windows import Windows, barriers

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


def test_one_tap_tells_of_the_milestone_and_the_next_one_comes(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/venue/v01/?exam={drill.exam}", role=VENUE_HEAD, size=TABLET)
    expect(page.locator("#next")).to_have_text("启封试卷袋、清点")

    page.locator(".next-line").get_by_role("button", name="全部考场按计划完成").click()

    expect(page.get_by_text("已记录。")).to_be_visible()
    expect(page.locator("#next")).to_have_text("分发试卷")
    told = {one["code"]: one["state"] for one in drill.venue("v01")["milestones"]}
    assert (told["papers_opened"], told["papers_distributed"]) == ("done", "waiting")


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


def test_the_desk_keys_in_and_is_told_what_does_not_add_up(windows: Windows, drill: Drill) -> None:
    drill.step_to(36)
    page = windows.open(f"/desk/reports/?exam={drill.exam}&session=A1&kind=R1", role=CLERK, size=LAPTOP)
    row = page.locator("tr[data-venue=v02]")
    expect(row).to_have_attribute("data-state", "overdue")
    row.get_by_role("link", name="代录").click()
    page.locator("[name='call.caller']").fill("陆主考")
    page.locator("[name='entered.present']").fill("10")
    page.locator("[name='entered.absent']").fill("0")
    page.get_by_role("button", name="上报").click()
    expect(page.get_by_role("alert")).to_contain_text("实考加缺考与应考座位数不符")

    page.locator("[name='entered.present']").fill("898")
    page.locator("[name='entered.absent']").fill("2")
    page.get_by_role("button", name="上报").click()

    expect(page.locator("tr[data-venue=v02]")).to_contain_text("代录待确认")
    expect(page.locator("tr[data-venue=v02]")).to_contain_text("898")


@pytest.mark.parametrize("size", [TABLET, TABLET[::-1], PHONE])
def test_anyone_can_use_the_venues_pages(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    for path in (f"/venue/v01/?exam={drill.exam}", f"/venue/v01/reports/A1/R2/?exam={drill.exam}"):
        assert barriers(windows.open(path, role=VENUE_HEAD, size=size)) == []
    assert barriers(windows.open(f"/desk/reports/?exam={drill.exam}", role=CLERK, size=size)) == []
