"""What goes wrong at a table with papers, one story each: refused in clear words, or come out right."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest

from clocks.models import Clock
from exams.models import Session
from journal.models import Content
from kernel.time import now
from organisation.models import Post, Proof
from paper_custody.models import Bag, Escort, Handover
from paper_custody.states import BagStatus, Node
from tests.paper_custody.builders import Papers, scans_of, sealed, with_bags
from tests.venues.builders import at
from tests.world import World

BAG = "A1-v01-001-P"


def status(code: str = BAG) -> tuple[str, str]:
    return Bag.objects.values_list("status", "node").get(code=f"DRILL-{code}")


@pytest.mark.parametrize("read", ["150802-A1-v01-001-P", "DRILL-150802-A1-v01-001-P"])
def test_a_label_of_another_county_is_nobodys_here(papers: Papers, read: str) -> None:
    """Haibowan's label looks like one that is not there: nobody learns that it exists."""
    papers.in_the_vault()

    answer = papers.load(bags=[*scans_of("A1", "v01"), {"code": read, "seal": "S-1"}])

    assert answer.json()["code"] == "wrong_bag"
    assert answer.json()["detail"]["why"] in {"unknown", "other_exam"}
    assert papers.world.history() == ["paper_custody.wrong_bag_found"]
    assert status() == (BagStatus.IN_VAULT, Node.N4_VAULT)


def test_a_label_photographed_from_a_screen_brings_no_bag(papers: Papers) -> None:
    """The code is not secret, the seal is: whoever has the picture of a label alone has no number to read off."""
    papers.on_the_road()

    without_seal = papers.arrive(bags=[*scans_of("A1", "v01", but=BAG), {"code": f"DRILL-{BAG}", "seal": ""}])
    guessed = papers.arrive(bags=[*scans_of("A1", "v01", but=BAG), {"code": f"DRILL-{BAG}", "seal": f"DRILL-{BAG}"}])
    elsewhere = papers.arrive("v02", giver="li", bags=sealed(BAG))

    assert [without_seal.json()["code"], guessed.json()["code"]] == ["seal_mismatch"] * 2
    assert elsewhere.json()["code"] == "wrong_bag"
    assert elsewhere.json()["detail"]["why"] == "other_venue"
    assert papers.world.history() == ["paper_custody.seal_mismatch_found"] * 2 + ["paper_custody.wrong_bag_found"]
    assert status() == (BagStatus.CHECKED_OUT, Node.N5_ISSUE)


@pytest.mark.parametrize("read", [f"DRILL-{BAG}"[:half] for half in (6, 9, -1)])
def test_half_a_barcode_is_no_bag(papers: Papers, read: str) -> None:
    papers.in_the_vault()

    answer = papers.load(bags=[*scans_of("A1", "v01", but=BAG), {"code": read, "seal": f"DRILL-seal-of-{BAG}"}])

    assert answer.json()["code"] == "wrong_bag"
    assert (answer.json()["detail"]["bag"], answer.json()["detail"]["why"]) == (read, "unknown")


def test_two_bags_with_one_label_are_seen_when_they_are_counted(papers: Papers) -> None:
    """Read one after the other they are a code read twice; read once, the hand counts one more."""
    scans = scans_of("A1")
    both = papers.receive(bags=[*scans[1:], scans[1]])
    counted = papers.receive(bags=scans, bags_counted=13)

    assert both.json()["code"] == "scanned_twice"
    assert both.json()["detail"]["codes"] == [scans[1]["code"]]
    assert (counted.json()["code"], counted.json()["detail"]["what"]) == ("count_mismatch", "bags")
    assert papers.world.history() == ["paper_custody.count_mismatch_found"]
    assert not Handover.objects.exists()


def test_a_scan_twice_in_a_second_is_one_handover(papers: Papers) -> None:
    """The same request again is the same answer; a second request for the same is too late."""
    act = {"Act-Id": str(uuid4())}
    first, again = papers.receive(headers=act), papers.receive(headers=act)
    another = papers.receive()

    assert first.content == again.content
    assert another.json()["code"] == "bag_not_now"
    assert Handover.objects.filter(step="receive").count() == len(scans_of("A1"))


def test_a_scan_three_hours_late_keeps_when_it_was_made(papers: Papers) -> None:
    """A device that had no line sends what it has: all three times are kept, and the exam's clock is the server's."""
    made = now() - dt.timedelta(hours=3)
    times = {"Happened-At": made.isoformat(), "Sent-At": now().isoformat()}

    answer = papers.receive(headers=times)

    assert answer.status_code == 200
    kept = json.loads(bytes(Content.objects.get(entry_id=answer.json()["entry"]).body))
    assert dt.datetime.fromisoformat(kept["happened_at"]) == made
    assert dt.datetime.fromisoformat(kept["received_at"]) >= dt.datetime.fromisoformat(kept["sent_at"])
    assert set(Handover.objects.values_list("exam_at", flat=True)) == {papers.world.exam_now}


def test_what_was_done_three_hours_ago_is_entered_with_its_time_and_seven_are_too_many(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-35))
    papers.rooms("issue")
    papers.world.move_to(at(155))

    late = papers.rooms("open", done_at=at(-10).isoformat())
    long_ago = papers.rooms("collect", done_at=(at(155) - dt.timedelta(hours=7)).isoformat())

    assert late.status_code == 200
    assert late.json()["fact"]["kind"] == "paper_custody.bags_opened"
    assert long_ago.json()["code"] == "custody_moment_wrong"


