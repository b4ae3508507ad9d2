"""New seals at the acceptance: none over a whole one unread, none on a box that is not there or not closed inside."""

from __future__ import annotations

from typing import Any

import pytest

from journal.audit import differences
from paper_custody.models import Bag, BagStep, Seal
from paper_custody.states import DRILL_MARK, BagStatus
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed
from tests.stages import stage
from tests.venues.builders import at

OPENED, UNOPENED = f"{DRILL_MARK}A1-v01-001-P", f"{DRILL_MARK}A1-v01-002-P"
OLD, NEW = f"{DRILL_MARK}seal-of-A1-v01-002-P", f"{DRILL_MARK}again-{UNOPENED}"
SPARE_BOX = f"{DRILL_MARK}A1-v01-BXS"


@stage
def accepted(papers: Papers) -> Papers:
    """v01's rooms are accepted; of the second one's papers nobody has cut the bag."""
    papers.to_the_venue()
    papers.world.move_to(at(-35))
    done = [papers.rooms("issue")]
    papers.world.move_to(at(-10))
    left = [{"room": "002", "reason": "整场缺考"}]
    done += [papers.rooms("open", material="cards"), papers.rooms("open", except_rooms=left)]
    papers.world.move_to(at(155))
    done += [papers.rooms("collect"), papers.count(), papers.rooms("accept")]
    assert [answer.status_code for answer in done] == [200] * 6, [answer.json() for answer in done]
    papers.world.settle()
    papers.world.forget()
    return papers


def close(papers: Papers, *scans: dict[str, str], **given: Any) -> Any:
    return papers.post("sun", "seal", **{"second": "ma", "venue": "v01", "bags": list(scans), **given})


def whole_seals_of(code: str) -> list[str]:
    return list(Seal.objects.filter(bag__code=code, state="applied").values_list("number", flat=True))


def test_no_seal_goes_over_a_whole_one_that_nobody_read(accepted: Papers) -> None:
    """A new seal would hide that somebody had been in the bag."""
    refused = close(accepted, {"code": UNOPENED, "seal": NEW})

    assert refused.json()["code"] == "seal_still_whole"
    assert refused.json()["detail"] == {"things": [UNOPENED]}
    assert OLD not in refused.content.decode()
    assert whole_seals_of(UNOPENED) == [OLD]
    assert Bag.objects.get(code=UNOPENED).status == BagStatus.ACCEPTED
    assert accepted.world.history() == []


def test_a_whole_seal_is_read_and_stays_on(accepted: Papers) -> None:
    done = close(accepted, {"code": UNOPENED, "seal": OLD}, {"code": OPENED, "seal": f"{DRILL_MARK}n1"})

    assert done.status_code == 200, done.json()
    assert (done.json()["fact"]["sealed"], done.json()["fact"]["unbroken"]) == ([OPENED], [UNOPENED])
    assert whole_seals_of(UNOPENED) == [OLD]
    assert set(Bag.objects.filter(code__in=[OPENED, UNOPENED]).values_list("status", flat=True)) == {"resealed"}
    assert BagStep.objects.filter(step="seal").count() == 2
    accepted.world.settle()
    assert list(differences()) == []


def test_a_whole_seal_that_was_read_gives_way_to_a_new_one(accepted: Papers) -> None:
    done = close(accepted, {"code": UNOPENED, "seal": NEW, "was": OLD})

    assert done.status_code == 200, done.json()
    assert dict(Seal.objects.filter(bag__code=UNOPENED).values_list("number", "state")) == {
        OLD: "replaced",
        NEW: "applied",
    }
    accepted.world.settle()
    assert list(differences()) == []


@pytest.mark.parametrize(
    "scan",
    [
        {"code": UNOPENED, "seal": NEW, "was": f"{DRILL_MARK}other"},
        {"code": OPENED, "seal": f"{DRILL_MARK}n1", "was": f"{DRILL_MARK}other"},
        {"code": UNOPENED, "seal": OLD, "was": f"{DRILL_MARK}other"},
    ],
)
def test_an_old_seal_that_is_not_the_one_on_record_stops_it_and_is_an_alarm(
    accepted: Papers, scan: dict[str, str]
) -> None:
    refused = close(accepted, scan)

    assert refused.json()["code"] == "seal_mismatch"
    assert OLD not in refused.content.decode()
    assert accepted.world.history()[0] == "paper_custody.seal_mismatch_found"
    assert whole_seals_of(UNOPENED) == [OLD]


