"""Evidence is taken on its page and made by the worker; a convoy from the city is keyed in, and met at the vault."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from paper_custody.gateways.evidence import wrong_with
from tests.browser import staff
from tests.browser.county import AUDITOR, ESCORT_LEADER, OFFICER, VAULT_HEAD, County, Drill
from tests.browser.papers import prove
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers

# The background worker collects, prints and closes it in seconds.
PATIENCE = 60_000
COUNTY_TIME = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill before its first morning."""
    drill = county.drill("证据演练")
    county.settle()
    return drill


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_the_auditor_takes_the_evidence_of_a_session_and_the_file_is_whole(
    windows: Windows, drill: Drill, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = windows.open(f"/venue/v01/papers/evidence/?exam={drill.exam}&session=A1", role=AUDITOR, size=size)
    assert barriers(page) == []
    before = page.locator("tr[data-status=ready]").count()

    page.get_by_role("button", name="提取证据").click()
    page.get_by_role("alertdialog").locator(".button-primary").click()

    expect(page.locator("tr[data-status=ready]")).to_have_count(before + 1, timeout=PATIENCE)
    expect(page.locator("#moving")).to_have_count(0)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载文件").first.click()
    assert fetched.value.suggested_filename == "DRILL-evidence-v01-A1.zip"
    file = tmp_path / "pack.zip"
    fetched.value.save_as(file)
    assert wrong_with(file.read_bytes()) == []
    assert barriers(page) == []


def test_the_desk_keys_in_that_papers_left_the_city_and_the_vault_meets_them(
    windows: Windows, county: County, drill: Drill
) -> None:
    desk = windows.open(f"/escorts/?exam={drill.exam}", role=OFFICER)
    desk.locator("summary", has_text="登记市级启运").click()
    desk.get_by_label("市级发放单号").fill("市发〔2027〕7号")
    desk.get_by_label("载卷车辆").fill("蒙L00001")
    starts_at = dt.datetime.fromisoformat(drill.session("A1")["starts_at"])
    expected_at = (starts_at - dt.timedelta(hours=4)).astimezone(COUNTY_TIME)
    desk.locator("input[name=expected_at]").fill(expected_at.strftime("%Y-%m-%dT%H:%M"))
    desk.locator("#is-A1").check()
    leader, var = county.login_of(ESCORT_LEADER), county.node.var
    number = dict(zip(staff.logins(var, ESCORT_LEADER), staff.numbers(var, ESCORT_LEADER), strict=True))[leader]
    desk.locator("#inward-leader").select_option(number)
    for slot, (rider, duty) in enumerate([("E005", "escort"), ("E010", "police"), ("E013", "driver")]):
        desk.locator(f"#cp-{slot}").select_option(rider)
        desk.locator(f"#cd-{slot}").select_option(duty)
    assert barriers(desk) == []
    desk.get_by_role("button", name="登记市级启运").click()
    expect(desk.locator("[data-inward][data-status=under_way]")).to_have_count(1)

    vault = windows.open(f"/escorts/?exam={drill.exam}", role=VAULT_HEAD)
    prove(vault, leader)
    assert barriers(vault) == []
    vault.get_by_role("button", name="已到保密室").click()
    expect(vault.locator("[data-inward][data-status=arrived]")).to_have_count(1)
