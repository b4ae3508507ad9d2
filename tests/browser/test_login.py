"""Logging in: three roles are led to their own pages, and a wrong password is told in a sentence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, EXAM_OFFICE, OFFICER, VENUE_HEAD
from tests.browser.static_pages import LAPTOP, PHONE, TABLET, WALL
from tests.browser.windows import Windows, barriers


@pytest.mark.parametrize(
    ("role", "led_to"),
    [
        (
            OFFICER,
            ["实时看板", "试卷", "锁具与钥匙", "押运", "指挥台", "我的派单", "突发事件", "通知", "预案与规范",
             "预警信息", "违规情况记录", "整改督办", "值班台", "演练", "考点平板登记", "例行检查"],
        ),
        (
            VENUE_HEAD,
            ["本考点", "考点平板", "试卷", "锁具与钥匙", "指挥台", "突发事件", "通知", "预案与规范", "预警信息",
             "违规情况记录", "整改督办"],
        ),
        (
            EXAM_OFFICE,
            ["实时看板", "指挥台", "突发事件", "通知", "预案与规范", "预警信息", "违规情况记录", "整改督办", "值班台",
             "演练", "县级数据表", "县域地图", "考点平板登记", "一次性凭条", "例行检查"],
        ),
    ],
)  # fmt: skip
def test_each_role_is_led_to_its_own_pages(windows: Windows, role: str, led_to: list[str]) -> None:
    page = windows.window()

    windows.log_in(page, role)

    links = page.locator(".b-menu-sheet a[href$='/']:not([href*=logout]), .nav a")
    assert [text.strip() for text in links.all_text_contents()] == led_to
    expect(links.first).to_have_attribute("aria-current", "page")
    for link in links.all():
        address = link.get_attribute("href")
        assert page.evaluate("address => fetch(address).then(answer => answer.ok)", address), address


def test_a_wrong_password_is_told_in_a_sentence(windows: Windows) -> None:
    page = windows.window()

    windows.log_in(page, CLERK, password="not-the-password")

    expect(page.get_by_role("alert")).to_have_text(re.compile("您提供的用户名或密码不正确"))


@pytest.mark.parametrize("size", [WALL, LAPTOP, TABLET, PHONE])
@pytest.mark.parametrize("path", ["/accounts/login/", "/first-login/"])
def test_anyone_can_read_the_pages_before_the_login(windows: Windows, path: str, size: tuple[int, int]) -> None:
    page = windows.open(path, size=size)

    assert barriers(page) == []


def test_the_name_of_whoever_is_logged_in_stands_on_every_page(windows: Windows) -> None:
    page = windows.open("/accounts/password/change/", role=CLERK)

    expect(page.locator(".who")).to_have_text("陈玉兰")
    expect(page.locator(".nav a").first).to_have_text("实时看板")


def test_a_page_of_others_says_what_to_do_and_leads_back(windows: Windows) -> None:
    page = windows.window(role=VENUE_HEAD)

    page.goto(f"{windows.county.url}/intake/")

    expect(page.locator("h1")).to_have_text("您的岗位无权进行此操作")
    expect(page.locator(".nav a").first).to_have_text("本考点")
    windows.complaints.clear()  # the browser notes each page that it was refused
