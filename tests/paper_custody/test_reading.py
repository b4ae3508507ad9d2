"""What is there to see of papers, for whom, and at what cost. No answer tells a seal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.models import Bag, Escort
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed
from tests.venues.builders import at

EVERY = [
    "bags/",
    "bags/?q=001",
    "bags/DRILL-A1-v01-001-P/",
    "expected/?step=arrive&venue=v01",
    "lines/",
    "escorts/",
    "states/",
    "venues/v01/?session=A1",
]


def get(papers: Papers, who: str, path: str) -> Any:
    return papers.world.client_of(who).get(f"{papers.world.api}/papers/{path}")


def codes(answer: Any) -> list[str]:
    return [bag["code"].removeprefix("DRILL-A1-") for bag in answer.json()["bags"]]


def test_bags_are_found_by_code_box_room_and_state(papers: Papers) -> None:
    papers.on_the_road()

    assert get(papers, "wang", "bags/").json()["total"] == 12
    assert codes(get(papers, "wang", "bags/?q=v02-001")) == ["v02-001-C", "v02-001-P"]
    assert codes(get(papers, "wang", "bags/?q=v02-BXP")) == ["v02-001-P", "v02-002-P"]
    assert codes(get(papers, "wang", "bags/?room=002&kind=card")) == ["v01-002-C", "v02-002-C"]
    assert get(papers, "wang", "bags/?status=checked_out").json()["total"] == 7
    assert codes(get(papers, "wang", "bags/?venue=v02&limit=2&after=DRILL-A1-v02-001-C")) == ["v02-001-P", "v02-002-C"]


@pytest.mark.parametrize(
    ("who", "bags"), [("wang", 12), ("bai", 12), ("li", 12), ("sun", 7), ("tao", 5), ("chen", 0), ("zhao", 0)]
)
def test_everybody_sees_the_bags_of_his_duty(papers: Papers, who: str, bags: int) -> None:
    papers.in_the_vault()

    assert get(papers, who, "bags/").json()["total"] == bags
    assert sum(line["total"] for line in get(papers, who, "lines/").json()) == bags


def test_another_county_finds_no_papers_at_all(papers: Papers) -> None:
    papers.in_the_vault()

    assert {get(papers, "hu", path).status_code for path in EVERY} == {404}


def test_on_the_road_who_holds_a_bag_and_since_when_is_for_the_few(papers: Papers) -> None:
    papers.on_the_road()

    followed = get(papers, "bai", "bags/?venue=v01").json()["bags"][0]
    waited_for = get(papers, "sun", "bags/?venue=v01").json()["bags"][0]

    assert (followed["holder"], followed["status"], followed["node"]) == ("李押运", "checked_out", "N5")
    assert (waited_for["holder"], waited_for["status"], waited_for["node"]) == ("", "in_transit", "")
    assert waited_for["since"] is None


def test_everybody_else_sees_where_a_venues_papers_are_and_no_more(papers: Papers) -> None:
    papers.on_the_road()

    assert get(papers, "chen", "states/").json() == {"v01": "in_transit", "v02": "pending"}
    assert get(papers, "chen", "escorts/").json() == []
    assert get(papers, "chen", "bags/DRILL-A1-v01-001-P/").status_code == 404
    assert get(papers, "chen", "venues/v01/?session=A1").status_code == 404
    assert get(papers, "sun", "venues/v02/?session=A1").status_code == 404


def test_escorts_are_followed_by_the_few_until_the_exam_is_over(papers: Papers) -> None:
    papers.on_the_road()

    assert [len(get(papers, who, "escorts/").json()) for who in ("bai", "wang", "li", "he", "sun")] == [1, 1, 1, 0, 0]
    run = get(papers, "bai", "escorts/").json()[0]
    assert (run["vehicle"], run["leader"], run["on_the_road"]) == ("CAR-v01", "李押运", 7)

    papers.world.client_of("bai").post(f"{papers.world.api}/close/")
    assert get(papers, "bai", "escorts/").json() == []


def test_what_is_expected_is_told_by_box_and_without_seals(papers: Papers) -> None:
    papers.in_the_vault()
    load(papers.world, bags_of("A2"))

    received = get(papers, "wang", "expected/?step=receive&sessions=A2").json()
    loaded = get(papers, "wang", "expected/?step=load&venue=v01&sessions=A1").json()

    assert received["total"] == 12
    assert (loaded["total"], sorted(loaded["boxes"])) == (
        7,
        ["DRILL-A1-v01-BXC", "DRILL-A1-v01-BXP", "DRILL-A1-v01-BXS"],
    )
    assert get(papers, "wang", "expected/?step=somehow").json()["code"] == "bad_input"
    assert get(papers, "wang", "expected/?step=arrive&escort=x").json()["code"] == "bad_input"


def test_a_venue_knows_what_it_waits_for_and_the_vault_what_comes_back(papers: Papers) -> None:
    papers.on_the_road()
    escort = Escort.objects.get().pk

    assert get(papers, "sun", "expected/?step=arrive&venue=v01").json()["total"] == 7
    assert get(papers, "tao", "expected/?step=arrive&venue=v01").json()["total"] == 0
    assert get(papers, "wang", f"expected/?step=arrive&escort={escort}").json()["total"] == 7
    assert get(papers, "wang", "expected/?step=store_answers").json()["total"] == 0


def test_a_bags_history_says_who_signed_for_what_in_order(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue", except_rooms=[{"room": "003", "reason": "漏水"}])
    papers.rooms("open", only=["001"])
    papers.count(present=28)

    told = get(papers, "wang", "bags/DRILL-A1-v01-001-P/").json()

    assert [(one["what"], one["step"], "、".join(one["people"])) for one in told["moments"]] == [
        ("seal", "applied", ""),
        ("handover", "receive", "李押运、王守库、范守库"),
        ("step", "store", "王守库、范守库"),
        ("handover", "load", "王守库、李押运"),
        ("handover", "arrive", "李押运、秦保管"),
        ("step", "issue", "孙主考、马副主考"),
        ("step", "open", "孙主考、马副主考"),
        ("count", "counted_alone", "孙主考"),
        ("count", "counted_alone", "马副主考"),
        ("seal", "broken", ""),
    ]
    assert told["hidden"] == 0
    left_out = get(papers, "wang", "bags/DRILL-A1-v01-003-P/").json()["moments"]
    assert ("left_out", "issue", "漏水") in [(one["what"], one["step"], one["reason"]) for one in left_out]


def test_a_venue_reads_the_history_of_its_bag_without_the_road(papers: Papers) -> None:
    papers.to_the_venue()

    told = get(papers, "sun", "bags/DRILL-A1-v01-001-P/").json()

    assert "load" not in [one["step"] for one in told["moments"]]
    assert told["hidden"] == 1


def test_the_worst_stands_first(papers: Papers) -> None:
    papers.to_the_venue()
    papers.post("tao", "isolate", second="ding", codes=["DRILL-A1-v02-001-P"], reason="封签松动")
    assert [line["venue"] for line in get(papers, "wang", "lines/").json()] == ["v01", "v02"]

    papers.post("wang", "isolate", second="fan", codes=["DRILL-A1-v02-001-P"], reason="封签松动")

    lines = get(papers, "wang", "lines/").json()
    assert [(line["venue"], line["worst"], line["locked"]) for line in lines] == [("v02", "red", 1), ("v01", "ok", 0)]
    assert [line["venue"] for line in get(papers, "wang", "lines/?worst=red").json()] == ["v02"]


def test_a_late_escort_a_torn_lot_and_a_difference_show(papers: Papers) -> None:
    world = papers.world
    papers.in_the_vault()
    papers.load(bags=scans_of("A1", "v01", but="A1-v01-S-S"), left_out=[{"code": "DRILL-A1-v01-S-S", "reason": "破损"}])
    assert get(papers, "wang", "lines/?venue=v01").json()[0]["worst"] == "amber"

    world.move_to(Escort.objects.get().expected_at + dt.timedelta(minutes=10))
    assert get(papers, "wang", "lines/?venue=v01").json()[0]["overdue"] == 1
    assert get(papers, "sun", "lines/").json()[0]["overdue"] == 0

    papers.arrive(bags=scans_of("A1", "v01", but="A1-v01-S-S"))
    papers.count(present=28)
    line = get(papers, "sun", "lines/").json()[0]
    assert (line["overdue"], line["differing"], line["worst"]) == (0, 1, "red")


def test_a_venue_sees_its_rooms_and_no_number_of_a_count(papers: Papers) -> None:
    papers.to_the_venue()
    papers.rooms("issue", only=["001"])
    papers.count(present=28)

    told = get(papers, "sun", "venues/v01/?session=A1").json()

    assert told["states"] == {"in_store": 5, "issued": 2}
    assert told["rooms"][0] == {
        "number": "001",
        "seats": 30,
        "statuses": ["issued"],
        "count": "differing",
        "accepted": False,
    }


def test_no_read_tells_a_seal(papers: Papers) -> None:
    papers.to_the_venue()
    papers.post("sun", "isolate", second="ma", codes=["DRILL-A1-v01-001-P"], reason="封签松动")

    for who in ("wang", "bai", "sun"):
        assert not [path for path in EVERY if "seal-of" in get(papers, who, path).content.decode()]


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("bags/", 17),
        ("bags/DRILL-A1-v01-001-P/", 26),
        ("expected/?step=load&venue=v01&sessions=A1", 16),
        ("lines/", 26),
        ("escorts/", 16),
        ("states/", 16),
        ("venues/v01/?session=A1", 24),
    ],
)
def test_reads_cost_the_same_however_many_bags_there_are(papers: Papers, path: str, most: int) -> None:
    papers.in_the_vault()
    client = papers.world.client_of("wang")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{papers.world.api}/papers/{path}").status_code == 200
        return len(captured)

    few = statements()
    for session in ("A2", "B2"):
        load(papers.world, bags_of(session))
    papers.load(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"))
    papers.arrive(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"))

    assert statements() <= few <= most
    assert Bag.objects.count() == 36
