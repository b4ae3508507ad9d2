"""Papers on the county's pages: received with a scanner, stored, handed from shift to shift, issued to a vehicle."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.county import (
    ESCORT_LEADER,
    OFFICER,
    VAULT_GUARD,
    VAULT_HEAD,
    VENUE_HEAD,
    County,
    Drill,
)  # fmt: skip
from tests.browser.papers import Papers, prove, rows, scan, scan_sealed, sign, verdict
from tests.browser.static_pages import LAPTOP, PHONE, TABLET
from tests.browser.test_act_form_static import SCAN
from tests.browser.windows import Windows, barriers


@pytest.fixture(scope="module")
def drill(county: County) -> Drill:
    """A drill on the morning of its first session, when the convoy comes."""
    drill = county.drill("卷袋演练")
    county.settle()
    drill.step_to(-240)
    return drill


@pytest.fixture(scope="module")
def papers(drill: Drill) -> Papers:
    """What the first venue gets for the first session. The tests below follow each other on its way."""
    papers = Papers(drill)
    papers.open_room()
    return papers


def hand_over_page(windows: Windows, papers: Papers, leg: str, *, size: tuple[int, int] = LAPTOP) -> Page:
    where = f"&venue={papers.venue}&session={papers.session}"
    return windows.open(f"/papers/handover/?exam={papers.drill.exam}&step={leg}{where}", role=VAULT_HEAD, size=size)


def acts(page: Page) -> list[Request]:
    """Every act that the page sends from now on."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def test_the_county_receives_a_delivery_with_a_scanner_and_a_second_person(
    windows: Windows, county: County, papers: Papers
) -> None:
    boxes, bags = papers.boxes(), papers.bags()
    page = hand_over_page(windows, papers, "receive")
    expect(page.locator("[data-expected-missing]")).to_have_text(str(len(bags)))

    page.evaluate(SCAN, boxes[0].code)
    scan(page, boxes[0].code)
    expect(page.locator(".toast").last).to_contain_text("不是封签号")
    expect(page.get_by_label("实读封签号")).to_have_value("")
    scan(page, boxes[0].seal)
    scan(page, boxes[0].code)
    expect(page.locator(".toast").last).to_contain_text("没有重复记入")
    expect(rows(page)).to_have_count(1)

    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("实读封签号")).to_have_value(boxes[0].seal)
    scan_sealed(page, boxes[1:])
    expect(page.locator("[data-expected-missing]")).to_have_text("0")
    page.get_by_label("人工清点袋数").fill(str(len(bags)))
    page.get_by_label("人工清点箱数").fill(str(len(boxes)))

    signers = county.login_of(ESCORT_LEADER), county.login_of(VAULT_GUARD)
    prove(page, *signers, password="not their password")
    sign(page)
    expect(verdict(page)).to_contain_text("第二人的登录名或密码不对")
    for secret in page.get_by_label("密码或 PIN").all():
        expect(secret).to_have_value("")
    expect(rows(page)).to_have_count(len(boxes))

    sent = acts(page)
    prove(page, *signers)
    page.get_by_role("button", name="县接收来卷").dblclick()
    expect(page).to_have_url(re.compile("/papers/[?]"))
    expect(page.locator(".toast")).to_contain_text("下一步：入柜")
    assert len(sent) == 1
    line = page.locator(f"tr[data-venue={papers.venue}][data-session={papers.session}]")
    expect(line.locator("td[data-label=保密室]")).to_have_text(str(len(bags)))


def test_what_is_signed_leaves_nothing_on_the_form(windows: Windows, papers: Papers, county: County) -> None:
    page = hand_over_page(windows, papers, "store")
    page.get_by_label("柜").focus()
    scan(page, "CABINET-7")
    expect(page.get_by_label("柜")).to_have_value("CABINET-7")
    expect(rows(page)).to_have_count(0)
    page.get_by_label("编号", exact=True).first.focus()
    scan(page, *[box.code for box in papers.boxes()])
    prove(page, county.login_of(VAULT_GUARD))
    sent = acts(page)
    lost: list[Route] = []

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        lost.append(route)
        route.abort()

    page.route("**/papers/store/", lose_the_answer, times=1)
    sign(page)
    expect(verdict(page)).to_contain_text("没有收到服务器答复")
    page.get_by_role("button", name="再发一次").click()
    expect(page.locator(".toast")).to_contain_text("已入柜")

    assert len({request.headers["act-id"] for request in sent}) == 1
    assert len(sent) == 1 + len(lost)
    page.go_back()
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_label("密码或 PIN")).to_have_value("")


