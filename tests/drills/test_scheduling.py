"""A drill is scheduled on a page and begins by itself, once."""

from __future__ import annotations

import datetime as dt

import pytest

from drills.models import Drill
from drills.tasks import begin_due_drills
from exams.models import Exam
from kernel.time import now
from tests.world import World


def schedule(world: World, person: str, **changed: object) -> dict[str, object]:
    given = {"real": str(world.real.pk), "name": "第三轮实战", "form": "full",
             "begins_at": (now() + dt.timedelta(minutes=1)).isoformat(), "rate": 20, **changed}  # fmt: skip
    answer: dict[str, object] = world.client_of(person).post("/api/drills/", given).json()
    return answer


def its_time_comes() -> None:
    Drill.objects.update(begins_at=now() - dt.timedelta(seconds=1))


def test_a_scheduled_drill_begins_at_its_time_and_only_once(world: World) -> None:
    schedule(world, "bai")
    assert begin_due_drills() == 0

    its_time_comes()
    assert begin_due_drills() == 1
    assert begin_due_drills() == 0

    drill = Drill.objects.get()
    assert drill.exam is not None
    assert (drill.exam.kind, drill.exam.name, drill.exam.timeline.state, drill.exam.timeline.rate) == (
        "drill", "第三轮实战", "running", 20,
    )  # fmt: skip
    assert world.standing_history() == ["drills.drill_scheduled", "drills.drill_begun"]


def test_a_begin_cut_short_goes_on_with_the_same_exam(world: World) -> None:
    schedule(world, "bai")
    its_time_comes()
    begin_due_drills()
    Drill.objects.update(status="scheduled", exam=None)

    begin_due_drills()

    assert Exam.objects.filter(kind="drill").count() == 2  # the world's own, and this one


@pytest.mark.parametrize("person", ["hu", "zhao", "sun"])
def test_only_those_who_run_drills_of_the_county_schedule_one(world: World, person: str) -> None:
    assert schedule(world, person)["code"] in {"not_permitted", "not_there"}
    assert not Drill.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"begins_at": "2020-01-01T00:00:00+08:00"}, "drill_in_the_past"),
        ({"rate": 61}, "rate_out_of_range"),
        ({"rate": 0}, "rate_out_of_range"),
        ({"form": "party"}, "bad_input"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(world: World, changed: dict[str, object], code: str) -> None:
    assert schedule(world, "bai", **changed)["code"] == code
    assert not Drill.objects.exists()


def test_a_drill_of_a_drill_is_refused(world: World) -> None:
    assert schedule(world, "bai", real=str(world.exam.pk))["code"] == "not_there"


def test_a_drill_called_off_does_not_begin(world: World) -> None:
    schedule(world, "bai")
    drill = Drill.objects.get()
    assert world.client_of("hu").post(f"/api/drills/{drill.pk}/call-off/").status_code in {403, 404}

    assert world.client_of("bai").post(f"/api/drills/{drill.pk}/call-off/").status_code == 200
    its_time_comes()

    assert begin_due_drills() == 0
    assert world.client_of("bai").post(f"/api/drills/{drill.pk}/call-off/").json()["code"] == "not_now"


def test_the_page_shows_what_is_scheduled(world: World) -> None:
    schedule(world, "bai")

    page = world.client_of("bai").get("/drills/").content.decode()

    assert "第三轮实战" in page
    assert world.client_of("zhao").get("/drills/").status_code == 403
    assert "第三轮实战" not in world.client_of("hu").get("/drills/").content.decode()
