"""From the county's receipt to the venue's store and back: every handover by two, every bag on its list."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from clocks.models import Clock
from paper_custody.events import LateConvoyFound
from paper_custody.models import Bag, Escort, Handover, Seal
from paper_custody.selectors import paper_state_of_venues
from paper_custody.states import BagStatus, Node
from tests.paper_custody.builders import Papers, scans_of, sealed
from venues.models import ReadinessGate


def states(venue: str = "v01") -> set[tuple[str, str]]:
    return set(Bag.objects.filter(venue__code=venue).values_list("status", "node"))


def test_papers_go_from_receipt_to_the_venues_store(papers: Papers) -> None:
    world = papers.world

    assert papers.receive().status_code == 200
    assert states() == {(BagStatus.SEALED, Node.N3_RECEIPT)}
    assert papers.store().status_code == 200
    assert states() == {(BagStatus.IN_VAULT, Node.N4_VAULT)}
    assert papers.load().status_code == 200
    assert states() == {(BagStatus.CHECKED_OUT, Node.N5_ISSUE)}
    assert paper_state_of_venues(world.exam.pk) == {"v01": "in_transit", "v02": "pending"}
    assert papers.arrive().status_code == 200
    assert states() == {(BagStatus.IN_STORE, Node.N7_VENUE_STORE)}
    assert paper_state_of_venues(world.exam.pk) == {"v01": "arrived", "v02": "pending"}

    assert set(Bag.objects.filter(venue__code="v01").values_list("holder__staff_number", flat=True)) == {"qin"}
    told = world.history()
    assert told[:4] == [
        "paper_custody.bags_received",
        "paper_custody.bags_stored",
        "paper_custody.bags_loaded",
        "paper_custody.bags_arrived",
    ]
    # What follows of itself: at the venue, and in the secure room.
    assert sorted(told[4:]) == [
        "paper_custody.secure_room_followed",
        "paper_custody.vault_distributed",
        "venues.gate_set",
    ]
    assert ReadinessGate.objects.get(venue__code="v01").state == "ready"


def test_every_bag_of_a_batch_has_its_own_row_with_the_seal_that_was_read(papers: Papers) -> None:
    answer = papers.receive().json()

    rows = Handover.objects.filter(entry_id=answer["entry"])
    assert rows.count() == 12
    assert {(row.giver.staff_number, row.receiver.staff_number) for row in rows} == {("li", "wang")}
    assert all(row.seal is not None and row.seal.bag_id == row.bag_id for row in rows)
    assert set(answer["fact"]["bags"]) == {scan["code"] for scan in scans_of("A1")}


def test_a_box_stands_for_the_bags_in_it(papers: Papers) -> None:
    papers.in_the_vault()

    answer = papers.load(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"), boxes_counted=3, bags_counted=7)

    assert answer.status_code == 200
    assert len(answer.json()["fact"]["bags"]) == 7
    seals = Handover.objects.filter(entry_id=answer.json()["entry"]).values_list("seal__container__code", flat=True)
    assert set(seals) == {"DRILL-A1-v01-BXP", "DRILL-A1-v01-BXC", "DRILL-A1-v01-BXS"}


def test_a_vehicle_takes_everything_or_says_what_stays_and_why(papers: Papers) -> None:
    papers.in_the_vault()
    scans = scans_of("A1", "v01", but="A1-v01-S-S")

    refused = papers.load(bags=scans)
    taken = papers.load(bags=scans, left_out=[{"code": "DRILL-A1-v01-S-S", "reason": "袋面破损，另行处理"}])

    assert refused.json()["code"] == "count_mismatch"
    assert refused.json()["detail"]["missing"] == ["DRILL-A1-v01-S-S"]
    assert taken.status_code == 200
    assert papers.world.history() == [
        "paper_custody.count_mismatch_found",
        "paper_custody.bags_loaded",
        "paper_custody.vault_distributed",
    ]


def test_nothing_is_left_out_without_a_reason_and_nothing_that_is_not_expected(papers: Papers) -> None:
    papers.in_the_vault()
    scans = scans_of("A1", "v01", but="A1-v01-S-S")

    silent = papers.load(bags=scans, left_out=[{"code": "DRILL-A1-v01-S-S", "reason": " "}])
    strange = papers.load(bags=scans, left_out=[{"code": "DRILL-A1-v02-S-S", "reason": "留库"}])

    assert silent.json()["code"] == "bad_input"
    assert strange.json()["code"] == "bag_not_now"
    assert papers.world.history() == []


def test_an_escort_that_is_expected_and_not_there_is_a_fact(papers: Papers) -> None:
    world = papers.world
    papers.on_the_road()
    escort = Escort.objects.get()

    world.move_to(escort.expected_at + dt.timedelta(minutes=9))
    assert "paper_custody.late_convoy_found" not in world.history()
    world.move_to(escort.expected_at + dt.timedelta(minutes=10))

    (found,) = [fact for fact in world.facts() if isinstance(fact, LateConvoyFound)]
    assert (found.escort, found.node, found.venue) == (escort.pk, "N6", "v01")
    assert Escort.objects.get().status == "overdue"
    assert papers.arrive().status_code == 200
    assert Escort.objects.get().status == "arrived"


def test_an_escort_that_arrives_stops_its_clock(papers: Papers) -> None:
    world = papers.world
    papers.on_the_road()

    papers.arrive()
    world.fast_forward(hours=6)

    assert "paper_custody.late_convoy_found" not in world.history()
    assert Clock.objects.get(purpose="paper_custody.escort").status == "met"


def test_without_a_word_the_minute_table_says_when_an_escort_is_expected(papers: Papers) -> None:
    papers.in_the_vault()

    papers.load()

    assert Escort.objects.get().expected_at == papers.world.session("A1").starts_at - dt.timedelta(minutes=120)


def test_an_escort_cannot_be_expected_before_it_leaves(papers: Papers) -> None:
    papers.in_the_vault()

    answer = papers.load(expected_at=(papers.world.exam_now - dt.timedelta(minutes=1)).isoformat())

    assert answer.json()["code"] == "expected_in_the_past"
    assert not Escort.objects.exists()


def test_a_vehicle_leaves_once_on_the_word_of_its_leader_or_of_the_vault(papers: Papers) -> None:
    papers.on_the_road()
    path = f"escorts/{Escort.objects.get().pk}/depart"

    assert papers.post("he", path).json()["code"] == "not_permitted"
    assert papers.post("li", path).status_code == 200
    assert states() == {(BagStatus.IN_TRANSIT, Node.N6_ROAD)}
    assert papers.post("wang", path).json()["code"] == "not_now"
    assert papers.post("li", f"escorts/{uuid4()}/depart").json()["code"] == "not_there"


def test_crew_changes_hands_on_the_road_and_the_new_holder_arrives(papers: Papers) -> None:
    papers.on_the_road()

    changed = papers.post("li", "hand-over", receiver="he", bags=scans_of("A1", "v01"))
    stale = papers.arrive()
    fresh = papers.arrive(giver="he")

    assert changed.status_code == 200
    assert stale.json()["code"] == "not_the_holder"
    assert fresh.status_code == 200


@pytest.mark.parametrize(
    ("giver", "receiver", "code"),
    [
        ("li", "li", "one_person"),
        ("li", "zhao", "not_permitted"),
        ("li", "hu", "not_permitted"),
        ("li", "tao", "not_permitted"),
        ("zhao", "he", "not_permitted"),
        ("tao", "he", "not_permitted"),
        ("hu", "he", "not_there"),
        ("he", "wang", "not_the_holder"),
    ],
)
def test_a_refused_handover_moves_nothing(papers: Papers, giver: str, receiver: str, code: str) -> None:
    papers.on_the_road()
    before = states()

    answer = papers.post(giver, "hand-over", receiver=receiver, bags=sealed("A1-v01-001-P"))

    assert answer.json()["code"] == code
    assert states() == before
    findings = ["paper_custody.not_the_holder_found"] if code == "not_the_holder" else []
    assert papers.world.history() == findings


def test_two_of_the_vault_pass_on_what_lies_in_it_and_no_escort_takes_it_by_the_way(papers: Papers) -> None:
    papers.in_the_vault()

    escort = papers.post("wang", "hand-over", receiver="li", bags=sealed("A1-v01-001-P"))
    guard = papers.post("wang", "hand-over", receiver="fan", bags=sealed("A1-v01-001-P"))

    assert escort.json()["code"] == "not_permitted"
    assert guard.status_code == 200


def test_nobody_receives_for_another_countys_vault(papers: Papers) -> None:
    assert (
        papers.post("hu", "receive", giver="li", bags=scans_of("A1"), bags_counted=12, boxes_counted=6).json()["code"]
        == "not_there"
    )
    assert papers.receive(giver="hu").json()["code"] == "not_permitted"
    assert papers.receive(giver="wang").json()["code"] == "one_person"
    assert papers.world.history() == []


def test_the_same_act_again_answers_the_same_and_moves_nothing(papers: Papers) -> None:
    act = {"Act-Id": str(uuid4())}
    scans = scans_of("A1")

    first = papers.receive(bags=scans, headers=act)
    again = papers.receive(bags=scans, headers=act)
    other = papers.receive(bags=scans[:-1], headers=act)

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert other.json()["code"] == "act_id_taken"
    assert Handover.objects.count() == 12
    assert papers.world.history() == ["paper_custody.bags_received", "paper_custody.secure_room_followed"]


def test_a_list_that_came_without_seals_gets_those_that_are_read_at_the_receipt(papers: Papers) -> None:
    Seal.objects.filter(bag__code="DRILL-A1-v01-001-P").delete()

    assert papers.receive().status_code == 200
    assert Seal.objects.get(bag__code="DRILL-A1-v01-001-P").number == "DRILL-seal-of-A1-v01-001-P"
    assert papers.store().status_code == 200
