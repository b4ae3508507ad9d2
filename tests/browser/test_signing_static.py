"""The second person stays at the screen: he proves himself once, is shown with his time, and is gone at a press."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.static_pages import LAPTOP, PHONE, Server, open_page, rendered
from tests.browser.test_act_form_static import FORM, accept, asked, body_of, press, refuse

CLOCK = "2027-06-06T10:00:00Z"
UNTIL = dt.datetime(2027, 6, 6, 10, 10, tzinfo=dt.UTC)


@pytest.fixture
def page(browser: Browser, server: Server) -> Page:
    """A handover, all but sent, whose second person stays."""
    page = open_page(browser, rendered(FORM, {}), server=server, size=LAPTOP, clock=CLOCK)
    fill(page)
    return page


def fill(page: Page) -> None:
    """What the second person does, with the keyboard alone."""
    page.get_by_label("登录名").fill("li")
    page.get_by_label("密码或 PIN").fill("a secret 1")
    page.get_by_label("留在本屏继续签字").focus()
    page.keyboard.press("Space")


def tell(route: Route) -> None:
    """Answer as the API does when a signing has begun."""
    fact: dict[str, Any] = {"signing": "5", "until": UNTIL.isoformat()}
    answer = {"act_id": "a", "entry": "a", "fact": fact, "token": "t0k3n", "name": "李押运"}
    route.fulfill(body=json.dumps(answer), content_type="application/json")


def begun(page: Page, server: Server) -> None:
    """The signing has begun, and the first act under it is on record."""
    press(page)
    tell(asked(page, server, 1))
    accept(asked(page, server, 2))
    expect(page.locator(".toast")).to_be_visible()


def test_the_second_proves_himself_once_and_signs_what_follows(page: Page, server: Server) -> None:
    begun(page, server)
    first, second = server.asked
    assert first.request.url.endswith("/api/exams/x/signings/")
    assert body_of(first) == {
        "second": {"login": "li", "password": "a secret 1"}, "purpose": "handovers/", "minutes": 10,
    }  # fmt: skip
    assert body_of(second) == {"count": 2, "receiver": {"signing": "t0k3n"}}
    assert first.request.headers["act-id"] != second.request.headers["act-id"]

    press(page)
    third = asked(page, server, 3)
    assert body_of(third) == body_of(second)
    accept(third)


def test_the_page_shows_who_signs_and_until_when_also_after_a_reload(page: Page, server: Server) -> None:
    begun(page, server)
    shown = page.get_by_role("status").filter(has_text="李押运")
    expect(shown).to_contain_text("18:10")
    expect(page.get_by_label("登录名")).to_be_hidden()

    page.reload()

    expect(shown).to_contain_text("李押运")
    press(page)
    assert body_of(asked(page, server, 3))["receiver"] == {"signing": "t0k3n"}
    accept(server.asked[-1])


def test_a_press_ends_it_and_the_fields_are_back_and_empty(page: Page, server: Server) -> None:
    begun(page, server)
    page.get_by_role("button", name="结束同屏签字").focus()
    page.keyboard.press("Enter")
    route = asked(page, server, 3)
    assert route.request.url.endswith("/api/exams/x/signings/5/end/")
    accept(route)

    expect(page.get_by_label("登录名")).to_be_focused()
    expect(page.get_by_label("登录名")).to_have_value("")
    expect(page.get_by_label("密码或 PIN")).to_have_value("")
    expect(page.get_by_label("留在本屏继续签字")).not_to_be_checked()
    page.reload()
    expect(page.get_by_label("登录名")).to_be_visible()


def test_what_could_not_be_ended_is_still_shown(page: Page, server: Server) -> None:
    begun(page, server)
    page.get_by_role("button", name="结束同屏签字").click()
    asked(page, server, 3).abort()

    expect(page.locator(".toast").last).to_contain_text("未能在此结束")
    expect(page.get_by_role("button", name="结束同屏签字")).to_be_visible()


def test_its_time_ends_it(page: Page, server: Server) -> None:
    begun(page, server)
    page.clock.run_for(10 * 60 * 1000)

    expect(page.get_by_label("登录名")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.includes('signing'))") == []


def test_one_that_the_server_calls_over_is_forgotten(page: Page, server: Server) -> None:
    begun(page, server)
    press(page)
    refuse(asked(page, server, 3), "signing_over", "第二人的同屏签字已结束", {})

    expect(page.get_by_role("alert").last).to_contain_text("已结束")
    expect(page.get_by_label("登录名")).to_be_visible()


def test_a_refused_proof_begins_nothing_and_sends_nothing(page: Page, server: Server) -> None:
    press(page)
    refuse(asked(page, server, 1), "proof_refused", "第二人的登录名或密码不对", {})

    expect(page.get_by_role("alert").last).to_contain_text("不对")
    expect(page.get_by_label("密码或 PIN")).to_have_value("")
    assert len(server.asked) == 1


def test_without_the_tick_the_password_goes_with_the_act(page: Page, server: Server) -> None:
    page.get_by_label("留在本屏继续签字").uncheck()
    press(page)
    route = asked(page, server, 1)

    assert body_of(route)["receiver"] == {"login": "li", "password": "a secret 1"}
    accept(route)


def test_an_approver_is_not_asked_to_stay(browser: Browser, server: Server) -> None:
    page = open_page(browser, rendered(FORM.replace("receiver", "approver"), {}), server=server, size=LAPTOP)

    expect(page.get_by_label("登录名")).to_be_visible()
    expect(page.get_by_label("留在本屏继续签字")).to_have_count(0)


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_anyone_can_use_it(browser: Browser, server: Server, size: tuple[int, int]) -> None:
    page = open_page(browser, rendered(FORM, {}), server=server, size=size, clock=CLOCK)
    fill(page)
    for step in ("asked", "shown"):
        if step == "shown":
            begun(page, server)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
