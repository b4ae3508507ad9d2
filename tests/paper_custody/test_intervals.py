"""Whose hands a bag is in, from end to end: by what people signed, and not one second without."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.act import Asked
from paper_custody import services
from paper_custody.models import Bag
from paper_custody.selectors.intervals import custody_of, gap_meter
from paper_custody.states import Aboard, Batch, Duty, Run, Scan, Step
from paper_custody.states.custody import Gap, Interval, Signed, intervals_of
from tests.paper_custody.builders import RIDING, Papers, bags_of, load, scans_of
from tests.venues.builders import at

CODE = "DRILL-A1-v01-001-P"
WANG, LI, QIN, SUN, MA = (uuid4() for _ in range(5))


def page(papers: Papers, who: str, path: str) -> Any:
    return papers.world.client_of(who).get(f"{path}?exam={papers.world.exam.pk}")


def a_day() -> list[Signed]:
    """A bag's day as it was signed: a minute between any two signings."""
    ways: list[tuple[Step, str, Any, Any]] = [
        (Step.RECEIVE, "N3", LI, WANG),
        (Step.STORE, "N4", None, WANG),
        (Step.LOAD, "N5", WANG, LI),
        (Step.HAND_OVER, "N6", LI, MA),
        (Step.ISOLATE, "N6", None, WANG),
        (Step.RELEASE, "N6", None, WANG),
        (Step.ARRIVE, "N7", MA, QIN),
        (Step.ISSUE, "N8", None, SUN),
        (Step.OPEN, "N9", None, SUN),
        (Step.COLLECT, "N10", None, SUN),
        (Step.ACCEPT, "N11", None, SUN),
        (Step.SEAL, "N11", None, SUN),
        (Step.RETURN, "N12", SUN, LI),
        (Step.STORE_ANSWERS, "N13", LI, WANG),
        (Step.HAND_ON, "N14", WANG, LI),
    ]
    return [
        Signed(step, node, at(minute), keeper=keeper, other=MA, entry=uuid4(), giver=giver)
        for minute, (step, node, giver, keeper) in enumerate(ways)
    ]


def tiles(found: list[Interval]) -> bool:
    return all(one.ends_at == after.starts_at for one, after in pairwise(found))


def test_a_whole_day_has_no_gap_and_no_overlap() -> None:
    found = intervals_of(a_day(), until=at(500))

    assert tiles(found)
    assert sum(one.seconds for one in found) == 14 * 60
    assert [(one.gap, one.overlap) for one in found if one.gap or one.overlap] == []


# Whatever a bag cannot do without; a change of hands, and being locked and let go, may have been or not.
@pytest.mark.parametrize("lost", [0, 2, 4, 6, 7, 9, 10, 11, 12, 13])
def test_a_signing_that_is_lost_leaves_a_gap_where_it_was(lost: int) -> None:
    day = a_day()
    without = [one for number, one in enumerate(day) if number != lost]

    found = intervals_of(without, until=at(500))

    assert [one.gap for one in found if one.gap] == [Gap.UNSIGNED]
    assert next(one for one in found if one.gap).ends_at == day[lost + 1].moment
    assert tiles(found)


def test_on_the_road_whoever_gives_must_have_signed_for_it() -> None:
    day = a_day()
    day[6] = replace(day[6], giver=LI)

    assert [one.gap for one in intervals_of(day, until=at(500)) if one.gap] == [Gap.OTHER_HANDS]


def test_a_bag_that_is_said_to_be_elsewhere_has_a_gap_until_now() -> None:
    found = intervals_of(a_day()[:8], until=at(60), node="N10")

    assert [(one.gap, one.ends_at) for one in found if one.gap] == [(Gap.ELSEWHERE, at(60))]
    assert not [one for one in intervals_of(a_day()[:3], until=at(60), node="N6") if one.gap]


def test_what_is_entered_afterwards_overlaps_and_counts_once() -> None:
    day = a_day()
    day[8] = replace(day[8], moment=at(5))

    found = intervals_of(day, until=at(500))

    assert [one.overlap for one in found if one.overlap] == [120.0]
    assert tiles(found)
    assert sum(one.seconds for one in found) == 14 * 60


def test_the_page_of_a_bag_tells_whose_hands_it_was_in(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-10))

    kept = custody_of(papers.world.exam, CODE, papers.world.actor("wang"))
    text = page(papers, "wang", f"/papers/bag/{CODE}/").content.decode()

    assert [(one.place, one.step, one.people[0]) for one in kept] == [
        ("vault", "receive", "王守库"),
        ("vault", "store", "王守库"),
        ("road", "load", "李押运"),
        ("venue", "arrive", "秦保管"),
    ]
    assert [one.where for one in kept][1:3] == ["CAB-1 DRILL-A1-v01-BXP", "CAR-v01 DRILL-A1-v01-BXP"]
    assert kept[-1].ends_at == papers.world.exam_now
    assert 'class="custody-strip"' in text
    assert "style=" not in text.split('class="custody-strip"')[1].split("</svg>")[0]


def test_a_venue_sees_neither_who_drove_nor_when_it_began(papers: Papers) -> None:
    papers.to_the_venue()

    kept = custody_of(papers.world.exam, CODE, papers.world.actor("sun"))

    assert [(one.place, one.people) for one in kept][1:] == [("hidden", ()), ("venue", ("秦保管",))]
    assert "CAR-v01" not in page(papers, "sun", f"/papers/bag/{CODE}/").content.decode()
    assert all(one.ends_at == after.starts_at for one, after in pairwise(kept))


