"""A venue tells of its milestones: judged on exam time, early as wrong as late, corrected but never rewritten."""

from __future__ import annotations

from typing import Any

import pytest

from clocks.models import Clock
from tests.stages import stage
from tests.venues.builders import at, kinds_of, open_quiet_day, reach
from tests.world import World
from venues import services
from venues.models import Milestone, MilestoneTelling
from venues.states import Purpose


@stage
def day(world: World) -> World:
    open_quiet_day(world, "papers_opened", "start_bell", "papers_at_venue", "papers_collected")
    return world


def line(code: str, venue: str = "v01") -> Milestone:
    return Milestone.objects.get(venue__code=venue, code=code)


def test_one_tap_says_that_all_went_as_planned(day: World) -> None:
    day.move_to(at(-10))

    response = reach(day, "sun", "papers_opened")

    assert response.status_code == 200
    fact = response.json()["fact"]
    assert (fact["kind"], fact["venue"], fact["timing"], fact["seconds_off"]) == (
        "venues.milestone_reached",
        "v01",
        "on_time",
        0,
    )
    assert line("papers_opened").status == "reached"


@pytest.mark.parametrize(
    ("seconds", "timing"),
    [
        (-61, "early"),
        (-60, "on_time"),
        (-59, "on_time"),
        (59, "on_time"),
        (60, "on_time"),
        (61, "late"),
        (120, "late"),
        (121, "very_late"),
    ],
)
def test_a_bag_opened_beyond_its_minute_is_early_or_late(day: World, seconds: int, timing: str) -> None:
    day.move_to(at(-5))

    fact = reach(day, "sun", "papers_opened", reached_at=at(-10, seconds)).json()["fact"]

    assert (fact["timing"], fact["seconds_off"]) == (timing, seconds)


@pytest.mark.parametrize(("seconds", "timing"), [(-61, "early"), (-59, "on_time"), (59, "on_time"), (61, "late")])
def test_what_is_told_without_a_time_is_judged_by_the_exams_clock(day: World, seconds: int, timing: str) -> None:
    day.move_to(at(-10, seconds))

    assert reach(day, "sun", "papers_opened").json()["fact"]["timing"] == timing


def test_nobody_telling_is_late_at_the_tolerance_and_very_late_at_twice_that(day: World) -> None:
    day.move_to(at(-10, 59))
    assert ("milestone_missed", "papers_opened") not in kinds_of(day, "v01")

    day.move_to(at(-9))
    assert line("papers_opened").status == "late"

    day.move_to(at(-8, -1))
    assert line("papers_opened").status == "late"

    day.move_to(at(-8))
    assert line("papers_opened").status == "very_late"
    assert [told for told in kinds_of(day, "v01") if told[1] == "papers_opened"] == [
        ("milestone_missed", "papers_opened"),
        ("milestone_missed", "papers_opened"),
    ]


