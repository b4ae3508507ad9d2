"""The pages of escorts are for the few who follow them, until the exam is over; nobody else learns that they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.models import Exam
from kernel.time import now
from paper_custody.models import Escort
from tests.paper_custody.builders import Papers
from tests.paper_custody.feeds import Feeds
from tests.paper_custody.roads import draw
from tests.paper_custody.test_pages import page, text
from tests.paper_custody.test_routes import call
from tests.venues.builders import at
from tests.world import World


def run_page() -> str:
    return f"/escorts/{Escort.objects.get().pk}/"


def test_the_few_see_crew_countdown_gates_calls_and_the_last_position(feeds: Feeds) -> None:
    papers = feeds.papers
    call(papers)
    feeds.fix(at(-149), 500, north=500)
    feeds.send(b"{")

    whole, one = text(page(papers, "bai", "/escorts/")), text(page(papers, "bai", run_page()))

    for shown in (whole, one):
        assert "CAR-v01" in shown
        assert "徐民警" in shown
        assert "偏离路线" in shown
        assert "data-countdown" in shown
        assert 'name="spoke_with"' in shown
        assert "【演练】" in shown
    assert "无法识别" in whole
    assert "临密办函〔2027〕3号" in whole
    assert "黄河桥" in one
    assert '"outside": true' in one
    assert "107." not in whole + one


def test_calls_are_keyed_in_by_the_desk_and_vehicles_changed_by_the_leader(leaving: Papers) -> None:
    vault, desk, leader = (text(page(leaving, who, run_page())) for who in ("wang", "bai", "li"))

    assert ("voice-check" in desk, "voice-check" in vault, "voice-check" in leader) == (True, False, False)
    assert ("change-vehicle" in leader, "change-vehicle" in desk) == (True, False)


@pytest.mark.parametrize("who", ["zhao", "chen", "sun", "he", "jin", "kong"])
def test_nobody_else_finds_anything(leaving: Papers, who: str) -> None:
    world = leaving.world

    assert page(leaving, who, "/escorts/").status_code == 403
    assert page(leaving, who, run_page()).status_code == 404
    assert world.client_of(who).get(f"{world.api}/papers/escorts/").json() == []
    assert "/escorts/" not in page(leaving, who, "/papers/").content.decode()


def test_another_county_finds_no_exam(leaving: Papers) -> None:
    assert {page(leaving, "hu", path).status_code for path in ("/escorts/", run_page())} == {404}


def test_when_the_exam_is_over_it_is_gone_from_every_screen_but_the_auditors(leaving: Papers) -> None:
    world = leaving.world
    audit(world, "kong")
    Exam.objects.filter(pk=world.exam.pk).update(status="closed", closed_at=now())

    for who in ("bai", "wang", "guo", "li"):
        assert page(leaving, who, "/escorts/").status_code == 403
        assert page(leaving, who, run_page()).status_code == 404
    assert "CAR-v01" in text(page(leaving, "kong", "/escorts/"))


def audit(world: World, who: str) -> None:
    post = world.people[who].posts.get()
    post.pk = None
    post.role = "auditor"
    post.save(force_insert=True)


def test_the_form_of_the_road_asks_who_rides_along(papers: Papers) -> None:
    papers.in_the_vault()

    asked = text(page(papers, "wang", "/papers/handover/?step=load&venue=v01&session=A1"))

    assert 'name="crew[4].person"' in asked
    assert "何押运" in asked
    assert "石驾驶" in asked
    assert "赵临河" not in asked


def test_reading_costs_the_same_however_many_runs_there_are(leaving: Papers) -> None:
    client = leaving.world.client_of("bai")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/escorts/?exam={leaving.world.exam.pk}").status_code == 200
        return len(captured)

    one = statements()
    leaving.load("v02")

    assert statements() == one <= 40


def test_a_route_waits_on_the_page_for_two_who_approve_it(leaving: Papers) -> None:
    draw(leaving)
    approves: dict[str, Any] = {who: text(page(leaving, who, "/escorts/")) for who in ("bai", "wang")}

    assert "待批准" in approves["wang"]
    assert ("/approve/" in approves["bai"], "/approve/" in approves["wang"].replace("positions/approve/", "")) == (
        True,
        False,
    )
