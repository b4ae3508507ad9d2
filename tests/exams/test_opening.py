"""An exam is opened out of the catalogue, and keeps what it was made with."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from exams.models import Exam, MilestonePlan, Session
from exams.selectors.sessions import rules_of
from tests.exams.builders import make_drill, open_exam
from tests.world import LINHE, World

GAOKAO = {
    "code": "gk2025",
    "name": "2025年普通高考",
    "preset": "hubei",
    "tables": ["gaokao_2025_312"],
    "first_day": "2025-06-07",
}


def opened(world: World, who: str = "kong", **told: Any) -> Any:
    return world.client_of(who).post("/api/exams/", {**GAOKAO, **told}, content_type="application/json")


def test_the_exam_office_opens_an_exam_whose_log_begins_with_it(world: World) -> None:
    answer = opened(world).json()

    exam = UUID(answer["fact"]["exam"])
    assert answer["fact"]["kind"] == "exams.exam_opened"
    assert world.history(exam) == ["exams.exam_opened"]
    assert world.standing_history() == []
    assert Exam.objects.get(pk=exam).scope == LINHE


def test_a_repeated_request_means_the_same_exam(world: World) -> None:
    client, act = world.client_of("kong"), str(uuid4())

    first = client.post("/api/exams/", GAOKAO, content_type="application/json", headers={"Act-Id": act})
    again = client.post("/api/exams/", GAOKAO, content_type="application/json", headers={"Act-Id": act})

    assert first.json() == again.json()
    assert Exam.objects.count() == 1


def test_a_county_has_each_code_once(world: World) -> None:
    opened(world)

    refused = opened(world, name="又一次")

    assert refused.status_code == 409
    assert refused.json()["code"] == "exam_code_taken"


@pytest.mark.parametrize("who", ["chen", "sun", "zhao"])
def test_who_runs_no_exams_opens_none(world: World, who: str) -> None:
    assert opened(world, who).json()["code"] == "not_permitted"
    assert Exam.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "field"),
    [({"preset": "atlantis"}, "preset"), ({"tables": ["never"]}, "tables"), ({"tables": []}, "tables")],
)
def test_an_unknown_preset_or_table_is_named(world: World, told: dict[str, Any], field: str) -> None:
    refused = opened(world, **told)

    assert refused.status_code == 400
    assert refused.json()["code"] == "bad_input"
    assert field in refused.json()["detail"]["fields"]


def test_two_tables_that_share_a_session_do_not_fit(world: World) -> None:
    refused = opened(world, tables=["gaokao_2025_312", "traditional"])

    assert refused.json()["code"] == "sessions_do_not_fit"
    assert refused.json()["detail"] == {"sessions": ["A1", "A2", "B1", "B2"]}


def test_a_minority_language_day_is_laid_onto_a_table(world: World) -> None:
    exam = opened(world, tables=["gaokao_2025_312", "minority_language_day"]).json()["fact"]["exam"]

    sessions = world.client_of("chen").get(f"/api/exams/{exam}/sessions/").json()

    assert [session["code"] for session in sessions] == ["A1", "A2", "B1", "B2", "C1", "C2", "C3", "C4", "M1"]


def test_another_county_sees_neither_the_exam_nor_that_it_is_there(world: World) -> None:
    exam = open_exam(world)
    hu = world.client_of("hu")

    assert hu.get("/api/exams/").json() == []
    for address in ("", "sessions/", "sessions/A1/", "timeline/", "departures/"):
        assert hu.get(f"/api/exams/{exam.pk}/{address}").json()["code"] == "not_there"
    assert hu.post(f"/api/exams/{exam.pk}/close/", content_type="application/json").status_code == 404
    assert hu.post(f"/api/exams/{exam.pk}/drills/", content_type="application/json").status_code == 404


def test_a_stranger_is_told_nothing(world: World) -> None:
    assert Client().get("/api/exams/").status_code == 401


def test_the_list_narrows_by_kind(world: World) -> None:
    real = open_exam(world)
    drill = make_drill(world, real)
    chen = world.client_of("chen")

    assert {one["id"] for one in chen.get("/api/exams/").json()} == {str(real.pk), str(drill.pk)}
    assert [one["id"] for one in chen.get("/api/exams/?kind=drill").json()] == [str(drill.pk)]
    assert [one["preset"] for one in chen.get("/api/exams/?kind=real").json()] == ["ministry"]


def test_the_catalogue_names_four_presets_and_four_tables(world: World) -> None:
    told = world.client_of("kong").get("/api/exams/catalogue/").json()

    assert [preset["code"] for preset in told["presets"]] == ["hainan", "hubei", "jiangsu", "ministry"]
    assert [table["code"] for table in told["tables"]] == [
        "gaokao_2025_312",
        "minority_language_day",
        "three_plus_three",
        "traditional",
    ]


def test_an_exam_keeps_its_rules_when_the_catalogue_changes(world: World) -> None:
    exam = open_exam(world, preset="jiangsu")

    kept = Exam.objects.get(pk=exam.pk)

    assert (kept.preset_code, kept.preset_version) == ("jiangsu", 1)
    assert rules_of(kept).early_leave.earliest is None
    assert rules_of(kept).vault.patrol_every.total_seconds() == 1800


def test_a_real_exam_is_closed_after_its_last_session_only(world: World) -> None:
    over = open_exam(world)
    coming = open_exam(world, code="gk2999", first_day=dt.date(2999, 6, 7))
    kong = world.client_of("kong")

    assert (
        kong.post(f"/api/exams/{coming.pk}/close/", content_type="application/json").json()["code"]
        == "sessions_not_over"
    )
    assert kong.post(f"/api/exams/{over.pk}/close/", content_type="application/json").status_code == 200
    assert kong.post(f"/api/exams/{over.pk}/close/", content_type="application/json").json()["code"] == "not_now"
    assert world.history(over.pk) == ["exams.exam_opened", "exams.exam_closed"]


def test_a_session_tells_its_minute_table_in_order(world: World) -> None:
    exam = open_exam(world)

    told = world.client_of("chen").get(f"/api/exams/{exam.pk}/sessions/A1/").json()

    planned = [line["planned_at"] for line in told["plan"]]
    assert planned == sorted(planned)
    assert [line["number"] for line in told["plan"] if line["number"]] == [*range(1, 17)]
    assert [line["report"] for line in told["plan"] if line["report"]] == ["R0", "R1", "R2"]
    assert Session.objects.count() == 8
    assert MilestonePlan.objects.filter(session__code="A1").count() == len(told["plan"])
