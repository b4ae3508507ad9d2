"""An incident ends with a lesson, or with the word that there is none; both are said by somebody, in words."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from incidents.models import Lesson
from incidents.states import IncidentStatus, Learnt
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, Opened, done
from tests.stages import stage


@stage
def handled(desk: Desk) -> Opened:
    """All is done but one thing: nobody has said what it taught."""
    incident = desk.answered("E01", venue="v01")
    row = incident.now()
    with reading(SYSTEM):
        steps = [step.number for step in row.steps.filter(status="open", every=None)]
    done(incident.post("bai", "steps/waive/", steps=steps, words="现场已处置"))
    done(incident.post("bai", "reports/", to="city", words="已电话报市值班室"))
    return incident


def test_nothing_but_the_lessons_stands_between_it_and_its_end(handled: Opened) -> None:
    left = [{"kind": "lessons", "number": 0}]

    response = handled.post("chen", "close/propose/", words="已恢复")

    assert response.json()["code"] == "close_too_early"
    assert response.json()["detail"]["blockers"] == left
    assert handled.get("guo").json()["left"] == left


def test_a_lesson_opens_the_way(handled: Opened) -> None:
    fact = done(handled.post("chen", "lessons/", words="发电机应每日试运行")).json()["fact"]
    done(handled.post("chen", "close/propose/", words="已恢复"))
    done(handled.post("guo", "close/"))

    assert (fact["kind"], fact["lesson"]) == ("incidents.lesson_recorded", 1)
    assert handled.now().status == IncidentStatus.CLOSED
    row = Lesson.objects.get(incident=handled.now())
    assert (row.kind, row.words, row.person) == (Learnt.LESSON, "发电机应每日试运行", handled.desk.world.chen)


def test_that_there_is_none_is_said_and_never_supposed(handled: Opened) -> None:
    assert handled.post("chen", "lessons/none/").status_code == 400  # without saying why

    done(handled.post("chen", "lessons/none/", words="一次跳闸，五分钟恢复"))

    assert handled.get("guo").json()["left"] == []
    done(handled.post("chen", "close/propose/", words="已恢复"))
    done(handled.post("guo", "close/"))


def test_a_lesson_may_follow_where_somebody_saw_none_and_not_the_other_way(handled: Opened) -> None:
    done(handled.post("chen", "lessons/none/", words="一次跳闸"))
    done(handled.post("bai", "lessons/", words="备用电源切换过慢"))

    for _again in range(2):
        assert handled.post("chen", "lessons/none/", words="无").json()["code"] == "lessons_said_already"
    assert [one["kind"] for one in handled.get("chen").json()["lessons"]] == ["nothing", "lesson"]


@pytest.mark.parametrize("person", ["wang", "zhao", "tao", "hu"])
def test_who_does_not_work_on_it_teaches_nothing(handled: Opened, person: str) -> None:
    for address in ("lessons/", "lessons/none/"):
        assert handled.post(person, address, words="无").json()["code"] in {"not_permitted", "not_there"}
    assert not Lesson.objects.exists()


def test_lessons_come_after_the_end_too_until_it_is_put_away(handled: Opened) -> None:
    handled.finish()
    done(handled.post("chen", "close/propose/", words="已恢复"))
    done(handled.post("guo", "close/"))

    done(handled.post("chen", "lessons/", words="应增配发电机"))
    done(handled.post("chen", "review/", words="复盘完成"))
    done(handled.post("guo", "archive/"))

    assert handled.post("chen", "lessons/", words="补记").json()["code"] == "not_now"


def test_a_lesson_is_never_changed(handled: Opened) -> None:
    done(handled.post("chen", "lessons/", words="发电机应每日试运行"))

    with pytest.raises(DatabaseError), transaction.atomic():
        Lesson.objects.update(words="无")


def test_the_page_offers_both_and_shows_what_was_said(handled: Opened) -> None:
    world = handled.desk.world
    client, address = world.client_of("chen"), f"/incidents/{handled.number}/?exam={world.exam.pk}"
    before = client.get(address).content.decode()
    done(handled.post("chen", "lessons/", words="发电机应每日试运行"))

    after = client.get(address).content.decode()

    assert "尚无经验教训" in before
    assert "lessons/none/" in before
    assert "发电机应每日试运行" in after
    assert "lessons/none/" not in after
