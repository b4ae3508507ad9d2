"""The pages of papers show what one may see, and nothing to whoever has no duty with papers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.models import Escort
from tests.paper_custody.builders import Papers, bags_of, load
from tests.venues.builders import at


def page(papers: Papers, who: str, path: str) -> Any:
    mark = "&" if "?" in path else "?"
    return papers.world.client_of(who).get(f"{path}{mark}exam={papers.world.exam.pk}")


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_the_vault_sees_every_bag_and_finds_one(papers: Papers) -> None:
    papers.receive()

    whole = text(page(papers, "wang", "/papers/"))
    one = text(page(papers, "wang", "/papers/?q=v01-002"))
    way = text(page(papers, "wang", "/papers/bag/DRILL-A1-v01-001-P/"))

    assert "已接收（封存）" in whole
    assert whole.count('data-bag="') == 12
    assert one.count('data-bag="') == 2
    assert "李押运 → 王守库、范守库" in way
    assert "已读，完好" in way
    assert "【演练】" in whole
    assert "【演练】" in way


def test_what_is_wrong_stands_first(papers: Papers) -> None:
    papers.on_the_road()
    papers.world.move_to(Escort.objects.get().expected_at + dt.timedelta(minutes=10))
    papers.post("wang", "isolate", second="fan", codes=["DRILL-A1-v02-001-P"], reason="封签松动")

    shown = text(page(papers, "wang", "/papers/"))

    assert shown.count('data-worst="red"') == 2
    assert "应到未到" in shown
    assert "1 袋异常锁定" in shown
    assert "在途押运" in shown


def test_vehicles_are_for_the_few(papers: Papers) -> None:
    papers.on_the_road()

    assert "CAR-v01" in text(page(papers, "bai", "/papers/"))
    venue = text(page(papers, "sun", "/papers/")) + text(page(papers, "sun", "/papers/bag/DRILL-A1-v01-001-P/"))
    assert "CAR-v01" not in venue
    assert "李押运" not in venue.replace("李押运 → 王守库、范守库", "")
    assert "1 次途中交接未显示" in venue


@pytest.mark.parametrize("who", ["zhao", "jin", "chen"])
@pytest.mark.parametrize("path", ["/papers/", "/papers/handover/"])
def test_without_a_duty_with_papers_there_is_no_page(papers: Papers, who: str, path: str) -> None:
    assert page(papers, who, path).status_code == 403


@pytest.mark.parametrize("path", ["/papers/bag/DRILL-A1-v01-001-P/", "/venue/v01/papers/"])
def test_not_yours_and_not_there_look_alike(papers: Papers, path: str) -> None:
    assert {page(papers, who, path).status_code for who in ("chen", "tao", "hu")} == {404}
    assert page(papers, "wang", path.replace("v01", "v09")).status_code == 404


def test_a_venue_sees_its_own_bags_only(papers: Papers) -> None:
    shown = text(page(papers, "sun", "/papers/"))

    assert "A1-v01-001-P" in shown
    assert "A1-v02" not in shown


@pytest.mark.parametrize(
    ("who", "legs"),
    [
        ("wang", ["receive", "store", "load", "store_answers", "hand_on", "hand_over"]),
        ("li", ["hand_over"]),
        ("qin", ["arrive", "return", "hand_over"]),
    ],
)
def test_everybody_is_offered_the_handovers_of_his_duty(papers: Papers, who: str, legs: list[str]) -> None:
    shown = text(page(papers, who, "/papers/handover/"))

    assert [leg for leg in [*LEGS] if f"step={leg}&" in shown or f'step={leg}"' in shown] == legs
    assert page(papers, "li", "/papers/handover/?step=receive").status_code == 403


LEGS = ("receive", "store", "load", "arrive", "return", "store_answers", "hand_on", "hand_over")


def test_a_handover_shows_what_it_will_be_held_against(papers: Papers) -> None:
    papers.in_the_vault()
    load(papers.world, bags_of("A2"))

    unasked = text(page(papers, "wang", "/papers/handover/?step=load"))
    asked = text(page(papers, "wang", "/papers/handover/?step=load&venue=v01&session=A1"))
    delivery = text(page(papers, "wang", "/papers/handover/?step=receive&session=A2"))

    assert "请先选择考点和场次" in unasked
    assert asked.count("data-expected-code=") == 7
    assert f'data-act="/api/exams/{papers.world.exam.pk}/papers/load/"' in asked
    assert 'name="receiver.login"' in asked
    assert delivery.count("data-expected-code=") == 12
    assert "seal-of" not in asked + delivery


def test_a_venue_is_led_through_its_day(papers: Papers) -> None:
    papers.on_the_road()
    assert "step=arrive" in text(page(papers, "sun", "/venue/v01/papers/"))

    papers.arrive()
    assert "papers/issue/" in text(page(papers, "sun", "/venue/v01/papers/"))

    papers.world.move_to(at(-10))
    papers.rooms("issue")
    shown = text(page(papers, "sun", "/venue/v01/papers/"))
    assert "papers/open/" in shown
    cards = text(page(papers, "sun", "/venue/v01/papers/?session=A1&act=open_cards"))
    assert 'name="material" value="cards"' in cards

    papers.rooms("open")
    papers.world.move_to(at(155))
    papers.rooms("collect")
    counting = text(page(papers, "sun", "/venue/v01/papers/"))
    assert 'name="rooms[2].absent"' in counting
    assert 'name="counter.login"' not in counting

    papers.count(surplus_blank=3)
    assert "清点有差异" in text(page(papers, "sun", "/venue/v01/papers/"))
    papers.count_together()
    papers.rooms("accept")
    assert "papers/seal/" in text(page(papers, "sun", "/venue/v01/papers/"))


def test_the_vault_looks_at_a_venues_papers_and_is_offered_no_act(papers: Papers) -> None:
    papers.to_the_venue()

    assert "data-act=" not in text(page(papers, "wang", "/venue/v01/papers/")).replace('data-act=""', "")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("wang", "/papers/"),
        ("wang", "/papers/handover/?step=load&venue=v01&session=A1"),
        ("wang", "/papers/bag/DRILL-A1-v01-001-P/"),
        ("sun", "/venue/v01/papers/?session=A1"),
    ],
)
def test_pages_cost_the_same_however_many_bags_there_are(papers: Papers, who: str, path: str) -> None:
    papers.in_the_vault()
    client = papers.world.client_of(who)
    address = f"{path}{'&' if '?' in path else '?'}exam={papers.world.exam.pk}"

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = statements()
    for session in ("A2", "B2"):
        load(papers.world, bags_of(session))

    assert statements() <= few <= 42
