"""The seals' register: applied, checked, broken, replaced, by whom and when; no number that still closes something."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.models import Seal
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed
from tests.paper_custody.test_exports import rows
from tests.paper_custody.test_pages import page, text
from tests.stages import stage
from tests.venues.builders import at

CODE = "DRILL-A1-v01-001-P"
SEAL = "DRILL-seal-of-A1-v01-001-P"
BOX = "DRILL-A1-v01-BXP"
BOX_SEAL = "DRILL-seal-of-A1-v01-BXP"


def register(papers: Papers, who: str, **asked: Any) -> Any:
    return papers.world.client_of(who).get(f"{papers.world.api}/papers/seals/", asked).json()


def line(papers: Papers, who: str, thing: str) -> Any:
    return next(one for one in register(papers, who, q=thing)["seals"] if one["thing"] == thing)


@stage
def opened(papers: Papers) -> Papers:
    """v01's papers by box to the venue; of its first room the bag is opened."""
    papers.in_the_vault()
    papers.load(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"))
    papers.arrive(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"))
    papers.world.move_to(at(-50))
    papers.rooms("issue")
    papers.world.move_to(at(-10))
    assert papers.rooms("open", only=["001"]).status_code == 200
    return papers


def test_a_seal_that_came_with_the_list_was_read_at_the_receipt_and_broken_at_the_opening(opened: Papers) -> None:
    told = line(opened, "wang", CODE)

    assert (told["state"], told["number"], told["applied_by"]) == ("broken", SEAL, [])
    assert [(one["step"], one["people"]) for one in told["checks"]] == [("receive", ["李押运", "王守库"])]
    assert told["ended_by"] == ["孙主考", "马副主考"]
    assert dt.datetime.fromisoformat(told["ended_at"]) == at(-10)


def test_the_seal_of_a_box_is_read_once_for_all_its_bags(opened: Papers) -> None:
    told = line(opened, "wang", BOX)

    assert (told["sort"], told["state"]) == ("box", "broken")
    assert [one["step"] for one in told["checks"]] == ["arrive", "load"]


def test_the_number_of_a_whole_seal_is_told_nobody_and_found_by_nobody(opened: Papers) -> None:
    whole = set(Seal.objects.filter(state="applied").values_list("number", flat=True))
    assert whole
    for who in ("wang", "bai", "sun"):
        answer = opened.world.client_of(who).get(f"{opened.world.api}/papers/seals/", {"limit": 500})
        assert not [number for number in whole if number in answer.content.decode()]
        assert not [number for number in whole if number in text(page(opened, who, "/papers/seals/"))]
        assert not [cell for row in rows(opened, who, "seals") for cell in row if cell in whole]
    assert register(opened, "wang", q="DRILL-seal-of-A1-v01-002-P")["total"] == 0
    assert register(opened, "wang", q=SEAL)["total"] == 1


def test_a_new_seal_names_the_two_who_applied_it_and_the_old_one_the_two_who_replaced_it(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-35))
    papers.rooms("issue")
    papers.world.move_to(at(-10))
    assert papers.rooms("open", only=["001"]).status_code == 200
    assert papers.rooms("open", material="cards").status_code == 200
    papers.world.move_to(at(155))
    papers.rooms("collect")
    papers.count()
    assert papers.rooms("accept").status_code == 200
    unopened = {f"DRILL-A1-v01-{room}-P": f"DRILL-seal-of-A1-v01-{room}-P" for room in ("002", "003")}
    seals = [{**scan, "was": unopened.get(scan["code"], "")} for scan in papers.new_seals()]
    assert papers.post("sun", "seal", second="ma", venue="v01", bags=seals).status_code == 200

    told = {one["state"]: one for one in register(papers, "wang", q="A1-v01-002-P")["seals"]}

    assert told["replaced"]["ended_by"] == told["applied"]["applied_by"] == ["孙主考", "马副主考"]
    assert (told["applied"]["number"], told["applied"]["checks"]) == ("", [])


def test_what_was_checked_on_the_road_is_for_the_few_and_for_those_who_signed(opened: Papers) -> None:
    def steps(who: str) -> list[str]:
        return [one["step"] for one in line(opened, who, BOX)["checks"]]

    assert steps("bai") == ["arrive", "load"]
    assert steps("sun") == ["arrive"]
    assert "何押运" not in text(page(opened, "sun", "/papers/seals/"))


@pytest.mark.parametrize(("who", "venues"), [("wang", {"v01", "v02"}), ("bai", {"v01", "v02"}), ("sun", {"v01"})])
def test_the_register_is_of_what_one_may_see(opened: Papers, who: str, venues: set[str]) -> None:
    seals = register(opened, who, limit=500)["seals"]

    assert {one["venue"] for one in seals} == venues
    assert register(opened, who)["total"] == len(seals)
    assert text(page(opened, who, "/papers/seals/")).count("data-thing=") == len(seals)


@pytest.mark.parametrize("who", ["zhao", "chen", "kong"])
def test_without_a_duty_on_papers_there_is_no_register(opened: Papers, who: str) -> None:
    answer = page(opened, who, "/papers/seals/")

    assert answer.status_code == 403
    assert CODE not in answer.content.decode()
    assert register(opened, who)["seals"] == []
    client = opened.world.client_of(who)
    assert client.get("/papers/export/seals.csv", {"exam": str(opened.world.exam.pk)}).status_code == 403


def test_another_county_has_no_such_register(opened: Papers) -> None:
    assert page(opened, "hu", "/papers/seals/").status_code in {403, 404}
    assert opened.world.client_of("hu").get(f"{opened.world.api}/papers/seals/").status_code == 404


def test_it_is_narrowed_and_searched(opened: Papers) -> None:
    bags, boxes = len(scans_of("A1")), 6

    assert register(opened, "wang")["total"] == bags + boxes
    assert register(opened, "wang", venue="v02")["total"] == 5 + 3
    assert register(opened, "wang", state="broken")["total"] == 3
    assert register(opened, "wang", session="A2")["total"] == 0
    shown = text(page(opened, "wang", f"/papers/seals/?q={CODE}"))
    assert (shown.count("data-thing="), "封签登记簿" in shown, "孙主考" in shown) == (1, True, True)
    assert "没有符合条件的封签" in text(page(opened, "wang", "/papers/seals/?q=nothing"))
    parts = [register(opened, "wang", start=start, limit=5)["seals"] for start in range(0, 20, 5)]
    assert [one for part in parts for one in part] == register(opened, "wang")["seals"]


def test_the_file_is_the_register(opened: Papers) -> None:
    table = rows(opened, "wang", "seals")

    assert len(table) == 2 + len(scans_of("A1")) + 6
    told = next(row for row in table if CODE in row)
    assert [cell for cell in ("封签拆除", SEAL, "李押运、王守库", "孙主考、马副主考") if cell not in told] == []
    assert len(rows(opened, "wang", "seals", venue="v02")) == 2 + 8


def test_more_seals_cost_no_more_reads(opened: Papers) -> None:
    def reads() -> int:
        with CaptureQueriesContext(connection) as told:
            register(opened, "wang", limit=500)
        return len(told.captured_queries)

    few = reads()
    load(opened.world, bags_of("A2"))

    assert reads() == few


def test_the_page_of_papers_leads_to_it(opened: Papers) -> None:
    assert "/papers/seals/" in text(page(opened, "wang", "/papers/"))
