"""Papers on a venue's tablet: received, issued, opened, collected, counted, sealed again and sent back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import (
    ESCORT_LEADER,
    VAULT_HEAD,
    VENUE_DEPUTY,
    VENUE_HEAD,
    VENUE_KEEPER,
    VENUE_OFFICE,
    County,
)
from tests.browser.labels import Label
from tests.browser.papers import Papers, prove, rows, scan_sealed, sign, verdict
from tests.browser.static_pages import LAPTOP, PHONE, TABLET
from tests.browser.windows import Windows, barriers


@pytest.fixture(scope="module")
def papers(county: County) -> Papers:
    """The first session's papers on the road to the first venue. The tests below follow each other on their way."""
    drill = county.drill("考点卷袋演练")
    county.settle()
    drill.step_to(-200)
    papers = Papers(drill)
    papers.open_room()
    papers.receive()
    papers.store()
    papers.load()
    drill.step_to(-120)
    return papers


def venue_page(windows: Windows, papers: Papers, *, role: str = VENUE_OFFICE, act: str = "") -> Page:
    """The venue's papers on its tablet."""
    address = f"/venue/{papers.venue}/papers/?exam={papers.drill.exam}&session={papers.session}&act={act}"
    return windows.open(address, role=role, size=TABLET)


def all_as_planned(page: Page, county: County, said: str) -> None:
    """The deputy signs with the office, and the page says what is next."""
    prove(page, county.login_of(VENUE_DEPUTY))
    sign(page)
    expect(page.locator(".toast")).to_contain_text(said)


def test_the_venue_receives_what_the_escort_brings(windows: Windows, county: County, papers: Papers) -> None:
    page = venue_page(windows, papers, role=VENUE_KEEPER)
    page.get_by_role("main").get_by_role("link", name="考点接收入库").last.click()
    scan_sealed(page, papers.boxes())
    expect(page.locator("[data-expected-missing]")).to_have_text("0")
    prove(page, county.login_of(ESCORT_LEADER))
    sign(page)

    expect(page.locator(".toast")).to_contain_text("下一步：到时领卷到考场")
    expect(page).to_have_url(re.compile(f"/venue/{papers.venue}/papers/"))
    expect(page.get_by_role("heading", name="领卷到考场")).to_be_visible()


def test_issuing_without_the_form_keeps_what_was_typed(windows: Windows, county: County, papers: Papers) -> None:
    papers.drill.step_to(-35)
    page = venue_page(windows, papers)
    prove(page, county.login_of(VENUE_DEPUTY))
    sign(page)
    expect(page.locator("[name=form]:invalid")).to_have_count(1)

    page.get_by_label("监考员签收表编号").fill("F-1")
    page.get_by_text("除外考场").first.click()
    page.get_by_label("除考场").first.fill("099")
    page.get_by_label("原因").first.fill("停用")
    sign(page)
    expect(verdict(page)).to_contain_text("099")
    expect(page.get_by_label("监考员签收表编号")).to_have_value("F-1")

    page.get_by_label("除考场").first.fill("")
    page.get_by_label("原因").first.fill("")
    all_as_planned(page, county, "下一步：到时启封")


def test_opening_is_told_room_by_room_as_planned(windows: Windows, county: County, papers: Papers) -> None:
    papers.drill.step_to(-4)
    cards = venue_page(windows, papers, act="open_cards")
    all_as_planned(cards, county, "答题卡启封")
    opening = venue_page(windows, papers)
    all_as_planned(opening, county, "试卷启封")

    expect(opening.locator("tr[data-room='001']")).to_contain_text("已启封")


def test_the_rooms_are_collected_and_a_count_survives_a_reload(
    windows: Windows, county: County, papers: Papers
) -> None:
    papers.drill.step_to(155)
    page = venue_page(windows, papers)
    all_as_planned(page, county, "下一步：考场清点")

    counting = venue_page(windows, papers)
    counting.get_by_label("001 缺考", exact=True).first.fill("1")
    counting.reload()
    expect(counting.get_by_label("001 缺考", exact=True).first).to_have_value("1")
    assert barriers(counting) == []


def test_bags_go_back_under_new_seals(windows: Windows, county: County, papers: Papers) -> None:
    papers.count()
    papers.accept()
    page = venue_page(windows, papers)
    expect(page.get_by_role("heading", name="重封")).to_be_visible()
    # Bags of rooms were opened; the two spare ones are as they came.
    sealed = [Label(bag.code, f"DRILL-N{bag.code}", bag.session, bag.venue) for bag in papers.bags() if bag.room]
    papers.seal(sealed[2:])
    used = Label(sealed[0].code, papers.bags()[0].seal, papers.session, papers.venue)
    scan_sealed(page, [used, sealed[1]])
    prove(page, county.login_of(VENUE_DEPUTY))
    sign(page)
    expect(verdict(page)).to_contain_text("此封签号已登记")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("实读封签号").first.fill(sealed[0].seal)
    all_as_planned(page, county, "下一步：回送交出")

    papers.send_back(sealed)
    way = windows.open(f"/papers/bag/{sealed[0].code}/?exam={papers.drill.exam}", role=VAULT_HEAD)
    expect(way.locator("tr[data-step=return]")).to_contain_text("已读，完好")


@pytest.mark.parametrize("size", [LAPTOP, TABLET, PHONE])
def test_anyone_can_use_the_venues_pages(windows: Windows, papers: Papers, size: tuple[int, int]) -> None:
    for act in ("issue", "seal", *(["count"] if size == PHONE else [])):
        where = f"exam={papers.drill.exam}&session={papers.session}&act={act}"
        page = windows.open(f"/venue/{papers.venue}/papers/?{where}", role=VENUE_HEAD, size=size)
        assert barriers(page) == []
