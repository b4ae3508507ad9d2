"""The command post: one page at a glance, for one incident and for all, in as many reads however many there are."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.selectors.command import command_posts
from kernel.time import now
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.departments import with_departments
from tests.incidents.test_choices import MADE
from tests.incidents.test_situations import SAID


def page(desk: Desk, who: str, path: str = "/command/") -> Any:
    desk.world.settle()
    return desk.world.client_of(who).get(path, {"exam": str(desk.world.exam.pk)})


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    told: str = response.content.decode()
    return told


def a_storm(desk: Desk) -> Opened:
    """Level II, four departments called of themselves, answered by Chen, with a report and a decision."""
    with_departments(desk.world)
    incident = desk.answered("G01", words="考生张某被困")
    done(incident.post("bai", "roles/take/", role="deputy"))
    done(incident.post("chen", "situations/", kind="tactical", **SAID))
    done(incident.post("chen", "choices/", **MADE))
    desk.world.settle()
    return incident


def test_a_leader_reads_what_where_who_and_what_is_next(desk: Desk) -> None:
    incident = a_storm(desk)
    told = text(page(desk, "guo", f"/incidents/{incident.number}/command/"))

    for said in ("暴雨洪涝、地灾", "陈值班", "白值班长", SAID["standing"], MADE["matter"], "0/4", "战术报告"):
        assert said in told, said
    assert told.count("data-unconfirmed=") == 4
    assert told.count("data-countdown") >= 5
    assert "hx-trigger" in told


def test_the_page_of_all_tells_nothing_that_somebody_wrote(desk: Desk) -> None:
    a_storm(desk)
    desk.opened("F05", by="bai", venue="v01", words="考生李某")

    for who in ("guo", "bai", "chen"):
        told = text(page(desk, who))
        assert "暴雨洪涝、地灾" in told
        assert "受限事件 2" in told
        for hidden in ("张某", "李某", "心理", SAID["standing"], MADE["matter"]):
            assert hidden not in told, hidden


def test_the_page_of_all_tells_nothing_of_an_escort_to_nobody(desk: Desk) -> None:
    desk.opened("A03", by="li")
    number = desk.all()[-1].number

    for who in ("bai", "guo", "wang"):
        assert f'data-post="{number}"' not in text(page(desk, who))
    assert page(desk, "bai", f"/incidents/{number}/command/").status_code == 200
    assert page(desk, "chen", f"/incidents/{number}/command/").status_code == 404


def test_what_is_overdue_stands_first_and_is_counted(desk: Desk) -> None:
    incident = a_storm(desk)
    desk.opened("F01", venue="v01")
    desk.world.fast_forward(minutes=6)

    [storm, illness] = command_posts(desk.world.exam.pk, desk.world.actor("guo"), now())

    assert (storm.incident.number, illness.incident.plan_code) == (incident.number, "F01")
    assert storm.line.calls_red == 4
    assert storm.overdue >= 4
    assert storm.next_due[0].overdue
    assert text(page(desk, "guo")).count('data-tone="bad"') > 4


def test_a_missed_report_is_among_what_is_overdue(desk: Desk) -> None:
    incident = a_storm(desk)
    desk.world.fast_forward(minutes=31)

    [storm] = command_posts(desk.world.exam.pk, desk.world.actor("guo"), now())

    overdue = {one.purpose for one in storm.due if one.overdue}
    assert "incidents.command_report" in overdue
    assert "incidents.tactical_report" not in overdue
    assert incident.number == storm.incident.number


def test_who_may_not_see_it_is_told_no_more_than_elsewhere(desk: Desk) -> None:
    incident = a_storm(desk)
    crisis = desk.opened("F05", by="bai", venue="v01")

    assert "受限事件" in text(page(desk, "chen", f"/incidents/{crisis.number}/command/"))
    for who in ("hu", "zhao", "jin"):
        for number in (incident.number, crisis.number):
            assert page(desk, who, f"/incidents/{number}/command/").status_code in {403, 404}


def test_it_asks_no_more_the_more_there_is(desk: Desk) -> None:
    a_storm(desk)
    actor, exam_id = desk.world.actor("guo"), desk.world.exam.pk
    with CaptureQueriesContext(connection) as few:
        command_posts(exam_id, actor, now())
    for number in range(5):
        desk.opened("G01", venue="v01" if number % 2 else "v02")
    desk.world.settle()

    with CaptureQueriesContext(connection) as many:
        command_posts(exam_id, actor, now())

    assert len(many) == len(few)
