"""A second factor at the login: set up with an app, asked for, and replaced by a recovery code once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.county import AUDITOR
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers

FIELD = "input[name=code]"
NO_CODES = "000000"


def code_of(secret: str) -> str:
    """What an app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time()) // 30)))


def enter(page: Page, code: str) -> None:
    """Enter a code."""
    page.fill(FIELD, code)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def enter_shown(page: Page, secret: str) -> None:
    """Enter what the app shows, and once more what it shows then, should it have changed in between."""
    enter(page, code_of(secret))
    if page.locator(FIELD).count():
        enter(page, code_of(secret))


def prove_again(page: Page) -> None:
    """Enter the password once more, as is asked before the second factor is changed."""
    looked_at(page)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.wait_for_load_state()


def log_out(windows: Windows, page: Page) -> None:
    """Log out on a page of one's own login, which only the logged in have."""
    page.goto(f"{windows.county.url}/accounts/2fa/")
    page.locator("header form[action='/accounts/logout/'] button").click()
    page.wait_for_url("**/accounts/login/**")


def looked_at(page: Page) -> None:
    """Nobody is kept from using the page, on a laptop or on a phone."""
    for width, height in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": height})
        assert barriers(page) == []


@pytest.fixture
def enrolled(windows: Windows) -> Iterator[tuple[Page, str, list[str]]]:
    """The auditor with an app set up: her page, the app's secret, her recovery codes. At the end it is given up."""
    page = windows.window()
    windows.log_in(page, AUDITOR)
    page.goto(f"{windows.county.url}/accounts/password/change/")
    page.get_by_role("link", name="登录的第二重验证").click()
    looked_at(page)
    page.get_by_role("link", name="设置应用").click()
    prove_again(page)
    looked_at(page)
    secret = page.get_by_label("不能扫码时").input_value()
    enter_shown(page, secret)
    expect(page.get_by_role("status").first).to_contain_text("第二重验证已启用")
    looked_at(page)
    codes = page.locator(".recovery-codes li").all_inner_texts()
    yield page, secret, codes
    page.goto(f"{windows.county.url}/accounts/2fa/totp/deactivate/")
    if page.locator("input[name=password]").count():
        prove_again(page)
    looked_at(page)
    page.get_by_role("button", name="停用", exact=True).click()
    expect(page.get_by_role("link", name="设置应用")).to_be_visible()


def test_an_app_is_set_up_and_asked_for_and_a_recovery_code_serves_once(
    windows: Windows, enrolled: tuple[Page, str, list[str]]
) -> None:
    page, secret, codes = enrolled
    assert len(set(codes)) == 10
    log_out(windows, page)

    windows.log_in(page, AUDITOR)
    expect(page.locator("h1")).to_have_text("第二重验证")
    looked_at(page)
    enter(page, NO_CODES)
    expect(page.locator(".field-error")).to_have_text(re.compile("口令有误"))
    enter_shown(page, secret)
    log_out(windows, page)

    windows.log_in(page, AUDITOR)
    enter(page, codes[0])
    log_out(windows, page)

    windows.log_in(page, AUDITOR)
    enter(page, codes[0])
    expect(page.locator(".field-error")).to_have_text(re.compile("已用过"))
    enter(page, codes[1])
    expect(page.locator(FIELD)).to_have_count(0)
    page.goto(f"{windows.county.url}/accounts/2fa/")
    expect(page.locator("main")).to_contain_text("还剩 8 个")
    looked_at(page)


def test_without_the_code_a_right_password_opens_nothing(
    windows: Windows, enrolled: tuple[Page, str, list[str]]
) -> None:
    window = windows.window()

    windows.log_in(window, AUDITOR)
    window.goto(f"{windows.county.url}/incidents/")

    expect(window.locator("h1")).to_have_text("第二重验证")
    expect(window.locator(FIELD)).to_be_visible()
    expect(window.locator(".who")).to_have_count(0)