def test_one_wrong_bag_refuses_the_batch_and_everything_typed_is_still_there(
    windows: Windows, county: County, papers: Papers
) -> None:
    before = len(papers.drill.read("/incidents/"))
    mine, foreign = papers.bags()[:2], papers.bags(session="A2")[0]
    page = hand_over_page(windows, papers, "load", size=TABLET)
    page.get_by_label("车辆", exact=True).fill("CAR-1")
    scan_sealed(page, [*mine, foreign])
    expect(rows(page).nth(2)).to_have_attribute("data-unlisted", "")
    prove(page, county.login_of(ESCORT_LEADER))
    sign(page)

    expect(verdict(page)).to_contain_text("此袋属于其他场次")
    expect(verdict(page)).to_contain_text(foreign.code)
    expect(verdict(page)).not_to_contain_text("N5")
    expect(rows(page).nth(2)).to_have_attribute("data-refused", "")
    assert [seal.input_value() for seal in page.get_by_label("实读封签号").all()] == [
        bag.seal for bag in [*mine, foreign]
    ]
    expect(page.get_by_label("车辆", exact=True)).to_have_value("CAR-1")
    expect(page.get_by_label("登录名")).to_have_value(county.login_of(ESCORT_LEADER))
    county.settle()
    assert len(papers.drill.read("/incidents/")) == before + 1

    page.get_by_role("button", name=f"去掉 {foreign.code}").click()
    prove(page, county.login_of(ESCORT_LEADER))
    sign(page)
    expect(verdict(page)).to_contain_text("以下在清单中而尚未扫描")
    expect(verdict(page)).to_contain_text(papers.bags()[2].code)
    expect(rows(page)).to_have_count(2)


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("DRILL-150821-A1-v", "请把条码完整重扫一次"),
        ("150821-A1-v01-001-P", "属于另一场考试或演练"),
    ],
)
def test_a_label_that_is_not_ours_says_what_to_do(
    windows: Windows, county: County, papers: Papers, read: str, said: str
) -> None:
    page = hand_over_page(windows, papers, "hand_over", size=PHONE)
    page.get_by_label("编号", exact=True).first.focus()
    scan(page, read, "S-1")
    seal = page.get_by_label("实读封签号").bounding_box()
    assert seal is not None
    assert seal["width"] > PHONE[0] / 2
    prove(page, county.login_of(VAULT_GUARD))
    sign(page)

    expect(verdict(page)).to_contain_text("此袋不属于此处")
    expect(verdict(page)).to_contain_text(said)
    assert barriers(page) == []


def test_the_second_person_is_another_who_may(windows: Windows, county: County, papers: Papers) -> None:
    page = hand_over_page(windows, papers, "hand_over", size=TABLET)
    scan_sealed(page, papers.bags()[:1])
    sent = acts(page)

    prove(page, county.login_of(VAULT_HEAD))
    sign(page)
    message = page.get_by_label("登录名").evaluate("login => login.validationMessage")
    assert message == "第二人必须是另一个人，请由另一位人员登录。"
    assert sent == []

    prove(page, county.login_of(VENUE_HEAD))
    sign(page)
    expect(verdict(page)).to_contain_text("第二人的岗位无权在此签字")
    expect(rows(page)).to_have_count(1)
    assert len(sent) == 1


def test_a_shift_hands_a_batch_to_the_next_and_both_names_stand_in_the_bags_way(
    windows: Windows, county: County, papers: Papers
) -> None:
    batch = papers.bags()[:3]
    page = hand_over_page(windows, papers, "hand_over", size=TABLET)
    scan_sealed(page, batch)
    page.get_by_label("人工清点袋数").fill("3")
    prove(page, county.login_of(VAULT_GUARD))
    sign(page)
    expect(page.locator(".toast")).to_contain_text("已交接")

    for bag in batch:
        way = windows.open(f"/papers/bag/{bag.code}/?exam={papers.drill.exam}", role=OFFICER, size=TABLET)
        last = way.locator("tr[data-step=hand_over]")
        expect(last.locator("td[data-label=签字人]")).to_have_text("王建国 → 邓春梅")
        expect(last.locator("td[data-label=封签]")).to_contain_text("已读，完好")


@pytest.mark.parametrize("size", [LAPTOP, TABLET, PHONE])
def test_anyone_can_use_the_countys_pages(windows: Windows, papers: Papers, size: tuple[int, int]) -> None:
    where = f"venue={papers.venue}&session={papers.session}"
    bag = papers.bags()[0].code
    for path in [f"/papers/?{where}&q={bag}", f"/papers/handover/?step=load&{where}", f"/papers/bag/{bag}/?"]:
        page = windows.open(f"{path}&exam={papers.drill.exam}", role=VAULT_HEAD, size=size)
        assert barriers(page) == []
        assert page.title().startswith("【演练】")
