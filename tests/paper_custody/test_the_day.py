"""A venue's day with its papers: all rooms as planned, except those named; two of the office sign for all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from paper_custody.events import LateConvoyFound
from paper_custody.models import Bag, BagStep, LeftOut, PaperSignature, Seal
from paper_custody.selectors import paper_state_of_venues
from paper_custody.states import DRILL_MARK, BagStatus, Node
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed
from tests.venues.builders import at, in_act, reach
from tests.world import T0
from venues.services import prepare_venues


def states_of(room: str, session: str = "A1") -> set[str]:
    return set(
        Bag.objects.filter(venue__code="v01", session__code=session, room__number=room).values_list("status", flat=True)
    )


def issued(papers: Papers) -> None:
    """Everything up to the rooms, at the time that is planned for it."""
    papers.to_the_venue()
    papers.world.move_to(at(-35))
    assert papers.rooms("issue").status_code == 200
    papers.world.forget()


def collected(papers: Papers) -> None:
    """Everything up to the collection."""
    issued(papers)
    papers.world.move_to(at(-10))
    done = [papers.rooms("open", material="cards"), papers.rooms("open")]
    papers.world.move_to(at(155))
    done.append(papers.rooms("collect"))
    assert [answer.status_code for answer in done] == [200] * 3, [answer.json() for answer in done]
    papers.world.forget()


def test_a_session_from_issue_to_the_county_and_on(papers: Papers) -> None:
    world = papers.world
    papers.to_the_venue()
    world.move_to(at(-35))
    told = [papers.rooms("issue")]
    world.move_to(at(-10))
    told += [papers.rooms("open", material="cards"), papers.rooms("open")]
    world.move_to(at(155))
    told += [papers.rooms("collect"), papers.count(), papers.rooms("accept")]
    new_seals = papers.new_seals()
    told.append(papers.post("sun", "seal", second="ma", venue="v01", bags=new_seals))
    spare = sealed("A1-v01-S-S")
    run: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "vehicle": "CAR-v01", "bags": [*new_seals, *spare]}
    told.append(papers.post("sun", "return", receiver="li", **run))
    assert paper_state_of_venues(world.exam.pk)["v01"] == "in_transit"
    told.append(papers.post("wang", "store-answers", giver="li", bags=[*new_seals, *spare]))
    told.append(papers.post("wang", "hand-on", receiver="li", bags=[*new_seals, *spare], document="市考发2027-6"))

    assert [answer.status_code for answer in told] == [200] * 10, [answer.json() for answer in told]
    assert [answer.json()["fact"]["kind"].removeprefix("paper_custody.") for answer in told] == [
        "bags_issued_to_rooms",
        "bags_opened",
        "bags_opened",
        "bags_collected",
        "rooms_counted_alone",
        "room_papers_accepted",
        "bags_sealed",
        "bags_returned",
        "answers_stored",
        "bags_handed_on",
    ]
    assert set(Bag.objects.filter(venue__code="v01").values_list("status", "node")) == {("handed_on", "N14")}


def test_issue_takes_the_rooms_as_planned_and_keeps_who_signed_the_form(papers: Papers) -> None:
    papers.to_the_venue()

    answer = papers.rooms(
        "issue",
        except_rooms=[{"room": "003", "reason": "考场漏水，改用备用考场"}],
        signed=[{"room": "001", "names": "甲 刘、乙 许"}],
    )

    assert answer.json()["fact"]["rooms"] == ["001", "002"]
    assert answer.json()["fact"]["rooms_except"] == ["003"]
    assert states_of("001") == {BagStatus.ISSUED}
    assert states_of("003") == {BagStatus.IN_STORE}
    assert LeftOut.objects.get().reason == "考场漏水，改用备用考场"
    assert PaperSignature.objects.get().names == "甲 刘、乙 许"
    assert "刘" not in str(answer.json()["fact"])
    assert papers.rooms("issue", only=["003"]).json()["fact"]["rooms"] == ["003"]
    assert papers.rooms("issue").json()["code"] == "not_now"


def test_issue_breaks_the_seals_of_the_boxes_and_opening_those_of_the_bags(papers: Papers) -> None:
    issued(papers)
    boxes = dict(Seal.objects.filter(container__venue__code="v01").values_list("container__code", "state"))
    assert boxes == {
        "DRILL-A1-v01-BXP": "broken",
        "DRILL-A1-v01-BXC": "broken",
        "DRILL-A1-v01-BXS": "applied",
    }

    papers.world.move_to(at(-10))
    papers.rooms("open")

    assert Seal.objects.get(bag__code="DRILL-A1-v01-001-P").state == "broken"
    assert Seal.objects.get(bag__code="DRILL-A1-v01-001-C").state == "applied"


def test_a_bag_of_another_session_is_found_at_the_issue_and_nothing_is_issued(papers: Papers) -> None:
    load(papers.world, bags_of("A2"))
    papers.to_the_venue()
    for_rooms = [scan for scan in scans_of("A1", "v01") if not scan["code"].endswith("S-S")]

    answer = papers.rooms("issue", bags=[*for_rooms[:-1], *sealed("A2-v01-001-P")])

    assert answer.json()["code"] == "wrong_session_bag"
    assert answer.json()["detail"]["node"] == "N8"
    assert papers.world.history() == ["paper_custody.wrong_session_bag_found"]
    assert states_of("001") == {BagStatus.IN_STORE}


def test_scanned_bags_are_held_against_the_plan(papers: Papers) -> None:
    papers.to_the_venue()
    for_rooms = [scan for scan in scans_of("A1", "v01") if not scan["code"].endswith("S-S")]

    assert papers.rooms("issue", bags=for_rooms[:-1]).json()["detail"]["missing"] == ["DRILL-A1-v01-003-C"]
    assert papers.rooms("issue", bags=[*for_rooms[:-1], *sealed("A1-v01-S-S")]).json()["code"] == "bag_not_now"
    wrong_seal = [{**for_rooms[0], "seal": "DRILL-x"}, *for_rooms[1:]]
    assert papers.rooms("issue", bags=wrong_seal).json()["code"] == "seal_mismatch"
    assert papers.rooms("issue", bags=for_rooms).status_code == 200


@pytest.mark.parametrize(
    ("minutes", "kind", "off"),
    [
        (-11, "bags_opened", None),
        (-9, "bags_opened", None),
        (-11 - 1 / 60, "opened_outside_window", -1),
        (-9 + 1 / 60, "opened_outside_window", 1),
        (20, "opened_outside_window", 29 * 60),
    ],
)
def test_opening_outside_the_window_is_recorded_and_alarms(
    papers: Papers, minutes: float, kind: str, off: int | None
) -> None:
    issued(papers)
    papers.world.move_to(T0 + dt.timedelta(minutes=minutes))

    fact = papers.rooms("open").json()["fact"]

    assert fact["kind"] == f"paper_custody.{kind}"
    assert fact.get("seconds_off") == off
    assert states_of("001") == {BagStatus.OPENED, BagStatus.ISSUED}
    assert papers.world.history()[-1:] == [f"paper_custody.{kind}"]


def test_cards_have_no_window_and_what_is_entered_afterwards_is_judged_by_its_own_time(papers: Papers) -> None:
    issued(papers)
    papers.world.move_to(at(5))

    cards = papers.rooms("open", material="cards").json()["fact"]
    late = papers.rooms("open", done_at=at(-10).isoformat()).json()["fact"]

    assert cards["kind"] == late["kind"] == "paper_custody.bags_opened"
    assert set(BagStep.objects.filter(bag__kind="paper", step="open").values_list("done_at", flat=True)) == {at(-10)}


@pytest.mark.parametrize("done_at", [at(1), at(-700)])
def test_nothing_is_entered_of_the_future_or_of_another_day(papers: Papers, done_at: dt.datetime) -> None:
    issued(papers)
    papers.world.move_to(at(0))

    assert papers.rooms("open", done_at=done_at.isoformat()).json()["code"] == "custody_moment_wrong"


def test_papers_are_in_use_when_the_venue_tells_that_they_were_given_out(papers: Papers) -> None:
    world = papers.world
    prepare_venues(in_act(world, world.exam), exam=world.exam)
    issued(papers)
    world.move_to(at(-10))
    papers.rooms("open")
    world.move_to(at(-5))

    reach(world, "sun", "papers_distributed", except_rooms=[{"room": "002", "reason": "一名考生不适，稍后发卷"}])
    world.settle()

    assert states_of("001") == {BagStatus.IN_USE, BagStatus.ISSUED}
    assert states_of("002") == {BagStatus.OPENED, BagStatus.ISSUED}
    assert world.history()[-1] == "paper_custody.bags_taken_into_use"


def test_a_room_that_is_not_ready_is_named_and_can_be_excepted(papers: Papers) -> None:
    papers.to_the_venue()
    papers.rooms("issue", only=["001"])
    papers.world.move_to(at(-10))

    refused = papers.rooms("open")
    excepted = papers.rooms(
        "open", except_rooms=[{"room": "002", "reason": "未领卷"}, {"room": "003", "reason": "未领卷"}]
    )

    assert refused.json()["code"] == "rooms_not_as_planned"
    assert refused.json()["detail"] == {"rooms": ["002", "003"]}
    assert excepted.json()["fact"]["bags"] == ["DRILL-A1-v01-001-P"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"second": "sun"}, "one_person"),
        ({"second": "zhao"}, "not_permitted"),
        ({"second": "hu"}, "not_permitted"),
        ({"second": "tao"}, "not_permitted"),
        ({"second": {"login": "ma", "password": "wrong"}}, "proof_refused"),
        ({"second": None}, "bad_input"),
        ({"form": " "}, "form_missing"),
        ({"except_rooms": [{"room": "001", "reason": " "}]}, "bad_input"),
        ({"except_rooms": [{"room": "077", "reason": "漏水"}]}, "room_not_there"),
        ({"only": ["077"]}, "room_not_there"),
        ({"session": "A2"}, "not_now"),
        ({"venue": "v02"}, "not_permitted"),
        ({"venue": "v09"}, "not_permitted"),
        ({"signed": [{"room": "001", "names": "甲 150821199001011234"}]}, "id_number_written"),
    ],
)
def test_what_the_issue_refuses(papers: Papers, given: dict[str, Any], code: str) -> None:
    papers.to_the_venue()
    asked = {"second": "ma", "venue": "v01", "session": "A1", "form": "F-1"}

    assert papers.post("sun", "issue", **{**asked, **given}).json()["code"] == code
    assert papers.world.history() == []
    assert states_of("001") == {BagStatus.IN_STORE}


@pytest.mark.parametrize("who", ["chen", "zhao", "qin"])
def test_only_who_may_open_papers_tells_of_an_opening(papers: Papers, who: str) -> None:
    issued(papers)
    papers.world.move_to(at(-10))

    answer = papers.post(who, "open", second="ma", venue="v01", session="A1")

    assert answer.json()["code"] == "not_permitted"


def test_a_spare_bag_is_opened_with_the_chiefs_word_and_sealed_again(papers: Papers) -> None:
    issued(papers)
    spare = {
        "venue": "v01",
        "code": "DRILL-A1-v01-S-S",
        "seal": "DRILL-seal-of-A1-v01-S-S",
        "reason": "001考场缺页一份",
    }

    without_chief = papers.post("qin", "open-spare", second="qin", **spare)
    wrong_kind = papers.post("sun", "open-spare", second="ma", **{**spare, **sealed("A1-v01-001-P")[0]})
    wrong_seal = papers.post("sun", "open-spare", second="ma", **{**spare, "seal": "DRILL-x"})
    opened = papers.post("sun", "open-spare", second="ma", **spare)

    assert [without_chief.json()["code"], wrong_kind.json()["code"], wrong_seal.json()["code"]] == [
        "not_permitted",
        "bag_not_now",
        "seal_mismatch",
    ]
    assert opened.status_code == 200
    assert Bag.objects.get(code="DRILL-A1-v01-S-S").status == BagStatus.SPARE_OPENED
    sealed_again = papers.post(
        "sun", "seal", second="ma", venue="v01", bags=[{"code": "DRILL-A1-v01-S-S", "seal": "DRILL-new"}]
    )
    assert sealed_again.status_code == 200


def test_a_seal_number_is_used_once(papers: Papers) -> None:
    collected(papers)
    papers.count()
    papers.rooms("accept")
    first, second, *others = papers.new_seals()

    taken = papers.post(
        "sun", "seal", second="ma", venue="v01",
        bags=[{**first, "seal": "DRILL-seal-of-A1-v01-S-S"}, second, *others],
    )  # fmt: skip
    twice = papers.post("sun", "seal", second="ma", venue="v01", bags=[{**first, "seal": second["seal"]}, second])
    none = papers.post("sun", "seal", second="ma", venue="v01", bags=[{**first, "seal": ""}, second])

    assert [taken.json()["code"], twice.json()["code"], none.json()["code"]] == [
        "seal_taken",
        "scanned_twice",
        "seal_missing",
    ]


def test_a_box_is_closed_by_itself_and_its_new_seal_holds_on_the_way_back(papers: Papers) -> None:
    collected(papers)
    papers.count()
    papers.rooms("accept")
    boxes = [{"code": f"{DRILL_MARK}A1-v01-BX{letter}", "seal": f"{DRILL_MARK}closed-{letter}"} for letter in "PC"]

    done = papers.post("sun", "seal", second="ma", venue="v01", bags=[*papers.new_seals(), *boxes])
    back = papers.post(
        "sun", "return", receiver="li", venue="v01", sessions=["A1"], vehicle="CAR-9",
        bags=[*boxes, *sealed("A1-v01-S-S")], boxes_counted=3,
    )  # fmt: skip

    assert done.status_code == 200
    assert back.status_code == 200
    assert set(Bag.objects.filter(venue__code="v01").values_list("node", flat=True)) == {Node.N12_RETURN}


def test_nothing_of_a_session_stays_at_the_venue_unsaid(papers: Papers) -> None:
    collected(papers)
    run: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "vehicle": "CAR-9", "bags": sealed("A1-v01-S-S")}

    answer = papers.post("sun", "return", receiver="li", **run)

    assert answer.json()["code"] == "count_mismatch"
    assert len(answer.json()["detail"]["missing"]) == 6


def test_a_returning_escort_is_missed_half_an_hour_after_it_was_expected(papers: Papers) -> None:
    world = papers.world
    papers.to_the_venue()
    papers.post("sun", "return", receiver="li", venue="v01", sessions=["A1"], vehicle="CAR-9",
                bags=scans_of("A1", "v01"), expected_at=at(-60).isoformat())  # fmt: skip
    world.forget()

    world.move_to(at(-31))
    assert "paper_custody.late_convoy_found" not in world.history()
    world.move_to(at(-30))

    (found,) = [fact for fact in world.facts() if isinstance(fact, LateConvoyFound)]
    assert found.node == "N12"


def test_locked_bags_go_nowhere_until_somebody_entitled_lets_them(papers: Papers) -> None:
    papers.to_the_venue()
    bag = "DRILL-A1-v01-001-P"

    assert papers.post("qin", "isolate", second="sun", codes=[bag], reason="").json()["code"] == "bad_input"
    assert papers.post("qin", "isolate", second="sun", codes=[bag], reason="封签松动").status_code == 200
    assert papers.rooms("issue").json()["detail"] == {"rooms": ["001"]}
    assert papers.post("qin", "release", approver="ma", codes=[bag], reason="可用").json()["code"] == "not_permitted"
    assert papers.post("qin", "release", approver="sun", codes=[bag], reason="经批准核验无误").status_code == 200
    assert papers.post("qin", "release", approver="sun", codes=[bag], reason="再次").json()["code"] == "bag_not_now"
    assert papers.rooms("issue").status_code == 200
    assert list(BagStep.objects.filter(bag__code=bag).order_by("at").values_list("step", flat=True)) == [
        "store", "isolate", "release", "issue",
    ]  # fmt: skip


def test_what_was_listed_in_error_is_declared_void_and_no_longer_expected(papers: Papers) -> None:
    bag = "DRILL-A1-v01-S-S"

    assert papers.post("wang", "void", second="li", codes=[bag], reason="清单误列").json()["code"] == "not_permitted"
    assert papers.post("wang", "void", second="fan", codes=[bag], reason="清单误列").status_code == 200
    scans = scans_of("A1", but="A1-v01-S-S")
    assert papers.receive(bags=scans, bags_counted=11, boxes_counted=5).status_code == 200
    assert papers.post("wang", "void", second="fan", codes=["DRILL-A1-v01-001-P"], reason="x").json()["code"] == (
        "bag_not_now"
    )