def test_what_was_told_is_not_missed(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened")

    day.move_to(at(0))

    assert [told for told in kinds_of(day, "v01") if told[1] == "papers_opened"] == [
        ("milestone_reached", "papers_opened")
    ]
    assert Clock.objects.get(subject=line("papers_opened").pk, purpose=Purpose.MILESTONE).status == "met"


def test_what_was_missed_can_still_be_told(day: World) -> None:
    day.move_to(at(-7))

    assert reach(day, "sun", "papers_opened").json()["fact"]["timing"] == "very_late"
    assert line("papers_opened").status == "reached"


def test_rooms_are_excepted_with_a_reason_and_catch_up(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened", except_rooms=[{"room": "002", "reason": "换封签"}])
    assert [one.room.number for one in line("papers_opened").exceptions.filter(caught_up_at=None)] == ["002"]

    day.move_to(at(-8))
    done = {"session": "A1", "milestone": "papers_opened", "room": "002"}
    client = day.client_of("sun")
    caught = client.post(f"{day.api}/venues/v01/milestones/catch-up/", done, content_type="application/json")
    again = client.post(f"{day.api}/venues/v01/milestones/catch-up/", done, content_type="application/json")

    assert caught.json()["fact"]["kind"] == "venues.room_caught_up"
    assert not line("papers_opened").exceptions.filter(caught_up_at=None).exists()
    assert again.json()["code"] == "room_unknown"


@pytest.mark.parametrize(
    ("milestone", "rooms", "code"),
    [
        ("papers_opened", [{"room": "777", "reason": "门锁"}], "room_unknown"),
        ("papers_opened", [{"room": "090", "reason": "候考区"}], "room_unknown"),
        ("papers_opened", [{"room": "002", "reason": "甲"}, {"room": "002", "reason": "乙"}], "room_unknown"),
        ("papers_opened", [{"room": "002", "reason": "  "}], "bad_input"),
        ("papers_opened", [{"room": "002", "reason": "考生 11010519491231002X 迟到"}], "id_number_written"),
        ("staff_on_post", [{"room": "002", "reason": "缺一人"}], "rooms_not_asked"),
    ],
)
def test_a_wrong_exception_refuses_the_whole(day: World, milestone: str, rooms: list[Any], code: str) -> None:
    day.move_to(at(-10))

    assert reach(day, "sun", milestone, except_rooms=rooms).json()["code"] == code
    assert line(milestone).status != "reached"


def test_a_milestone_is_told_once(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened")

    assert reach(day, "ma", "papers_opened").json()["code"] == "not_now"


@pytest.mark.parametrize("minutes", [1, -500])
def test_a_moment_to_come_or_of_another_day_is_a_slip_of_the_pen(day: World, minutes: int) -> None:
    day.move_to(at(-10))

    response = reach(day, "sun", "papers_opened", reached_at=at(-10 + minutes))

    assert response.json()["code"] == "moment_does_not_fit"


@pytest.mark.parametrize(
    ("who", "venue", "status", "code"),
    [
        ("tao", "v01", 403, "not_permitted"),
        ("sun", "v02", 403, "not_permitted"),
        ("sun", "v77", 403, "not_permitted"),
        ("zhao", "v01", 403, "not_permitted"),
        ("wang", "v01", 403, "not_permitted"),
        ("hu", "v01", 404, "not_there"),
    ],
)
def test_nobody_tells_for_a_venue_that_is_not_his(day: World, who: str, venue: str, status: int, code: str) -> None:
    day.move_to(at(-10))

    response = reach(day, who, "papers_opened", venue=venue)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Milestone.objects.filter(code="papers_opened", status="reached").exists()


@pytest.mark.parametrize(("who", "venue"), [("ma", "v01"), ("chen", "v01"), ("chen", "v02"), ("tao", "v02")])
def test_the_venues_people_tell_for_it_and_the_duty_desk_for_all(day: World, who: str, venue: str) -> None:
    day.move_to(at(-10))

    assert reach(day, who, "papers_opened", venue=venue).status_code == 200


@pytest.mark.parametrize("milestone", ["nowhere", "duty_opened", "rules_read"])
def test_what_is_demanded_of_nobody_cannot_be_told(day: World, milestone: str) -> None:
    day.move_to(at(-10))

    assert reach(day, "sun", milestone).json()["code"] == "not_there"


# Bells


def test_a_bell_is_told_to_the_second(day: World) -> None:
    day.move_to(at(1))

    assert reach(day, "sun", "start_bell").json()["code"] == "bell_needs_its_second"
    assert reach(day, "sun", "start_bell", reached_at=at(0, 4)).json()["fact"]["seconds_off"] == 4


@pytest.mark.parametrize(("seconds", "wrong"), [(-6, True), (-5, False), (0, False), (5, False), (6, True)])
def test_a_bell_off_by_more_than_five_seconds_is_a_fact_of_its_own(day: World, seconds: int, wrong: bool) -> None:
    day.move_to(at(0, 30))

    reach(day, "sun", "start_bell", reached_at=at(0, seconds))

    told = [fact for fact in day.facts() if fact.kind == "venues.bell_was_wrong"]
    assert [(fact.venue, fact.seconds_off, fact.rooms) for fact in told] == ([("v01", seconds, 3)] if wrong else [])  # type: ignore[attr-defined]


def test_a_venue_has_a_minute_to_tell_of_its_bell(day: World) -> None:
    day.move_to(at(1, -1))
    assert line("start_bell").status == "expected"

    day.move_to(at(1))
    assert line("start_bell").status == "late"


# Corrections


def correct(world: World, who: str, **given: Any) -> Any:
    told = {"session": "A1", "milestone": "papers_opened", **given}
    client = world.client_of(who)
    return client.post(f"{world.api}/venues/v01/milestones/correct/", told, content_type="application/json").json()


def test_a_wrong_time_is_corrected_and_the_first_stays_on_record(day: World) -> None:
    day.move_to(at(-10, 30))
    reach(day, "sun", "papers_opened")

    fact = correct(day, "sun", reached_at=at(-10), reason="按下晚了")["fact"]

    assert (fact["kind"], fact["seconds_off"]) == ("venues.milestone_corrected", 0)
    assert line("papers_opened").seconds_off == 0
    told = MilestoneTelling.objects.filter(milestone=line("papers_opened")).order_by("at")
    assert [(one.seconds_off, one.corrects, one.reason) for one in told] == [
        (30, False, ""),
        (0, True, "按下晚了"),
    ]


def test_a_tap_on_the_wrong_line_is_taken_back_and_the_clock_runs_again(day: World) -> None:
    day.move_to(at(-11))
    reach(day, "sun", "papers_opened")

    correct(day, "sun", reached_at=None, reason="点错了")
    assert line("papers_opened").status == "expected"

    day.move_to(at(-9))
    assert line("papers_opened").status == "late"


@pytest.mark.parametrize(
    ("who", "reason", "code"),
    [("sun", " ", "bad_input"), ("tao", "点错了", "not_permitted"), ("hu", "点错了", "not_there")],
)
def test_a_correction_takes_a_reason_and_the_venues_own_people(day: World, who: str, reason: str, code: str) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened")

    assert correct(day, who, reached_at=None, reason=reason)["code"] == code
    assert line("papers_opened").status == "reached"


def test_what_was_never_told_cannot_be_corrected(day: World) -> None:
    day.move_to(at(-10))

    assert correct(day, "sun", reached_at=at(-10), reason="补记")["code"] == "not_now"


# The papers' way


def test_what_tells_where_papers_are_is_never_a_fact_for_the_wall(day: World) -> None:
    day.move_to(at(-120))

    reach(day, "sun", "papers_at_venue")

    told = [fact for fact in day.facts() if getattr(fact, "milestone", "") in {"papers_at_venue", "papers_collected"}]
    assert {fact.kind for fact in told} == {"venues.paper_milestone_reached", "venues.paper_milestone_missed"}
    assert {fact.audience for fact in told} == {"escort"}


def test_a_late_start_is_feared_when_bags_are_not_issued_ten_minutes_before(day: World) -> None:
    day.move_to(at(-20))
    reach(day, "sun", "bags_issued")

    day.move_to(at(-10))

    feared = [fact for fact in day.facts() if fact.kind == "venues.late_start_feared"]
    assert [fact.venue for fact in feared] == ["v02"]  # type: ignore[attr-defined]


def test_a_clock_that_ran_out_while_somebody_told_changes_nothing(day: World) -> None:
    day.move_to(at(-30))
    reach(day, "sun", "bags_issued")
    asked = day.asked(exam_id=day.exam.pk)
    again = day.asked(exam_id=day.exam.pk)

    assert services.miss_milestone(asked, milestone_id=line("bags_issued").pk, rung=0) is None
    assert services.fear_late_start(again, milestone_id=line("bags_issued").pk) is None
    assert line("bags_issued").status == "reached"
