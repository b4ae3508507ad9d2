"""The command post on a wall and on a phone, and a liaison who confirms on his own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.county import CLERK, OFFICER, County, Drill
from tests.browser.static_pages import LAPTOP, PHONE, WALL
from tests.browser.windows import Windows, barriers

LIAISON = "部门联络员"
PARTIES = ["county_office", "education", "police", "secrecy", "publicity", "health", "market", "power", "petitions"]


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill of the morning, with a power cut for which nine departments were called."""
    drill = county.drill("指挥演练")
    drill.step_to(-60)
    number = drill.act(CLERK, "/incidents/", {"plan": "E01", "venue": "v01"})["number"]
    drill.act(CLERK, f"/incidents/{number}/acknowledge/")
    drill.act(CLERK, f"/incidents/{number}/call-outs/", {"parties": PARTIES})
    said = {"kind": "tactical", "standing": "停电扩大到三个考场", "doing": "发电车已到位", "needs": "再要一台"}
    drill.act(CLERK, f"/incidents/{number}/situations/", said)
    choice = {"matter": "是否转场", "options": ["等待", "转场"], "chosen": 2, "reason": "照度不足", "risk": "八分钟"}
    drill.act(CLERK, f"/incidents/{number}/choices/", choice)
    drill.act(CLERK, "/incidents/", {"plan": "G01"})
    drill.act(OFFICER, "/incidents/", {"plan": "F05", "venue": "v02"})
    county.settle()
    return drill


@pytest.mark.parametrize("size", [WALL, LAPTOP, PHONE])
def test_a_leader_reads_the_command_post_at_any_size(windows: Windows, drill: Drill, size: tuple[int, int]) -> None:
    page = windows.open(f"/command/?exam={drill.exam}", role=OFFICER, size=size)

    expect(page.locator("[data-post]")).to_have_count(3)
    expect(page.locator("[data-post='3']")).to_contain_text("受限事件 3")
    assert barriers(page) == []
    page.goto(f"{windows.county.url}/incidents/1/command/?exam={drill.exam}")
    expect(page.locator("#posts")).to_contain_text("停电扩大到三个考场")
    expect(page.locator("[data-unconfirmed='power']")).to_be_visible()
    assert barriers(page) == []
    page.goto(f"{windows.county.url}/incidents/1/timeline/?exam={drill.exam}")
    assert barriers(page) == []


def test_a_role_is_taken_on_the_page(windows: Windows, drill: Drill) -> None:
    page = windows.open(f"/incidents/1/?exam={drill.exam}", role=OFFICER)
    assert barriers(page) == []
    page.get_by_text("担任角色").click()
    page.select_option("#f-take-role", "deputy")
    page.get_by_role("button", name="担任", exact=True).click()

    expect(page.locator("[data-role='deputy']")).to_contain_text("蒋天成")


def test_a_liaison_confirms_on_a_phone_and_the_command_post_shows_it(windows: Windows, drill: Drill) -> None:
    post = windows.open(f"/incidents/1/command/?exam={drill.exam}", role=OFFICER, size=WALL)
    before = post.locator("[data-unconfirmed]").count()
    page = windows.open(f"/call-outs/?exam={drill.exam}", role=LIAISON, size=PHONE)
    assert barriers(page) == []

    page.locator("[data-my-call]").filter(has_text="停电").get_by_role("button", name="本单位确认").tap()

    expect(page.locator("[data-my-call][data-status='confirmed']")).to_have_count(1)
    expect(post.locator("[data-unconfirmed]")).to_have_count(before - 1, timeout=15_000)
