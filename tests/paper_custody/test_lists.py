"""A county's list of bags: loaded whole, read again, and never against what was received."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.errors import BagHasMoved, BagListWrong
from paper_custody.models import Bag, Container, Seal
from paper_custody.selectors import paper_state_of_venues, papers_in_county
from paper_custody.services import BagGiven
from paper_custody.states import BagStatus, Node
from tests.paper_custody.builders import bags_of, load, with_bags
from tests.world import World


def test_a_list_brings_bags_in_boxes_under_seals(world: World) -> None:
    with_bags(world)

    (bag,) = Bag.objects.filter(code="DRILL-A1-v01-001-P").values_list(
        "status", "node", "nominal", "venue__code", "room__number", "container__code"
    )
    assert bag == (BagStatus.REGISTERED, Node.N1_PROVINCE, 30, "v01", "001", "DRILL-A1-v01-BXP")
    assert Bag.objects.count() == 12
    assert Container.objects.count() == 6
    assert Seal.objects.count() == 18


def test_the_same_list_again_changes_nothing(world: World) -> None:
    with_bags(world)

    done = load(world, bags_of("A1"))

    assert (done.new, done.changed, done.same) == (0, 0, 12)


def test_a_newer_list_changes_what_differs_and_keeps_what_it_leaves_out(world: World) -> None:
    with_bags(world)
    first, second, *others = bags_of("A1")

    done = load(world, [replace(first, nominal=31), replace(second, seal="DRILL-new"), *others[:-1]])

    assert (done.new, done.changed, done.same) == (0, 2, 9)
    assert Bag.objects.get(code=first.code).nominal == 31
    assert Seal.objects.get(bag__code=second.code).number == "DRILL-new"
    assert Bag.objects.count() == 12


@pytest.mark.parametrize("change", [{"nominal": 31}, {"seal": "DRILL-other"}])
def test_a_list_changes_nothing_that_was_received(world: World, change: dict[str, Any]) -> None:
    with_bags(world)
    Bag.objects.update(status=BagStatus.SEALED, node=Node.N3_RECEIPT)
    first, *others = bags_of("A1")

    with pytest.raises(BagHasMoved):
        load(world, [replace(first, **change), *others])

    assert load(world, bags_of("A1")).same == 12


def test_a_list_changes_no_seal_of_a_box_of_which_a_bag_was_received(world: World) -> None:
    with_bags(world)
    first = bags_of("A1")[0]
    Bag.objects.filter(code=first.code).update(status=BagStatus.SEALED, node=Node.N3_RECEIPT)

    with pytest.raises(BagHasMoved):
        load(world, [replace(row, box_seal="DRILL-other") if row.box == first.box else row for row in bags_of("A1")])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code": "DRILL-A1-v01-001-C"}, "bag_twice"),
        ({"seal": "DRILL-seal-of-A1-v01-001-C"}, "seal_twice"),
        ({"box": "DRILL-A1-v01-001-C", "box_seal": ""}, "box_has_the_code_of_a_bag"),
        ({"code": "A1-v01-001-P"}, "drill_mark"),
        ({"seal": "S-1"}, "drill_mark"),
        ({"nominal": 0}, "nominal"),
        ({"box": "DRILL-A1-v02-BXP", "box_seal": ""}, "box_of_another_venue_or_session"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused_whole(world: World, change: dict[str, Any], why: str) -> None:
    with_bags(world)
    first, *others = bags_of("A1")

    with pytest.raises(BagListWrong) as refused:
        load(world, [*others, replace(first, **change)])

    assert refused.value.detail["why"] == why


def test_a_real_exam_takes_no_bag_that_is_marked_as_a_drills(world: World) -> None:
    with_bags(world)

    with pytest.raises(BagListWrong):
        load(world, bags_of("A1"), exam=world.real)

    assert load(world, bags_of("A1", mark=""), exam=world.real).new == 12


def test_a_longer_list_takes_no_more_statements(world: World) -> None:
    with_bags(world)

    def statements(rows: list[BagGiven]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            load(world, rows)
        return len(captured)

    one, many = statements(bags_of("A2")[:1]), statements(bags_of("A2")[1:])

    assert many <= one


def test_papers_are_in_the_county_from_receipt_until_they_are_handed_on(world: World) -> None:
    with_bags(world)
    assert not papers_in_county(world.exam.pk)
    assert paper_state_of_venues(world.exam.pk) == {"v01": "pending", "v02": "pending"}

    Bag.objects.filter(venue__code="v01").update(node=Node.N13_ANSWER_STORE, status=BagStatus.ANSWERS_STORED)
    assert papers_in_county(world.exam.pk)

    Bag.objects.filter(venue__code="v01").update(node=Node.N14_HANDED_ON, status=BagStatus.HANDED_ON)
    assert not papers_in_county(world.exam.pk)
