"""A departure from the published procedure is recorded with a reason and somebody else's approval."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from exams.models import Departure, Exam
from journal.audit import differences
from tests.exams.builders import open_exam
from tests.stages import stage
from tests.world import World

TOLD = {
    "session": "A1",
    "step": "candidates_enter",
    "planned": "08:30",
    "done": "08:20",
    "reason": "暴雨，考生提前入场",
    "document": "豫教考〔2025〕9号",
}


@stage
def exam(world: World) -> Exam:
    return open_exam(world)


def recorded(world: World, exam: Exam, *, who: str = "kong", approver: str = "guo", **told: Any) -> Any:
    given = {**TOLD, **told, "approver": world.second(approver)}
    return world.client_of(who).post(f"/api/exams/{exam.pk}/departures/", given, content_type="application/json")


def test_a_departure_is_a_fact_and_reports_print_it(world: World, exam: Exam) -> None:
    fact = recorded(world, exam).json()["fact"]

    assert (fact["kind"], fact["session"], fact["step"]) == ("exams.departure_recorded", "A1", "candidates_enter")
    told = world.client_of("chen").get(f"/api/exams/{exam.pk}/departures/").json()
    assert [(one["session"], one["done"], one["approver"]) for one in told] == [("A1", "08:20", "郭主任")]


def test_it_may_be_about_no_session(world: World, exam: Exam) -> None:
    recorded(world, exam, session="")

    told = world.client_of("chen").get(f"/api/exams/{exam.pk}/departures/").json()
    assert told[0]["session"] == ""


@pytest.mark.parametrize(
    ("who", "approver", "code"),
    [
        ("kong", "kong", "not_permitted"),
        ("bai", "bai", "one_person"),
        ("kong", "sun", "not_permitted"),
        ("kong", "hu", "not_permitted"),
        ("chen", "guo", "not_permitted"),
    ],
)
def test_a_refused_departure_records_nothing(world: World, exam: Exam, who: str, approver: str, code: str) -> None:
    assert recorded(world, exam, who=who, approver=approver).json()["code"] == code
    assert world.history(exam.pk) == ["exams.exam_opened"]


@pytest.mark.parametrize("blank", ["step", "planned", "done", "reason"])
def test_it_says_what_was_planned_and_done_and_why(world: World, exam: Exam, blank: str) -> None:
    assert recorded(world, exam, **{blank: " "}).status_code == 400


def test_an_unknown_session_is_not_there(world: World, exam: Exam) -> None:
    assert recorded(world, exam, session="Z9").json()["code"] == "not_there"


def test_it_is_never_changed_afterwards(world: World, exam: Exam) -> None:
    recorded(world, exam)

    with pytest.raises(DatabaseError), transaction.atomic():
        Departure.objects.update(reason="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        Departure.objects.all().delete()


def test_postgresql_alone_refuses_an_approval_of_ones_own(world: World, exam: Exam) -> None:
    recorded(world, exam)
    row = Departure.objects.get()
    row.pk, row.approver_id = exam.pk, row.recorded_by_id

    with pytest.raises(IntegrityError, match="departure_is_approved_by_another"), transaction.atomic():
        row.save(force_insert=True)


def test_the_audit_agrees_with_what_was_recorded(world: World, exam: Exam) -> None:
    recorded(world, exam)
    world.settle()

    assert list(differences()) == []


def test_an_id_number_in_its_words_is_refused(world: World, exam: Exam) -> None:
    refused = recorded(world, exam, reason="考生 150821200701011234 证件问题")

    assert refused.json()["code"] == "id_number_written"
