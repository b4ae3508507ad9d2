"""Real time passes: blue before an action is due, red from then on, each told once."""

from __future__ import annotations

from clocks.models import Clock
from supervision.states import Purpose
from tests.incidents.builders import done
from tests.supervision.builders import Register, later


def tones(register: Register) -> list[str]:
    return [one["tone"] for one in register.get("bai").json()]


def test_its_deadline_is_in_real_time_and_of_no_exam(register: Register) -> None:
    listed = register.learnt()

    [clock] = Clock.objects.filter(subject=listed.now().pk)
    assert (clock.purpose, clock.exam_id) == (Purpose.ASSIGN, None)
    assert clock.due_at == listed.now().assign_by

    register.world.fast_forward(hours=100)  # the drill's clock moves; this one does not

    assert listed.told()["tone"] == "calm"
    assert listed.lines() == ["raised"]


def test_a_lesson_that_nobody_assigns_is_on_the_red_list_after_three_days(register: Register) -> None:
    listed = register.learnt()

    listed.time_passes(days=2.99)
    assert tones(register) == ["calm"]

    listed.time_passes(days=0.02)
    assert tones(register) == ["overdue"]
    assert listed.lines() == ["raised", "overdue"]


def test_blue_comes_three_days_before_and_red_at_the_moment(register: Register) -> None:
    listed = register.assigned(days=10)

    listed.time_passes(days=6.9)
    assert tones(register) == ["calm"]

    listed.time_passes(days=0.2)
    assert tones(register) == ["near"]
    assert listed.lines() == ["raised", "assigned", "near"]

    listed.time_passes(days=2.8)
    assert tones(register) == ["near"]

    listed.time_passes(days=0.2)
    assert tones(register) == ["overdue"]
    assert listed.lines() == ["raised", "assigned", "near", "overdue"]


def test_the_next_rung_hears_of_it_a_day_later_and_nobody_twice(register: Register) -> None:
    listed = register.assigned(days=1)
    listed.time_passes(days=1.01)
    listed.time_passes(days=0.5)
    rungs = list(listed.now().lines.filter(kind="overdue").values_list("code", flat=True))
    assert rungs == ["duty_officer"]

    listed.time_passes(days=0.6)
    listed.time_passes(days=30)

    rungs = list(listed.now().lines.filter(kind="overdue").order_by("at").values_list("code", flat=True))
    assert rungs == ["duty_officer", "district_chief"]


def test_what_was_reported_done_in_time_is_never_red(register: Register) -> None:
    listed = register.assigned(days=10)
    done(listed.post("jin", "done", words="已整改"))

    listed.time_passes(days=30)

    assert tones(register) == ["calm"]
    assert listed.lines() == ["raised", "assigned", "done"]


def test_red_stands_above_blue_and_the_longest_overdue_at_the_top(register: Register) -> None:
    near, red, redder, calm = (register.assigned(f"事项{n}", days=10) for n in range(4))
    near.time_passes(days=8)
    red.time_passes(days=11)
    redder.time_passes(days=15)

    listed = register.get("bai").json()

    assert [one["number"] for one in listed] == [redder.number, red.number, near.number, calm.number]
    assert [one["number"] for one in register.get("bai", state="red").json()] == [redder.number, red.number]
    assert [one["number"] for one in register.get("bai", state="near").json()] == [near.number]


def test_more_time_takes_it_off_the_red_list(register: Register) -> None:
    listed = register.assigned(days=10)
    listed.time_passes(days=11)

    done(listed.post("bai", "extend", due_at=later(9), words="汛期", approver=register.world.second("guo")))

    assert tones(register) == ["calm"]
