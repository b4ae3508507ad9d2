"""Bags in boxes, boxes in cabinets and vehicles: whoever stays behind stays where the box stood."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from paper_custody.models import Bag, BagStep, Container
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed
from tests.venues.builders import at

LEFT = "DRILL-A1-v01-002-C"


def place(code: str) -> str | None:
    """In which cabinet or vehicle the bag stands, in its box or by itself."""
    stands_in = Bag.objects.select_related("container__inside").get(code=code).container
    if stands_in is not None and stands_in.kind == "box":
        stands_in = stands_in.inside
    return None if stands_in is None else stands_in.code


def load_without_one(papers: Papers) -> None:
    papers.in_the_vault()
    scans = scans_of("A1", "v01", but=LEFT.removeprefix("DRILL-"))
    assert papers.load(bags=scans, left_out=[{"code": LEFT, "reason": "袋面破损"}]).status_code == 200


def test_a_bag_that_stays_behind_stands_where_its_box_stood(papers: Papers) -> None:
    load_without_one(papers)

    assert place(LEFT) == "CAB-1"
    assert place("DRILL-A1-v01-001-C") == "CAR-v01"
    assert Bag.objects.get(code="DRILL-A1-v01-001-C").container == Container.objects.get(code="DRILL-A1-v01-BXC")


def test_the_box_arrives_without_it(papers: Papers) -> None:
    load_without_one(papers)

    arrived = papers.arrive(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"), boxes_counted=3, bags_counted=6)

    assert arrived.status_code == 200, arrived.json()
    assert Bag.objects.get(code=LEFT).node == "N4"
    assert place(LEFT) == "CAB-1"


def test_one_that_did_not_come_is_in_no_cabinet(papers: Papers) -> None:
    scans = scans_of("A1", but=LEFT.removeprefix("DRILL-"))
    received = papers.receive(bags=scans, left_out=[{"code": LEFT, "reason": "省库补发"}])
    assert received.status_code == 200
    assert papers.store(bags=scans).status_code == 200

    assert place(LEFT) is None
    late = papers.receive(bags=sealed("A1-v01-002-C"), boxes_counted=0)
    assert late.status_code == 200
    assert late.json()["fact"]["boxes"] == 0
    assert place(LEFT) is None


def test_a_handover_on_paper_leaves_the_boxes_where_they_stand(papers: Papers) -> None:
    papers.on_the_road()
    form = {"form": "F-7", "step": "hand_over", "signed_at": papers.world.exam_now.isoformat()}
    sides = {"givers": ["李押运"], "receivers": ["何押运"]}

    entered = papers.post("chen", "forms", second="kong", venue="v01", bags=scans_of("A1", "v01"), **form, **sides)

    assert entered.status_code == 200
    assert place("DRILL-A1-v01-001-P") == "CAR-v01"


def test_a_cabinet_is_no_box(papers: Papers) -> None:
    """A bag that came without a box stands in the cabinet by itself."""
    loose = [replace(row, box="", box_seal="") if row.kind == "spare" else row for row in bags_of("A1")]
    load(papers.world, loose)
    assert papers.receive(boxes_counted=4).status_code == 200
    assert papers.store(boxes_counted=4).status_code == 200

    again = load(papers.world, loose)
    loaded = papers.load(boxes_counted=2, bags_counted=7)

    assert (again.new, again.changed) == (0, 0)
    assert loaded.status_code == 200, loaded.json()


def test_nothing_is_entered_with_a_time_before_what_was_done_last(papers: Papers) -> None:
    """Issued at 35 minutes before the start, no bag was opened or collected before that."""
    papers.to_the_venue()
    papers.world.move_to(at(-35))
    assert papers.rooms("issue").status_code == 200
    papers.world.move_to(at(-10))
    too_early = (at(-35) - dt.timedelta(seconds=1)).isoformat()

    opened = papers.rooms("open", done_at=too_early)
    collected = papers.rooms("collect", done_at=too_early)

    assert [opened.json()["code"], collected.json()["code"]] == ["custody_moment_before_last"] * 2
    assert papers.rooms("open", done_at=at(-35).isoformat()).status_code == 200


def test_what_is_keyed_in_late_stands_at_the_time_as_it_was(papers: Papers) -> None:
    """The office keys in issue and opening after the start, each with its time; no bag is issued before it came."""
    papers.to_the_venue()
    arrived = papers.world.exam_now
    papers.world.move_to(at(5))
    before = (arrived - dt.timedelta(seconds=1)).isoformat()

    assert papers.rooms("issue", done_at=before).json()["code"] == "custody_moment_before_last"
    assert papers.rooms("issue", done_at=at(-35).isoformat()).status_code == 200
    assert papers.rooms("open", done_at=at(-5).isoformat()).status_code == 200

    done = dict(BagStep.objects.filter(bag__code="DRILL-A1-v01-001-P").values_list("step", "done_at"))
    assert (done["issue"], done["open"]) == (at(-35), at(-5))
