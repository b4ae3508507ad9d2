"""A county writes its own version of a plan in a browser, two others approve it, and owners are named."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import CHIEF, CLERK, EXAM_OFFICE, OFFICER, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers

PAGES = [
    "/catalogue/own/",
    "/catalogue/ladder/",
    "/catalogue/coverage/",
    "/catalogue/E02/own/",
    "/catalogue/E02/shipped/",
    "/catalogue/ladder/own/",
]


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill of the morning."""
    drill = county.drill("预案修订演练")
    drill.step_to(-60)
    return drill


def approve(page: Page) -> None:
    """Press approve, and say yes."""
    page.get_by_role("button", name=re.compile("批准")).click()
    page.get_by_role("alertdialog").get_by_role("button", name="确认").click()


def test_a_version_is_written_checked_proposed_and_approved_by_two(
    windows: Windows, county: County, drill: Drill
) -> None:
    page = windows.open("/catalogue/E01/own/", role=EXAM_OFFICE)
    assert barriers(page) == []
    page.locator("#f-step-0-within").fill("很快")
    page.get_by_role("button", name="检查并显示改动").first.click()
    wrong = page.locator("[data-wrong='no_length'][data-field='within']")
    expect(wrong).to_contain_text("步骤 1")
    assert barriers(page) == []
    page.locator("#f-step-0-within").fill("2分钟")
    page.locator("#f-source").fill("县招委办〔2027〕3号")
    page.get_by_role("button", name="检查并显示改动").first.click()
    expect(page.locator("[data-row='step 1'][data-field='within']")).to_contain_text("2分钟")
    page.get_by_label("理由和依据文件").fill("按县招委办〔2027〕3号修订")
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/catalogue/own/")
    expect(page.locator("[data-own-text='E01/1']")).to_have_attribute("data-status", "proposed")

    for role in (CHIEF, OFFICER):
        second = windows.open("/catalogue/E01/own/1/", role=role)
        assert barriers(second) == []
        approve(second)
        expect(second.locator("[data-own-status]")).not_to_have_attribute("data-own-status", "proposed")
        second.wait_for_load_state()
    expect(second.locator("[data-own-status]")).to_have_attribute("data-own-status", "approved")

    opened = county.player(CLERK).act(f"/api/exams/{drill.exam}/incidents/", {"plan": "E01"})
    assert opened.accepted, opened.body
    number = opened.body["fact"]["number"]
    shown = windows.open(f"/incidents/{number}/plan/?exam={drill.exam}", role=CLERK)
    expect(shown.locator(".lead")).to_contain_text("本县第1份文本")
    assert barriers(shown) == []


def test_owners_are_named_on_the_page_of_coverage(windows: Windows, county: County) -> None:
    page = windows.open("/catalogue/coverage/?group=G", role=EXAM_OFFICE)
    expect(page.locator("[data-covered]")).to_have_count(4)
    for code in ("G01", "G02"):
        page.locator(f"#own-{code}").check()
    page.locator("#f-owner-role").select_option("duty_officer")
    page.get_by_role("button", name="指定责任人").click()
    expect(page.locator("[data-covered='G01']")).to_contain_text("县值班长")
    expect(page.locator("[data-covered='G02']")).to_contain_text("县值班长")
    expect(page.locator("[data-covered='G03']")).to_contain_text("未指定")
    assert barriers(page) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_the_pages_can_be_read_by_everybody(windows: Windows, county: County, size: tuple[int, int]) -> None:
    for path in PAGES:
        page = windows.open(path, role=EXAM_OFFICE, size=size)
        assert barriers(page) == [], path
