"""One thing that does not fit refuses the whole batch, moves nothing, and is itself a fact. No answer tells a seal."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import Content
from paper_custody.models import Bag, Handover, Seal
from paper_custody.states import BagStatus
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed
from tests.paper_custody.vault import ready_room

FIRST = "A1-v01-001-P"


def with_one(scans: list[dict[str, str]], **change: str) -> list[dict[str, str]]:
    """The batch with its first scan changed."""
    return [{**scans[0], **change}, *scans[1:]]


def everything_told() -> str:
    return "".join(bytes(content.body).decode() for content in Content.objects.all())


@pytest.mark.parametrize("read", ["DRILL-seal-of-A1-v01-001-Q", "", "drill-seal-of-a1-v01-001-p"])
def test_one_wrong_seal_refuses_the_batch_and_is_a_fact(papers: Papers, read: str) -> None:
    answer = papers.receive(bags=with_one(scans_of("A1"), seal=read))

    assert (answer.status_code, answer.json()["code"]) == (409, "seal_mismatch")
    assert answer.json()["detail"] == {"bag": "DRILL-A1-v01-001-P", "node": "N3", "venue": "v01", "session": "A1"}
    assert papers.world.history() == ["paper_custody.seal_mismatch_found"]
    assert set(Bag.objects.values_list("status", flat=True)) == {BagStatus.REGISTERED}
    assert not Handover.objects.exists()


def test_no_answer_and_no_fact_tells_the_seal_that_was_expected(papers: Papers) -> None:
    Seal.objects.filter(bag__code="DRILL-A1-v01-001-P").update(number="DRILL-77-secret")

    answer = papers.receive(bags=with_one(scans_of("A1"), seal="DRILL-00"))
    papers.world.settle()

    assert answer.json()["code"] == "seal_mismatch"
    assert "77-secret" not in answer.content.decode()
    assert "77-secret" not in everything_told()


def test_a_wrong_seal_on_a_box_refuses_what_is_in_it(papers: Papers) -> None:
    papers.in_the_vault()
    boxes = sealed("A1-v01-BXC", "A1-v01-BXP", "A1-v01-BXS")

    answer = papers.load(bags=with_one(boxes, seal="DRILL-other"))

    assert answer.json()["detail"]["bag"] == "DRILL-A1-v01-BXC"
    assert papers.world.history() == ["paper_custody.seal_mismatch_found"]


def test_a_bag_of_another_session_refuses_the_batch(papers: Papers) -> None:
    load(papers.world, bags_of("A2"))
    papers.in_the_vault()

    answer = papers.load(bags=[*scans_of("A1", "v01"), *sealed("A2-v01-001-P")])

    assert answer.json()["code"] == "wrong_session_bag"
    assert papers.world.history() == ["paper_custody.wrong_session_bag_found"]
    assert set(Bag.objects.filter(session__code="A1").values_list("status", flat=True)) == {BagStatus.IN_VAULT}


@pytest.mark.parametrize(
    ("stranger", "why"),
    [
        ("DRILL-A1-v02-001-P", "other_venue"),
        ("DRILL-A1-v01-077-P", "unknown"),
        ("A1-v01-001-P", "other_exam"),
        ("A1-v01-0", "other_exam"),
    ],
)
def test_a_bag_that_does_not_belong_refuses_the_batch(papers: Papers, stranger: str, why: str) -> None:
    papers.in_the_vault()

    answer = papers.load(bags=[*scans_of("A1", "v01"), {"code": stranger, "seal": "DRILL-1"}])

    assert answer.json()["code"] == "wrong_bag"
    assert answer.json()["detail"] == {"bag": stranger, "node": "N5", "venue": "v01", "why": why}
    assert papers.world.history() == ["paper_custody.wrong_bag_found"]
    assert set(Bag.objects.values_list("status", flat=True)) == {BagStatus.IN_VAULT}


def test_the_exam_refuses_a_bag_that_is_marked_as_a_drills(papers: Papers) -> None:
    world = papers.world
    load(world, bags_of("A1", mark=""), exam=world.real)
    ready_room(world, world.real)
    client = world.client_of("wang")
    scans = [{"code": "DRILL-A1-v01-001-P", "seal": "DRILL-seal-of-A1-v01-001-P"}]
    asked = {"giver": world.second("li"), "bags": scans, "bags_counted": 1, "boxes_counted": 1}

    answer = client.post(f"/api/exams/{world.real.pk}/papers/receive/", asked)

    assert answer.json()["code"] == "wrong_bag"
    assert answer.json()["detail"]["why"] == "other_exam"


def test_a_bag_that_is_not_on_the_run_does_not_arrive_with_it(papers: Papers) -> None:
    load(papers.world, bags_of("A2"))
    papers.on_the_road()

    answer = papers.arrive(bags=[*scans_of("A1", "v01"), *sealed("A2-v01-001-P")])

    assert answer.json()["detail"]["why"] == "not_listed"
    assert papers.world.history() == ["paper_custody.wrong_bag_found"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"bags_counted": 11}, "bags"),
        ({"bags_counted": 13}, "bags"),
        ({"boxes_counted": 5}, "boxes"),
        ({"bags": scans_of("A1", but=FIRST), "bags_counted": 11}, "missing"),
    ],
)
def test_a_count_that_is_off_by_one_stops_the_receipt(papers: Papers, change: dict[str, Any], what: str) -> None:
    answer = papers.receive(**change)

    assert answer.json()["code"] == "count_mismatch"
    assert answer.json()["detail"]["what"] == what
    assert papers.world.history() == ["paper_custody.count_mismatch_found"]
    assert not Handover.objects.exists()


def test_a_missing_bag_at_the_venue_stops_the_arrival(papers: Papers) -> None:
    papers.on_the_road()

    answer = papers.arrive(bags=scans_of("A1", "v01", but=FIRST))

    assert answer.json()["detail"] == {
        "node": "N7", "venue": "v01", "what": "missing", "missing": ["DRILL-A1-v01-001-P"],
    }  # fmt: skip


def test_who_did_not_sign_for_a_bag_cannot_give_it(papers: Papers) -> None:
    papers.on_the_road()

    answer = papers.arrive(giver="he")

    assert answer.json()["code"] == "not_the_holder"
    assert papers.world.history() == ["paper_custody.not_the_holder_found"]


@pytest.mark.parametrize(
    ("scans", "code"),
    [
        ([], "nothing_scanned"),
        ([*sealed(FIRST), *sealed(FIRST)], "scanned_twice"),
        ([*sealed("A1-v01-BXP"), *sealed(FIRST)], "scanned_twice"),
        ([{"code": FIRST}] * 5_001, "bad_input"),
        ([{"seal": "DRILL-1"}], "bad_input"),
        (["DRILL-1"], "bad_input"),
        ("DRILL-1", "bad_input"),
        ([{"code": "x" * 65}], "bad_input"),
        ([{"code": 7, "seal": None}], "bad_input"),
    ],
)
def test_a_batch_that_cannot_be_read_is_no_finding(papers: Papers, scans: Any, code: str) -> None:
    papers.in_the_vault()

    answer = papers.load(bags=scans)

    assert answer.json()["code"] == code
    assert papers.world.history() == []


def test_the_second_of_two_bags_under_one_label_is_found_by_its_seal(papers: Papers) -> None:
    papers.in_the_vault()
    twin = {**sealed(FIRST)[0], "seal": "DRILL-another"}

    answer = papers.load(bags=[twin, *scans_of("A1", "v01", but=FIRST)])

    assert answer.json()["code"] == "seal_mismatch"


def test_a_bag_that_went_on_is_not_scanned_into_the_same_step_again(papers: Papers) -> None:
    papers.on_the_road()

    answer = papers.load()

    assert answer.json()["code"] == "bag_not_now"
    assert papers.world.history() == []


def test_a_long_batch_takes_as_many_statements_as_a_short_one(papers: Papers) -> None:
    def statements(bags: list[dict[str, str]]) -> int:
        papers.world.second("he"), papers.world.second("li")
        with CaptureQueriesContext(connection) as captured:
            assert papers.post("li", "hand-over", receiver="he", bags=bags).status_code == 200
        assert papers.post("he", "hand-over", receiver="li", bags=bags).status_code == 200
        return len(captured)

    papers.on_the_road()
    scans = scans_of("A1", "v01")

    assert statements(scans[:1]) == statements(scans)