def test_a_handover_begun_by_one_and_never_finished_has_not_been(papers: Papers) -> None:
    """Li stands at the gate and nobody proves himself: the bags are still his, and the clock of his run rings."""
    papers.on_the_road()
    bags = scans_of("A1", "v01")

    alone = papers.post("qin", "arrive", venue="v01", bags=bags)
    unproved = papers.post("qin", "arrive", venue="v01", bags=bags, giver={"login": "li", "password": ""})
    papers.world.move_to(Escort.objects.get().expected_at + dt.timedelta(minutes=10))

    assert [alone.json()["code"], unproved.json()["code"]] == ["bad_input"] * 2
    assert set(Bag.objects.filter(venue__code="v01").values_list("holder__staff_number", flat=True)) == {"li"}
    assert not Handover.objects.filter(step="arrive").exists()
    assert "paper_custody.late_convoy_found" in papers.world.history()
    assert Clock.objects.filter(purpose="paper_custody.escort", status="ran_out").exists()


def test_a_receiver_whose_post_ended_at_midnight_receives_nothing_after_it(papers: Papers) -> None:
    """Judged on real time, whatever the drill's clock shows: to the second it ends, and not one after it."""
    papers.on_the_road()
    midnight = now()
    Post.objects.filter(person=papers.world.people["qin"]).update(ends_at=midnight)
    before = Proof.objects.count()

    received = papers.arrive()
    given = papers.post("sun", "arrive", giver="li", venue="v01", bags=scans_of("A1", "v01"))

    assert received.json()["code"] == "not_permitted"
    assert given.status_code == 200
    assert set(Bag.objects.filter(venue__code="v01").values_list("holder__staff_number", flat=True)) == {"sun"}
    assert Proof.objects.count() == before + 2


def test_two_sessions_that_overlap_on_the_third_day_keep_their_bags_apart(world: World) -> None:
    """Chemistry is still written when geography's bags are issued: one run out, one run back, and nothing mixed."""
    papers = Papers(with_bags(world, "C1", "C2"))
    second = world.session("C2")
    Session.objects.filter(pk=world.session("C1").pk).update(ends_at=second.starts_at + dt.timedelta(minutes=20))
    for session in ("C1", "C2"):
        papers.in_the_vault(session)
    bags = [*scans_of("C1", "v01"), *scans_of("C2", "v01")]
    assert papers.load(session="C1", sessions=["C1", "C2"], bags=bags).status_code == 200
    assert papers.arrive(bags=bags).status_code == 200
    assert papers.rooms("issue", session="C1").status_code == 200

    for_rooms = [scan for scan in scans_of("C2", "v01") if not scan["code"].endswith("S-S")]
    mixed = papers.rooms("issue", session="C2", bags=[*for_rooms[:-1], *scans_of("C1", "v01")[:1]])
    apart = papers.rooms("issue", session="C2", bags=for_rooms)

    assert mixed.json()["code"] == "wrong_session_bag"
    assert apart.status_code == 200
    assert papers.rooms("issue", session="C1").json()["code"] == "not_now"
    of_rooms = Bag.objects.filter(venue__code="v01", room__isnull=False)
    assert set(of_rooms.values_list("session__code", "status")) == {("C1", "issued"), ("C2", "issued")}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"bags_counted": 0}, "count_mismatch"),
        ({"boxes_counted": 0}, "count_mismatch"),
        ({"bags": [], "bags_counted": 0, "boxes_counted": 0}, "nothing_scanned"),
        ({"bags_counted": -1}, "bad_input"),
    ],
)
def test_a_count_of_nothing_receives_nothing(papers: Papers, given: dict[str, Any], code: str) -> None:
    assert papers.receive(**given).json()["code"] == code
    assert status() == (BagStatus.REGISTERED, Node.N1_PROVINCE)


def test_a_vehicle_that_was_changed_on_the_road_arrives_as_the_one_it_is(papers: Papers) -> None:
    """The run goes on under its own clock; bags that nobody read into the other vehicle do not change with it."""
    papers.on_the_road()
    path = f"escorts/{Escort.objects.get().pk}/change-vehicle"
    told: dict[str, Any] = {"receiver": "he", "vehicle": "CAR-9", "reason": "爆胎"}

    lacking = papers.post("li", path, bags=scans_of("A1", "v01")[1:], **told)
    foreign = papers.post("li", path, bags=[*scans_of("A1", "v01"), *scans_of("A1", "v02")[:1]], **told)
    assert lacking.json()["code"] == "count_mismatch"
    assert foreign.json()["code"] == "wrong_bag"
    assert foreign.json()["detail"]["why"] == "not_listed"
    assert Bag.objects.get(code=scans_of("A1", "v02")[0]["code"]).escort is None
    changed = papers.post("li", path, bags=scans_of("A1", "v01"), **told)

    assert changed.status_code == 200
    assert Escort.objects.get().vehicle.code == "CAR-9"
    assert papers.arrive().json()["code"] == "not_the_holder"
    assert papers.arrive(giver="he").status_code == 200
    assert {bag.escort for bag in Bag.objects.filter(venue__code="v02")} == {None}
