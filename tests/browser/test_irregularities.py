"""A paper form is entered, signed by the chief and marked to be reported; on a phone it reads as well."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.county import EXAM_OFFICE, VENUE_HEAD, VENUE_OFFICE, County, Drill
from tests.browser.static_pages import PHONE
from tests.browser.windows import Windows, barriers

PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill twenty minutes into the first paper."""
    drill = county.drill("违规记录演练")
    drill.step_to(-269)
    drill.step_to(20)
    return drill


def seen(page: Page, name: str) -> None:
    """Nothing stands in anybody's way; a picture of it where one is asked for."""
    assert barriers(page) == [], name
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_from_the_paper_form_to_the_signature(windows: Windows, drill: Drill, county: County) -> None:
    page = windows.open(f"/irregularities/?exam={drill.exam}", role=VENUE_OFFICE)
    seen(page, "irregularities-empty")
    page.get_by_role("link", name="录入记录表").click()
    page.select_option("#f-code", "Z6-4")
    page.locator("[name=words]").fill("开考后手机在抽屉内响铃")
    page.locator("[name=form]").fill("W-001")
    page.locator("[name=room]").select_option(index=1)
    page.locator("[name=seat]").fill("17")
    page.locator("[name=not_told]").fill("考生情绪激动，场次结束后告知")
    for number, (name, badge) in enumerate([("周监考", "J0101"), ("吴监考", "J0102")]):
        page.locator(f"[name='signers[{number}].name']").fill(name)
        page.locator(f"[name='signers[{number}].badge']").fill(badge)
    page.get_by_text("暂扣物品与录像片段").click()
    page.locator("[name='items[0].what']").fill("黑色手机一部")
    page.locator("[name='items[0].keeper']").fill("郑考务")
    seen(page, "irregularities-form")
    page.get_by_role("button", name="登记", exact=True).click()

    page.get_by_role("link", name="v01-1").click()
    expect(page.locator(".lead .badge")).to_contain_text("疑似")
    page.locator("[name='chief.login']").fill(county.login_of(VENUE_HEAD))
    page.locator("[name='chief.password']").fill(PASSWORD)
    page.get_by_role("button", name="签字记录").click()
    expect(page.locator(".lead .badge")).to_contain_text("已记录")
    seen(page, "irregularities-one")

    county.settle()
    phone = windows.open(f"/irregularities/v01/1/?exam={drill.exam}", role=VENUE_OFFICE, size=PHONE)
    seen(phone, "irregularities-one-phone")
    phone.goto(f"{county.url}/irregularities/v01/1/correct/?exam={drill.exam}")
    seen(phone, "irregularities-correct-phone")
    phone.goto(f"{county.url}/irregularities/?exam={drill.exam}")
    seen(phone, "irregularities-phone")
    office = windows.open(f"/irregularities/?exam={drill.exam}", role=EXAM_OFFICE)
    expect(office.locator("#held")).to_contain_text("尚未上报")
    seen(office, "irregularities")
