"""Two at one screen of the secure room: the second proves himself once, and everything after is under his signing."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.county import VAULT_GUARD, VAULT_HEAD, County
from tests.browser.static_pages import PHONE
from tests.browser.windows import Windows, barriers


def scan(page: Page, code: str) -> None:
    """Type a code and the seal that is read off it, and send."""
    for row in page.locator(".scan-rows li .close").all():
        row.click()
    page.get_by_label("编号", exact=True).fill(code)
    page.keyboard.press("Enter")
    page.get_by_label("实读封签号").fill("DRILL-none")
    page.locator("form[data-act] button[type=submit]").click()


def test_two_stand_at_a_screen_and_one_walks_away(windows: Windows, county: County) -> None:
    drill = county.drill("同屏签字演练")
    page = windows.open(f"/papers/handover/?exam={drill.exam}&step=hand_over", role=VAULT_HEAD, size=PHONE)
    page.get_by_label("登录名").fill(county.login_of(VAULT_GUARD))
    page.get_by_label("密码或 PIN").fill(PASSWORD)
    page.get_by_label("留在本屏继续签字").check()
    scan(page, "DRILL-nobody-knows-1")

    # The bag is on no list, which stops it; that he stays is on record all the same.
    shown = page.get_by_role("status").filter(has_text="与您同屏签字")
    expect(shown).to_be_visible()
    expect(page.get_by_role("alert").last).to_contain_text("DRILL-nobody-knows-1")
    (signing,) = drill.read("/signings/", role=VAULT_GUARD)
    assert signing["purpose"] == "papers/hand-over/"
    assert barriers(page) == []

    with page.expect_request("**/papers/hand-over/") as sent:
        scan(page, "DRILL-nobody-knows-2")
    body = json.loads(sent.value.post_data or "null")
    assert set(body["receiver"]) == {"signing"}
    expect(page.get_by_role("alert").last).to_contain_text("DRILL-nobody-knows-2")

    drill.act(VAULT_GUARD, f"/signings/{signing['id']}/end/")
    scan(page, "DRILL-nobody-knows-3")
    expect(page.get_by_role("alert").last).to_contain_text("同屏签字已结束")
    expect(page.get_by_label("登录名")).to_be_visible()
