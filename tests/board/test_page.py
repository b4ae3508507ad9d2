"""The live page: for whom it opens, what is in it, and where the others are led."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.services.refresh import refresh
from tests.board.builders import number_of, rows_stored
from tests.venues.test_reading import sixty
from tests.world import World

QUERIES_OF_A_PAGE = 25


def snapshot_in(page: str) -> dict[str, Any]:
    """The snapshot embedded in a page."""
    found = re.search(r'<script id="snapshot" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_a_stranger_is_led_to_the_login(world: World) -> None:
    browser = world.client_of("chen")
    browser.logout()

    answer = browser.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/")


def test_the_page_shows_the_real_exam_unless_another_is_named(world: World) -> None:
    page = world.client_of("chen").get("/").content.decode()

    assert "2027年普通高考" in page
    assert "data-drill" not in page
    assert f"/ws/board/?exam={world.real.pk}" in page


def test_a_drill_is_unmistakable(world: World) -> None:
    page = world.client_of("chen").get(f"/?exam={world.exam.pk}").content.decode()

    assert "data-drill" in page
    assert page.count("【演练】") >= 3
    assert snapshot_in(page)["rows"][0]["body"]["kind"] == "drill"


def test_the_snapshot_in_the_page_is_what_the_socket_would_say(world: World) -> None:
    told = snapshot_in(world.client_of("chen").get(f"/?exam={world.exam.pk}").content.decode())

    assert (told["type"], told["channel"], told["number"]) == ("snapshot", "wall", number_of(world.exam.pk))
    assert {(row["kind"], row["key"]): row["body"] for row in told["rows"]} == rows_stored(world.exam.pk)
    assert told["exam_time"] == world.exam_now.isoformat()


@pytest.mark.parametrize("person", ["sun", "li", "jin", "zhao", "hu"])
def test_whoever_may_not_see_the_board_is_told_where_his_pages_are(world: World, person: str) -> None:
    answer = world.client_of(person).get(f"/?exam={world.exam.pk}")

    assert answer.status_code == 200
    assert "您的页面" in answer.content.decode()
    assert "snapshot" not in answer.content.decode()


def test_a_head_of_a_venue_is_led_to_his_venue(world: World) -> None:
    assert 'href="/venue/"' in world.client_of("sun").get("/").content.decode()


@pytest.mark.parametrize("named", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_exam_that_is_not_there_is_not_shown(world: World, named: str) -> None:
    assert "目前没有您可查看的考试" in world.client_of("chen").get(f"/?exam={named}").content.decode()


def test_the_page_names_who_is_on_duty(world: World) -> None:
    assert "白值班长" in world.client_of("chen").get("/").content.decode()


def test_the_page_of_sixty_venues_takes_as_few_queries_as_that_of_none(world: World) -> None:
    browser, address = world.client_of("chen"), f"/?exam={world.exam.pk}"
    browser.get(address)

    def taken(venues: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            told = snapshot_in(browser.get(address).content.decode())
        assert sum(row["kind"] == "venue" for row in told["rows"]) == venues
        return len(queries)

    few = taken(0)
    sixty(world)
    refresh(world.exam.pk)

    assert taken(60) == few == QUERIES_OF_A_PAGE
