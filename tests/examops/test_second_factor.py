"""A county may demand a second factor of command posts; who has one is never let in by the password alone."""

from __future__ import annotations

import datetime as dt
from time import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.test import Client
from pytest_django import Settings

from board.consumers.logins import Knock, let_in
from kernel.time import now
from organisation.models import Login, Post
from organisation.services import draw_slips, issue_slips
from tests.world import LINHE, PASSWORD, Browser, World

ENROL = "/accounts/2fa/totp/activate/"
COMMAND = ["guo", "bai", "kong", "wang"]
OTHERS = ["chen", "sun", "zhao"]


@pytest.fixture
def demanded(settings: Settings) -> None:
    """The county demands it."""
    settings.SECOND_FACTOR_DEMANDED = True


def enrol(world: World, name: str) -> str:
    """Give somebody an app. Returns its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(world.people[name].login, secret)
    return secret


def shown(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time()) // 30)))


@pytest.mark.parametrize("name", [*COMMAND, *OTHERS])
def test_nothing_is_demanded_unless_the_county_says_so(world: World, name: str) -> None:
    client = world.client_of(name)

    assert client.get("/api/exams/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("name", COMMAND)
@pytest.mark.parametrize("path", ["/", "/incidents/", "/accounts/password/change/", "/admin/", "/no-such-page/"])
def test_a_command_post_without_one_is_led_to_set_it_up_before_any_page(world: World, name: str, path: str) -> None:
    answer = world.client_of(name).get(path, follow=True)

    assert answer.redirect_chain == [(ENROL, 302)] or path == "/admin/"
    assert answer.request["PATH_INFO"] in {ENROL, "/accounts/reauthenticate/"}


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("name", COMMAND)
def test_the_api_refuses_with_a_code_until_then(world: World, name: str) -> None:
    client = world.client_of(name)

    read = client.get("/api/exams/")
    act = client.post(f"{world.api}/incidents/", {"kind": "other"})

    for answer in (read, act):
        assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_needed")
    assert world.history() == []


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("name", OTHERS)
def test_no_other_post_is_asked_for_it(world: World, name: str) -> None:
    assert world.client_of(name).get("/api/exams/").status_code == 200


@pytest.mark.usefixtures("demanded")
def test_who_holds_a_command_post_elsewhere_is_asked_like_those_of_here(world: World) -> None:
    assert world.client_of("hu").get("/api/exams/").json()["code"] == "second_factor_needed"


@pytest.mark.usefixtures("demanded")
def test_a_command_post_that_has_ended_demands_nothing(world: World) -> None:
    Post.objects.filter(person=world.bai).update(ends_at=now() - dt.timedelta(seconds=1))

    assert world.client_of("bai").get("/api/exams/").status_code == 200


@pytest.mark.usefixtures("demanded")
def test_the_board_sends_nothing_to_who_lacks_it(world: World) -> None:
    client = world.client_of("bai")
    cookies = f"{client.cookies['sessionid'].key}={client.cookies['sessionid'].value}"
    assert let_in([Knock(cookies, world.exam.pk)])[0].admitted is None

    enrol(world, "bai")

    assert let_in([Knock(cookies, world.exam.pk)])[0].admitted is not None


@pytest.mark.usefixtures("demanded")
def test_with_one_all_is_open_and_it_cannot_be_given_up(world: World) -> None:
    enrol(world, "bai")
    client = log_in(world, "bai")
    client.post("/accounts/2fa/authenticate/", {"code": shown(secret_of(world, "bai"))})

    assert client.get("/api/exams/").status_code == 200
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert "不能停用" in answer.content.decode()
    assert Authenticator.objects.filter(user=world.bai.login).exists()


def test_where_it_is_not_demanded_it_may_be_given_up(world: World) -> None:
    enrol(world, "bai")
    client = log_in(world, "bai")
    client.post("/accounts/2fa/authenticate/", {"code": shown(secret_of(world, "bai"))})

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=world.bai.login).exists()


def test_the_secret_lies_sealed(world: World) -> None:
    secret = enrol(world, "bai")

    kept = Authenticator.objects.get(user=world.bai.login).data["secret"]
    assert secret not in kept
    assert decrypt(kept) == secret


def test_a_password_and_a_wrong_code_open_nothing(world: World) -> None:
    enrol(world, "bai")
    client = log_in(world, "bai")

    answer = client.post("/accounts/2fa/authenticate/", {"code": "abc"})

    assert "口令有误" in answer.content.decode()
    assert client.get("/api/exams/").status_code == 401


def test_the_administration_has_no_door_beside_it(world: World) -> None:
    Login.objects.filter(pk=world.bai.login.pk).update(is_staff=True)
    enrol(world, "bai")
    given = {"username": "bai", "password": world.second("bai")["password"]}
    client = Client()

    answer = client.post("/admin/login/?next=/admin/", given)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")
    assert "_auth_user_id" not in client.session


def test_a_new_slip_sets_a_password_and_still_asks_for_the_code(world: World) -> None:
    enrol(world, "bai")
    login = world.bai.login
    Login.objects.filter(pk=login.pk).update(password=UNUSABLE_PASSWORD_PREFIX)
    slips = draw_slips([login], at=now())
    issue_slips(world.asked("kong"), scope=LINHE, slips=slips)
    client = Client()

    given = {"username": "bai", "code": slips[0].code, "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/first-login/", given)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/")
    assert "_auth_user_id" not in client.session


def log_in(world: World, name: str) -> Any:
    """Log in by the page with the password, which leads to the code where there is an app."""
    client = Browser()
    given = world.second(name)
    answer = client.post("/accounts/login/", given)
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    return client


def secret_of(world: World, name: str) -> str:
    """The secret of somebody's app."""
    return str(decrypt(Authenticator.objects.get(user=world.people[name].login, type="totp").data["secret"]))