def test_a_box_gets_no_new_seal_while_its_bags_have_not_come(papers: Papers) -> None:
    """Its bags are on the list, and the box is still with the province."""
    refused = close(papers, {"code": SPARE_BOX, "seal": f"{DRILL_MARK}n1", "was": f"{DRILL_MARK}seal-of-A1-v01-BXS"})

    assert refused.json()["code"] == "bag_not_now"
    assert refused.json()["detail"] == {"bag": f"{DRILL_MARK}A1-v01-S-S", "step": "seal"}
    assert Seal.objects.get(container__code=SPARE_BOX).state == "applied"


@pytest.mark.parametrize("where", ["vault", "road"])
def test_a_box_gets_no_new_seal_at_a_venue_while_it_stands_elsewhere(papers: Papers, where: str) -> None:
    if where == "vault":
        papers.in_the_vault()
    else:
        papers.on_the_road()

    refused = close(papers, {"code": SPARE_BOX, "seal": f"{DRILL_MARK}n1", "was": f"{DRILL_MARK}seal-of-A1-v01-BXS"})

    assert refused.json()["code"] == "bag_not_now"
    assert Seal.objects.get(container__code=SPARE_BOX).state == "applied"


def test_a_box_is_closed_over_closed_bags_only(accepted: Papers) -> None:
    """漏封: a bag inside that has no seal would go back in a box that has one."""
    cards = f"{DRILL_MARK}A1-v01-BXC"
    bags = [scan for scan in accepted.new_seals() if scan["code"].endswith("-C")]

    early = close(accepted, {"code": cards, "seal": f"{DRILL_MARK}b1"}, *bags[1:])
    whole = close(accepted, {"code": cards, "seal": f"{DRILL_MARK}b1"}, *bags)

    assert early.json()["code"] == "bag_not_now"
    assert early.json()["detail"]["bag"] == bags[0]["code"]
    assert whole.status_code == 200, whole.json()


def test_an_empty_box_is_not_sealed_and_stands_for_nothing(papers: Papers) -> None:
    papers.to_the_venue()
    Bag.objects.filter(container__code=SPARE_BOX).update(container=None)

    sealing = close(papers, {"code": SPARE_BOX, "seal": f"{DRILL_MARK}n1", "was": f"{DRILL_MARK}seal-of-A1-v01-BXS"})
    passing = papers.post("qin", "hand-over", receiver="sun", bags=sealed("A1-v01-BXS", "A1-v01-001-P"))

    assert sealing.json()["code"] == "wrong_bag"
    assert passing.json()["code"] == "wrong_bag"
    assert passing.json()["detail"]["why"] == "empty_box"


def unsealed_list(papers: Papers, *kinds: str) -> None:
    """A list of A2 in which bags of these kinds have no seal, and stand in no box."""
    rows = bags_of("A2")
    for row in rows:
        object.__setattr__(row, "box", "")
        object.__setattr__(row, "box_seal", "")
        if row.kind in kinds:
            object.__setattr__(row, "seal", "")
    load(papers.world, rows)


def test_what_comes_without_any_seal_is_not_received_as_if_it_had_one(papers: Papers) -> None:
    """漏封 at the receipt: neither on the list nor on the bag (handbook 2.5 d, 2.6)."""
    unsealed_list(papers, "spare")
    scans = [{**scan, "seal": ""} if scan["code"].endswith("-S-S") else scan for scan in scans_of("A2")]

    refused = papers.receive("A2", bags=scans, boxes_counted=0)

    assert refused.json()["code"] == "seal_mismatch"
    assert refused.json()["detail"]["node"] == "N3"
    assert set(Bag.objects.filter(session__code="A2").values_list("status", flat=True)) == {"registered"}


def test_a_seal_that_is_on_no_list_is_read_at_the_receipt(papers: Papers) -> None:
    unsealed_list(papers, "spare")

    assert papers.receive("A2", bags=scans_of("A2"), boxes_counted=0).status_code == 200
    assert Seal.objects.filter(bag__session__code="A2", bag__kind="spare", state="applied").count() == 2


def test_a_bag_without_a_seal_of_its_own_comes_in_a_sealed_box(papers: Papers) -> None:
    rows = bags_of("A2")
    for row in rows:
        if row.kind == "spare":
            object.__setattr__(row, "seal", "")
    load(papers.world, rows)
    scans = [scan for scan in scans_of("A2") if not scan["code"].endswith("-S-S")]

    done = papers.receive("A2", bags=[*scans, *sealed("A2-v01-BXS", "A2-v02-BXS")], bags_counted=12)

    assert done.status_code == 200, done.json()
