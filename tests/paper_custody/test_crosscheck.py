"""Heads of the report, heads of the rooms, answer sheets back: one that is off by one is named (E9)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.paper_custody.builders import Papers
from tests.paper_custody.test_blind_counts import collected

__all__ = ["collected"]
# One absent in each of the three rooms of v01, which seat 88.
HEADS = {"present": 85, "absent": 3}
REPORT = {
    "late_admitted": 0, "late_refused": 0, "violations": 0, "malpractice": 0, "disorder": 0, "staff_violations": 0,
    "spare_rooms": 0, "spare_papers": 0, "spare_cards": 0, "ill_on_site": 0, "ill_to_hospital": 0,
    "equipment_faults": 0, "early_left": 0, "counts_balanced": True, "signed_on_paper": True,
}  # fmt: skip


def report(papers: Papers, **heads: int) -> None:
    """Sun sends the report of the session."""
    given: dict[str, Any] = {"session": "A1", "kind": "R2", "nil": False, "entered": {**REPORT, **HEADS, **heads}}
    if sum({**HEADS, **heads}.values()) != sum(HEADS.values()):
        given["difference_reason"] = "复核中"
    path = f"{papers.world.api}/venues/v01/reports/"
    assert papers.world.client_of("sun").post(path, given).status_code == 200


def off(papers: Papers, who: str = "bai") -> Any:
    lines = papers.world.client_of(who).get(f"{papers.world.api}/papers/lines/?venue=v01&session=A1").json()
    return [line["off"] for line in lines]


def open_venues(papers: Papers) -> None:
    """The venues' day is laid out, with the reports that they owe."""
    opened = papers.world.client_of("bai").post(f"{papers.world.api}/sessions/A1/open-venues/")
    assert opened.status_code == 200


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("wrong", ["report", "rooms", "sheets"])
def test_the_one_that_is_off_by_one_is_named(collected: Papers, wrong: str, by: int) -> None:
    open_venues(collected)
    heads = {"present": HEADS["present"] + by} if wrong == "report" else {}
    cards: dict[str, Any] = {"material": "cards"}
    if wrong == "rooms":
        # The first room seats 30 and one is absent: 29 sheets come back, and one more or less is told present.
        cards |= {"present": 29 + by, "used_by_present": 29}
    if wrong == "sheets":
        cards |= {"used_by_present": 29 + by}
    report(collected, **heads)
    assert off(collected) == [[]]

    collected.count(**(cards if wrong != "report" else {}))

    assert off(collected) == [[wrong]]
    shown = collected.world.client_of("sun").get(f"/venue/v01/papers/?exam={collected.world.exam.pk}&session=A1")
    text = shown.content.decode()
    assert f'data-source="{wrong}" data-off' in text
    assert text.count("data-off") == 1


def test_when_all_is_right_nothing_is_named(collected: Papers) -> None:
    open_venues(collected)
    report(collected)
    collected.count()

    assert off(collected) == [[]]
    shown = collected.world.client_of("bai").get(f"/venue/v01/papers/?exam={collected.world.exam.pk}&session=A1")
    assert "一致" in shown.content.decode()


def test_nothing_of_the_rooms_is_told_while_one_waits_for_its_second_count(collected: Papers) -> None:
    open_venues(collected)
    report(collected, present=84, absent=4)
    collected.count_alone("sun")
    collected.count_alone_in("ma", "001", "002")
    shown = collected.world.client_of("ma").get(f"/venue/v01/papers/?exam={collected.world.exam.pk}&session=A1")

    assert off(collected) == [[]]
    assert 'data-source="rooms"' not in shown.content.decode()