def test_the_gap_meter_counts_the_seconds_without(papers: Papers) -> None:
    world = papers.world
    papers.to_the_venue()
    world.move_to(at(-10))
    assert [(one.session, one.bags, one.without) for one in gap_meter(world.exam, world.actor("wang"))] == [
        ("A1", 12, 0.0)
    ]

    Bag.objects.filter(code=CODE).update(node="N10")
    papers.rooms("issue", only=["002"])
    (meter,) = gap_meter(world.exam, world.actor("wang"))

    assert meter.codes == (CODE,)
    assert meter.without > 0
    assert CODE in page(papers, "wang", "/papers/gaps/").content.decode()


def test_the_gap_meter_is_of_the_bags_in_sight(papers: Papers) -> None:
    papers.in_the_vault()

    assert [one.bags for one in gap_meter(papers.world.exam, papers.world.actor("tao"))] == [5]
    assert page(papers, "zhao", "/papers/gaps/").status_code == 403
    assert page(papers, "hu", "/papers/gaps/").status_code == 404
    assert page(papers, "hu", f"/papers/bag/{CODE}/").status_code == 404


def test_the_gap_meter_costs_the_same_however_many_bags_there_are(papers: Papers) -> None:
    papers.in_the_vault()
    actor = papers.world.actor("wang")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            gap_meter(papers.world.exam, actor)
        return len(captured)

    few = statements()
    load(papers.world, bags_of("A2"))
    papers.in_the_vault("A2")

    assert statements() == few <= 3


class Story:
    """A bag's random way, through the acts themselves: who gives, who takes, packed into boxes or read one by one."""

    def __init__(self, papers: Papers) -> None:
        self.papers, self.world = papers, papers.world
        self.holder = "li"

    def asked(self, who: str) -> Asked:
        return self.world.asked(who, exam_id=self.world.exam.pk)

    def proved(self, who: str) -> Any:
        return replace(self.world.actor(who), proved_by="password")

    def batch(self, boxed: bool) -> Batch:
        if not boxed:
            return Batch([Scan(**scan) for scan in scans_of("A1", "v01")])
        boxes = [f"A1-v01-BX{letter}" for letter in "PCS"]
        return Batch([Scan(f"DRILL-{box}", f"DRILL-seal-of-{box}") for box in boxes])

    def to_the_road(self, *, boxed: bool) -> None:
        run = Run(vehicle="CAR-v01", crew=[Aboard(who, Duty(duty)) for who, duty in RIDING["v01"]])
        sessions, batch = ["A1"], self.batch(boxed)
        services.load(
            self.asked("wang"), receiver=self.proved("li"), venue="v01", sessions=sessions, batch=batch, run=run
        )

    def change(self, *, boxed: bool) -> None:
        to = {"li": "he", "he": "li"}[self.holder]
        services.hand_over(self.asked(self.holder), receiver=self.proved(to), batch=self.batch(boxed))
        self.holder = to

    def lock(self, *, boxed: bool) -> None:
        services.isolate(self.asked("li"), second=self.proved("he"), codes=[CODE], reason="查看")
        services.release(self.asked("li"), approver=self.proved("bai"), codes=[CODE], reason="无异常")

    def arrive(self, *, boxed: bool) -> None:
        batch = self.batch(boxed)
        services.arrive(self.asked("qin"), giver=self.proved(self.holder), venue="v01", batch=batch)


STEPS = st.lists(st.tuples(st.sampled_from(["change", "lock"]), st.booleans(), st.integers(0, 120)), max_size=5)
SHORT = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def intervals_tile(papers: Papers, steps: list[tuple[str, bool, int]]) -> None:
    """Live through it, and put everything back."""
    before = transaction.savepoint()
    story, world = Story(papers), papers.world
    begin = world.exam_now
    for step, boxed, seconds in [("to_the_road", True, 60), *steps, ("arrive", bool(len(steps) % 2), 60)]:
        getattr(story, step)(boxed=boxed)
        world.fast_forward(seconds=seconds)
    actor = world.actor("wang")
    for code in Bag.objects.filter(venue__code="v01").values_list("code", flat=True):
        kept = custody_of(world.exam, code, actor)
        assert all(one.ends_at == after.starts_at for one, after in pairwise(kept))
        assert kept[-1].ends_at == world.exam_now
        lived = sum((one.ends_at - one.starts_at for one in kept), dt.timedelta())
        assert lived == world.exam_now - kept[0].starts_at
        assert kept[0].starts_at <= begin
    assert [one.without for one in gap_meter(world.exam, actor)] == [0.0]
    transaction.savepoint_rollback(before)


@given(steps=STEPS)
@SHORT
def test_random_histories_tile_a_bags_life(papers: Papers, steps: list[tuple[str, bool, int]]) -> None:
    if Bag.objects.filter(status="in_vault").count() == 0:
        papers.in_the_vault()
    intervals_tile(papers, steps)


@pytest.mark.long
@given(steps=STEPS)
@settings(SHORT, max_examples=200)
def test_many_random_histories_tile_a_bags_life(papers: Papers, steps: list[tuple[str, bool, int]]) -> None:
    if Bag.objects.filter(status="in_vault").count() == 0:
        papers.in_the_vault()
    intervals_tile(papers, steps)


def test_a_delivery_of_another_session_begins_no_life_here(papers: Papers) -> None:
    world = papers.world
    load(world, bags_of("A2"))
    papers.in_the_vault()

    assert [(one.session, one.bags) for one in gap_meter(world.exam, world.actor("wang"))] == [("A1", 12), ("A2", 0)]
