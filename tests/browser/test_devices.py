"""Two officers enrol a tablet at the page of tablets, on any width; the code is read there once."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.county import EXAM_OFFICE, OFFICER
from tests.browser.static_pages import PHONE
from tests.browser.windows import Windows, barriers

PICTURES = os.environ.get("PICTURES", "")
CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$")


def kept(page: Page, name: str) -> None:
    """A picture for somebody to look at, where a folder for them is named."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_one_officer_opens_a_place_and_another_approves_it(windows: Windows) -> None:
    page = windows.open("/devices/", role=EXAM_OFFICE)
    expect(page.locator(".nav [aria-current=page]")).to_have_attribute("href", re.compile("/devices/"))
    page.select_option("#slot-venue", "v01")
    page.fill("#slot-name", "考务室平板一")
    page.get_by_role("button", name="申请登记").click()
    code = page.locator("[data-slot-code] strong")
    expect(code).to_have_text(CODE)
    assert barriers(page) == []
    kept(page, "devices-code-1366")

    page.reload()
    expect(page.locator("[data-slot-code]")).to_be_hidden()
    expect(page.locator("#slots [data-slot]")).to_contain_text("须由另一人批准")

    officer = windows.open("/devices/", role=OFFICER, size=PHONE)
    assert barriers(officer) == []
    kept(officer, "devices-390")
    officer.get_by_role("button", name="批准登记").click()
    expect(officer.locator("#slots [data-slot]")).to_contain_text("已批准")
