"""What a venue head and the duty desk see: what is next, one tap for it, who has not reported and whom to ring."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stages import stage
from tests.venues.builders import at, load_standing, nil_report, open_quiet_day, post, reach
from tests.world import World
from venues.models import ReportDue


@stage
def day(world: World) -> World:
    open_quiet_day(world, "papers_distributed", "R0", "R1")
    return world


def page(world: World, who: str, path: str) -> Any:
    mark = "&" if "?" in path else "?"
    return world.client_of(who).get(f"{path}{mark}exam={world.exam.pk}")


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_venue_head_is_led_to_his_venue(day: World) -> None:
    response = page(day, "sun", "/venue/")

    assert (response.status_code, response["Location"]) == (302, f"/venue/v01/?exam={day.exam.pk}")


def test_the_duty_desk_chooses_among_all_venues(day: World) -> None:
    shown = text(page(day, "chen", "/venue/"))

    assert "临河一中" in shown
    assert "临河二中" in shown


def test_what_is_next_stands_in_big_type_with_one_tap(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "cards_given_out")

    shown = text(page(day, "sun", "/venue/v01/"))

    assert '<h2 class="next-name" id="next">启封试卷袋、清点</h2>' in shown
    assert "全部考场按计划完成" in shown
    assert f'data-act="/api/exams/{day.exam.pk}/venues/v01/milestones/reach/"' in shown
    assert "【演练】" in shown
    assert f"/incidents/new/?venue=v01&amp;exam={day.exam.pk}" in shown


def test_an_excepted_room_and_a_late_line_stay_in_sight(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened", except_rooms=[{"room": "002", "reason": "换封签"}])
    day.move_to(at(-4, 30))

    shown = text(page(day, "sun", "/venue/v01/"))

    assert "002 考场例外：换封签" in shown
    assert 'data-milestone="papers_distributed" data-session="A1" data-state="late"' in shown


@pytest.mark.parametrize("who", ["tao", "zhao", "hu", "wang", "jin"])
def test_another_venues_page_looks_like_none(day: World, who: str) -> None:
    assert page(day, who, "/venue/v01/").status_code == 404
    assert page(day, who, "/venue/v01/reports/A1/R1/").status_code == 404


def test_a_venue_that_is_not_there_looks_the_same(day: World) -> None:
    assert page(day, "sun", "/venue/v77/").status_code == 404
    assert day.client_of("sun").get("/venue/v01/?exam=nonsense").status_code == 404


def test_before_the_first_session_the_page_says_so(world: World) -> None:
    load_standing(world)

    assert "尚无场次开始" in text(page(world, "sun", "/venue/v01/"))


def test_the_form_of_a_report_has_its_fields_and_the_duty_desks_the_call(day: World) -> None:
    own = text(page(day, "sun", "/venue/v01/reports/A1/R1/"))
    keyed = text(page(day, "chen", "/venue/v01/reports/A1/R1/"))

    assert 'name="entered.malpractice"' in own
    assert 'name="entered.counts_balanced"' not in own
    assert 'name="call.caller"' not in own
    assert 'name="call.caller"' in keyed
    assert f'data-act="/api/exams/{day.exam.pk}/venues/v01/reports/keyed/"' in keyed


def test_a_report_that_came_in_is_shown_with_the_form_to_correct_it(day: World) -> None:
    day.move_to(at(30))
    sent = nil_report(day, "sun", "R1").json()["fact"]["report"]

    shown = text(page(day, "sun", "/venue/v01/reports/A1/R1/"))

    assert f'data-act="/api/exams/{day.exam.pk}/reports/{sent}/correct/"' in shown
    assert "零报告" in shown


def test_the_desk_sees_who_has_not_reported_and_whom_to_ring(day: World) -> None:
    day.move_to(at(36))
    nil_report(day, "sun", "R1")

    shown = text(page(day, "chen", "/desk/reports/?session=A1&kind=R1"))

    assert shown.index("临河二中") < shown.index("临河一中")
    assert "1 个考点未报" in shown
    assert "0478-5550102" in shown
    assert "陶主考" in shown
    assert "1 / 2" in shown


def test_the_desk_is_led_to_the_report_that_is_overdue(day: World) -> None:
    day.move_to(at(-50))

    shown = text(page(day, "chen", "/desk/reports/"))

    assert 'data-venue="v01" data-state="overdue"' in shown
    assert ReportDue.objects.filter(kind="R0", status="overdue").count() == 2


def test_a_keyed_report_waits_for_its_second_person_on_the_desk(day: World) -> None:
    day.move_to(at(36))
    call = {"caller": "孙主考", "number": "0478-5550101", "at": at(35).isoformat()}
    keyed = post(day, "chen", "venues/v01/reports/keyed/", session="A1", kind="R1", nil=True, call=call)

    shown = text(page(day, "bai", "/desk/reports/?session=A1&kind=R1"))

    assert "代录待确认" in shown
    assert f"/reports/{keyed.json()['fact']['report']}/confirm/" in shown


@pytest.mark.parametrize("who", ["sun", "zhao", "wang"])
def test_the_desks_page_is_the_duty_desks(day: World, who: str) -> None:
    assert page(day, who, "/desk/reports/").status_code == 403


def test_whoever_reads_english_is_answered_in_english(day: World) -> None:
    client = day.client_of("sun")

    shown = client.get(f"/venue/v01/?exam={day.exam.pk}", HTTP_ACCEPT_LANGUAGE="en").content.decode()

    assert "Papers collected from the county store" in shown
    assert "Readiness" in shown
