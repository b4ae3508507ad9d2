"""The node's administrator reads exams and changes none."""

from __future__ import annotations

import pytest
from django.test import Client

from exams.models import Exam
from organisation.models import Login
from tests.exams.builders import make_drill, open_exam
from tests.world import World

TABLES = ["exam", "timeline", "session", "subject", "milestoneplan", "departure"]


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    client.force_login(Login.objects.create_superuser("root", "root-of-linhe-2027"))
    return client


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_read_and_nothing_is_added(world: World, administrator: Client, table: str) -> None:
    make_drill(world, open_exam(world))

    assert administrator.get(f"/admin/exams/{table}/").status_code == 200
    assert administrator.get(f"/admin/exams/{table}/add/").status_code == 403


def test_an_exam_is_shown_and_not_changed(world: World, administrator: Client) -> None:
    exam = open_exam(world)
    address = f"/admin/exams/exam/{exam.pk}/change/"

    assert administrator.get(address).status_code == 200
    assert administrator.post(address, {"name": "别的"}).status_code == 403
    assert Exam.objects.get().name == "2025年普通高考"
