"""Bags put aside, a vehicle that leaves, and a lock opened by force: told with the keyboard, by two at one screen."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser.county import (
    CHIEF,
    OFFICER,
    VAULT_GUARD,
    VAULT_HEAD,
    VENUE_DEPUTY,
    VENUE_HEAD,
    County,
)
from tests.browser.papers import Papers, prove, rows, scan, sign, verdict
from tests.browser.static_pages import LAPTOP, PHONE, TABLET
from tests.browser.windows import Windows, barriers

A_PERSON = 80  # milliseconds from key to key
TORN = "袋角撕裂，可见内层"


@pytest.fixture(scope="module")
def papers(county: County) -> Papers:
    """The first venue's papers of the first session lie in the secure room. The tests below follow each other."""
    drill = county.drill("隔离演练")
    county.settle()
    drill.step_to(-240)
    papers = Papers(drill)
    papers.open_room()
    papers.receive()
    papers.store()
    return papers


def aside(windows: Windows, papers: Papers, *, act: str = "isolate", size: tuple[int, int] = LAPTOP) -> Page:
    return windows.open(f"/papers/aside/?exam={papers.drill.exam}&act={act}", role=VAULT_HEAD, size=size)


def type_on(page: Page, text: str, *, then: str = "Tab") -> None:
    """Type as a person does, slower than a scanner."""
    page.keyboard.type(text, delay=A_PERSON)
    page.keyboard.press(then)


def test_two_keepers_lock_a_torn_bag_with_the_keyboard(windows: Windows, county: County, papers: Papers) -> None:
    bag = papers.bags()[0].code
    page = aside(windows, papers)
    page.get_by_label("编号", exact=True).first.focus()
    scan(page, bag, bag)
    expect(page.locator(".toast").last).to_contain_text("没有重复记入")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("原因").focus()
    type_on(page, TORN)
    expect(page.get_by_label("登录名")).to_be_focused()
    type_on(page, county.login_of(VENUE_HEAD))
    type_on(page, PASSWORD, then="Enter")
    expect(verdict(page)).to_contain_text("第二人的岗位无权在此签字")
    expect(page.get_by_label("原因")).to_have_value(TORN)
    expect(rows(page)).to_have_count(1)

    page.get_by_label("登录名").fill(county.login_of(VAULT_GUARD))
    page.get_by_label("密码或 PIN").focus()
    type_on(page, PASSWORD, then="Enter")
    expect(page.locator(".toast")).to_contain_text("已锁定")
    expect(page.locator(f"tr[data-locked='{bag}']")).to_contain_text(TORN)


def test_a_locked_bag_goes_on_only_on_the_word_of_who_may_approve(
    windows: Windows, county: County, papers: Papers
) -> None:
    bag = papers.bags()[0].code
    page = windows.open(f"/papers/bag/{bag}/?exam={papers.drill.exam}", role=VAULT_HEAD)
    page.get_by_role("link", name="解除锁定").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="解除锁定")).to_be_visible()
    page.get_by_label("原因").fill("双人重新封装，核对无误")
    prove(page, county.login_of(VAULT_GUARD))
    sign(page)
    expect(verdict(page)).to_contain_text("第二人的岗位无权在此签字")

    prove(page, county.login_of(CHIEF))
    sign(page)
    expect(page.locator(".toast")).to_contain_text("已解除")
    expect(page.locator("tr[data-locked]")).to_have_count(0)


def test_a_bag_that_is_in_order_is_not_given_up(windows: Windows, county: County, papers: Papers) -> None:
    page = aside(windows, papers, act="void", size=TABLET)
    page.get_by_label("编号", exact=True).first.focus()
    scan(page, papers.bags()[1].code)
    page.get_by_label("原因").fill("误列")
    prove(page, county.login_of(VAULT_GUARD))
    sign(page)
    page.get_by_role("alertdialog").get_by_role("button").last.click()

    expect(verdict(page)).to_contain_text("所列袋当前状态不能执行此步骤")
    expect(rows(page).first).to_have_attribute("data-refused", "")


def test_the_secure_room_says_that_the_vehicle_left(windows: Windows, papers: Papers) -> None:
    papers.load()
    page = windows.open(f"/vault/?exam={papers.drill.exam}", role=VAULT_HEAD)
    button = page.get_by_role("button", name=re.compile("已出发"))
    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".toast")).to_contain_text("已出发")
    expect(page.locator("[data-departing]")).to_have_count(0)


def test_a_lock_is_opened_by_force_before_a_witness(windows: Windows, county: County, papers: Papers) -> None:
    drill, second = papers.drill, papers.proof(VENUE_DEPUTY)
    lock = {"code": "v01-BOX-9", "kind": "box", "place": "一中试卷箱", "venue": papers.venue, "keys": ["K9"]}
    drill.act(VENUE_HEAD, "/keys/locks/", {**lock, "second": second})
    told = {"lock": "v01-BOX-9", "cause": "jammed", "session": papers.session}
    failure = drill.act(VENUE_HEAD, "/locks/failures/", told)["failure"]
    moment = dt.datetime.fromisoformat(drill.session(papers.session)["starts_at"]) - dt.timedelta(hours=5)
    decision = {
        "asked_at": moment.isoformat(), "authority": "county", "decided_by": "郭主任", "channel": "phone",
        "decided_at": moment.isoformat(), "document": "0478-8220001",
    }  # fmt: skip
    drill.act(OFFICER, f"/locks/failures/{failure}/decisions/", decision)
    page = windows.open(f"/venue/{papers.venue}/locks/?exam={drill.exam}", role=VENUE_HEAD, size=TABLET)
    expect(page.get_by_role("main")).to_contain_text("0478-8220001")
    page.locator("[name=video]").fill("CAM-3 04:10")
    page.locator("[name=old_seal]").fill("OLD-1")
    page.locator("[name=new_seal]").fill("NEW-2")
    page.locator("[name='witnesses[0].name']").fill("牛巡视")
    page.locator("[name='witnesses[0].post']").fill("省巡视员")
    assert barriers(page) == []
    prove(page, county.login_of(VENUE_DEPUTY))
    page.get_by_role("button", name="锁已开启").click()

    expect(page.locator(".toast")).to_contain_text("双方已签字")
    expect(page.get_by_role("main")).to_contain_text("省巡视员")
    record = page.request.get(f"{county.url}/vault/locks/{failure}/print/?exam={drill.exam}")
    assert (record.status, record.headers["content-type"]) == (200, "application/pdf")


@pytest.mark.parametrize("size", [LAPTOP, TABLET, PHONE])
def test_anyone_can_use_the_pages_of_what_is_put_aside(windows: Windows, papers: Papers, size: tuple[int, int]) -> None:
    for path in ["/papers/aside/?act=isolate", "/papers/aside/?act=release", "/papers/sets/?", "/vault/?", "/papers/?"]:
        page = windows.open(f"{path}&exam={papers.drill.exam}", role=VAULT_HEAD, size=size)
        assert barriers(page) == [], path


@pytest.mark.parametrize("book", ["duty", "playback"])
def test_the_books_of_the_room_come_as_files_to_print(windows: Windows, papers: Papers, book: str) -> None:
    page = windows.open(f"/vault/?exam={papers.drill.exam}", role=VAULT_HEAD)
    day = page.locator("[name=day]").input_value()
    answer = page.request.get(f"{windows.county.url}/vault/print/{book}/?exam={papers.drill.exam}&day={day}")

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body().startswith(b"%PDF")
