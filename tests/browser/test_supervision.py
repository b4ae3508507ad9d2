"""The register of corrective actions, the response times and the warnings in a browser."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, OFFICER, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill of the morning, with an incident in it."""
    drill = county.drill("整改演练")
    drill.step_to(-60)
    drill.act(CLERK, "/incidents/", {"plan": "C02", "venue": "v02"})
    county.settle()
    return drill


def test_one_is_entered_and_given_to_an_owner(windows: Windows, drill: Drill) -> None:
    page = windows.open("/supervision/", role=OFFICER)
    page.locator("#f-raise-words").fill("各考点增配发电机")
    page.get_by_role("button", name="登记").click()
    line = page.locator("[data-action]").first
    expect(line).to_contain_text("各考点增配发电机")
    assert barriers(page) == []

    line.get_by_role("link", name="各考点增配发电机").click()
    page.select_option("#f-assign-unit", "v01")
    page.select_option("#f-assign-role", "venue_head")
    due = dt.datetime.now(dt.UTC) + dt.timedelta(days=2)
    page.locator("#f-assign-due_at").fill(f"{due:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="交办").click()

    expect(page.locator(".lead .badge")).to_contain_text("临期（蓝）")
    expect(page.locator("#log")).to_contain_text("交办")
    assert barriers(page) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_anyone_can_read_these_pages(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    for path in ["/supervision/", "/supervision/responses/", "/alerts/"]:
        page = windows.open(f"{path}?exam={drill.exam}", role=OFFICER, size=size)
        assert barriers(page) == [], path


def test_a_warning_is_brought_as_a_file_and_what_cannot_be_taken_is_shown(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/alerts/?exam={drill.exam}", role=OFFICER)
    page.locator("#a-file").set_input_files({"name": "w.xml", "mimeType": "text/xml", "buffer": b"rain"})
    page.get_by_role("button", name="接收").click()

    expect(page.locator("#rejects")).to_contain_text("不是可安全读取的XML")
    assert barriers(page) == []
