"""Incidents in a browser: five fields on a phone, and the list and the story of one at the desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, OFFICER, VENUE_HEAD, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE, TABLET
from tests.browser.windows import Windows, barriers


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill of the morning."""
    drill = county.drill("事件演练")
    drill.step_to(-60)
    return drill


def test_a_phone_reports_an_incident_in_at_most_five_fields(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/venue/?exam={drill.exam}", role=VENUE_HEAD, size=PHONE)
    page.get_by_role("link", name="报告事件").tap()
    page.wait_for_url("**/incidents/new/**")
    assert page.locator("main form").locator("select, input:not([type=hidden]), textarea").count() <= 5
    assert barriers(page) == []

    page.select_option("#f-plan", "C02")
    expect(page.locator("#f-venue")).to_have_value("v01")
    page.get_by_role("button", name="报告").tap()

    page.wait_for_url("**/incidents/?**")
    expect(page.locator(".nav [aria-current]")).to_have_attribute("href", f"/incidents/?exam={drill.exam}")
    expect(page.locator("[data-incident]").first).to_contain_text("临河县第一中学")
    assert barriers(page) == []


def test_somebody_answers_and_works_through_the_steps(windows: Windows, drill: Drill) -> None:
    number = drill.act(CLERK, "/incidents/", {"plan": "C02", "venue": "v02"})["number"]
    page = windows.open(f"/incidents/{number}/?exam={drill.exam}", role=OFFICER)

    page.get_by_role("button", name="我来受理").click()
    expect(page.get_by_text("蒋天成").nth(1)).to_be_visible()
    page.locator("[data-step]").first.get_by_role("button", name="完成").click()
    expect(page.locator("[data-step]").first).to_have_attribute("data-status", "done")

    page.goto(f"{windows.county.url}/incidents/?exam={drill.exam}&state=closed")
    expect(page.locator(".empty")).to_contain_text("没有事件")


def test_what_the_hotline_tells_is_taken_down_on_a_phone_and_becomes_an_incident(
    windows: Windows, drill: Drill
) -> None:
    page = windows.open(f"/incidents/triage/?exam={drill.exam}", role=CLERK, size=PHONE)
    form = page.locator("main details form")
    assert form.locator("select, input:not([type=hidden]), textarea").count() <= 5
    assert barriers(page) == []

    form.locator("select[name=kind]").select_option("hotline")
    form.locator("[name=reference]").fill("热线 018")
    form.locator("[name=words]").fill("考点门口有人聚集")
    form.get_by_role("button", name="登记").tap()

    told = page.locator("[data-tip]").first
    expect(told).to_contain_text("考点门口有人聚集")
    assert barriers(page) == []
    told.locator("select[name=plan]").select_option("H04")
    told.get_by_role("button", name="报告").tap()
    expect(page.locator("tr[data-tip]").first).to_contain_text("已立案")


@pytest.mark.parametrize("size", [LAPTOP, TABLET, PHONE])
def test_anyone_can_read_the_pages_of_incidents(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    number = drill.act(CLERK, "/incidents/", {"plan": "C02", "venue": "v02"})["number"]
    for path in ["/incidents/", "/incidents/new/", "/incidents/triage/", f"/incidents/{number}/"]:
        page = windows.open(f"{path}?exam={drill.exam}", role=OFFICER, size=size)
        assert barriers(page) == [], path
