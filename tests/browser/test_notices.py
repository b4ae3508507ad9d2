"""Notices in a browser: what comes shows and sounds until it was seen; the desk's pages can be read by anybody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import CLERK, EXAM_OFFICE, OFFICER, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers

# Counts the tones that the page's own sound begins; what sounds is the browser's.
EARS = """
window.tones = 0;
const begin = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { window.tones += 1; return begin.apply(this, at); };
"""
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill in which everybody with a duty plays."""
    drill = county.drill("通知演练")
    drill.step_to(-60)
    people = [one["person"] for one in drill.read("/players/")]
    drill.act(OFFICER, "/players/", {"people": people})
    return drill


def tones(page: Page) -> int:
    heard: int = page.evaluate("window.tones")
    return heard


def kept(page: Page, name: str) -> None:
    """A picture for somebody to look at, where a folder for them is named."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_what_comes_shows_and_sounds_until_it_was_seen(windows: Windows, drill: Drill) -> None:
    page = windows.window(role=CLERK)
    page.add_init_script(EARS)
    page.goto(f"{windows.county.url}/notices/")
    expect(page.locator("main .empty")).to_be_visible()
    page.get_by_role("button", name="打开声音").click()
    expect(page.get_by_role("button", name="声音已打开")).to_be_visible()
    assert tones(page) == 0

    number = drill.act(OFFICER, "/incidents/", {"plan": "C02", "venue": "v02"})["number"]
    card = page.locator("[data-notice][data-status=open]")
    expect(card).to_have_count(1, timeout=15_000)
    expect(card).to_contain_text("【演练】")
    page.wait_for_function("window.tones >= 2")
    assert barriers(page) == []
    kept(page, "notices-1366")

    card.get_by_role("button", name="已阅").click()
    expect(page.locator("[data-notice][data-status=open]")).to_have_count(0)
    page.wait_for_timeout(1_000)
    before = tones(page)
    page.wait_for_timeout(9_000)
    assert tones(page) == before
    assert drill.read(f"/incidents/{number}/")["status"] == "judged", "seen is not answered"


def test_answering_on_another_screen_silences_this_one(windows: Windows, drill: Drill) -> None:
    page = windows.window(role=CLERK)
    page.add_init_script(EARS)
    page.goto(f"{windows.county.url}/notices/")
    number = drill.act(OFFICER, "/incidents/", {"plan": "C02", "venue": "v01"})["number"]
    expect(page.locator("[data-notice][data-status=open]")).to_have_count(1, timeout=15_000)

    drill.act(OFFICER, f"/incidents/{number}/acknowledge/")

    expect(page.locator("[data-notice][data-status=open]")).to_have_count(0, timeout=15_000)


def test_a_test_of_the_call_tree_is_one_button_and_its_results_stand_by_unit(windows: Windows, drill: Drill) -> None:
    page = windows.open("/notices/calls/", role=OFFICER)
    page.get_by_role("button", name="立即测试").click()
    page.locator("dialog[open] button").last.click()
    expect(page.locator("[data-unit]").first).to_be_visible(timeout=15_000)
    drill.county.settle()
    page.reload()
    page.locator("[data-people] > summary").first.click()
    line = page.locator("[data-person]").first
    line.get_by_role("button", name="非本人号码").click()
    expect(page.locator("[data-result=wrong_phone]")).to_have_count(1)

    clerk = windows.open("/notices/", role=CLERK)
    expect(clerk.locator("[data-notice][data-status=open]").first).to_contain_text("呼叫链测试")


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_anyone_can_read_the_pages_of_notices(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    drill.act(OFFICER, "/incidents/", {"plan": "C02", "venue": "v02"})
    drill.county.settle()
    pages = {
        "/notices/": CLERK,
        "/notices/sent/": OFFICER,
        "/notices/calls/": OFFICER,
        "/notices/calls/sheet/": OFFICER,
        "/notices/channels/": EXAM_OFFICE,
        f"/notices/players/?exam={drill.exam}": OFFICER,
    }
    for path, role in pages.items():
        page = windows.open(path, role=role, size=size)
        kept(page, f"{path.strip('/').split('/?')[0].replace('/', '-')}-{size[0]}")
        assert barriers(page) == [], path
