"""First credentials: printed, once, for a week, in the journal."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management import call_command
from django.test import Client

from kernel.time import now
from organisation.models import Login, Slip
from tests.world import World

NEW = "yinchuan-bu-yuan"


def printed(world: World) -> dict[str, str]:
    """Issue slips for logins never used, and read them off the printed page."""
    Login.objects.exclude(username="kong").update(password=UNUSABLE_PASSWORD_PREFIX)
    page = world.client_of("kong").post("/people/slips/").content.decode()
    return dict(zip(*[iter(re.findall(r'<dd class="digits">(\w+)</dd>', page))] * 2, strict=True))


def use(username: str, code: str, password: str = NEW) -> int:
    given = {"username": username, "code": code, "password1": password, "password2": password}
    return Client().post("/first-login/", given).status_code


def test_a_slip_opens_its_login_once(world: World) -> None:
    slips = printed(world)

    assert use("sun", slips["sun"].lower()) == 302
    assert Login.objects.get(username="sun").check_password(NEW)
    assert use("sun", slips["sun"], "another-password") == 403
    assert world.standing_history() == ["organisation.slips_issued", "organisation.slip_used"]


def test_slips_are_for_the_own_county_only(world: World) -> None:
    slips = printed(world)

    assert "hu" not in slips
    assert world.client_of("hu").post("/people/slips/").status_code == 200
    assert world.client_of("zhao").post("/people/slips/").status_code == 403


def test_an_expired_or_foreign_slip_opens_nothing(world: World) -> None:
    slips = printed(world)
    Slip.objects.filter(login__username="sun").update(expires_at=now() - dt.timedelta(seconds=1))

    assert use("sun", slips["sun"]) == 403
    assert use("ma", slips["tao"]) == 403
    assert not Login.objects.get(username="ma").has_usable_password()


def test_a_new_slip_voids_the_one_before(world: World) -> None:
    first = printed(world)
    second = printed(world)

    assert use("sun", first["sun"]) == 403
    assert use("sun", second["sun"]) == 302


def test_guessing_closes_the_door_for_that_login_only(world: World) -> None:
    slips = printed(world)
    for _attempt in range(5):
        assert use("sun", "WRONG22222") == 403

    assert use("sun", slips["sun"]) == 400
    assert use("tao", slips["tao"]) == 302


def test_a_weak_password_does_not_spend_the_slip(world: World) -> None:
    slips = printed(world)

    assert use("sun", slips["sun"], "12345678") == 400
    assert use("sun", slips["sun"]) == 302


def test_the_console_prints_first_credentials_once_to_a_file_for_its_owner(world: World, tmp_path: Path) -> None:
    Login.objects.update(password=UNUSABLE_PASSWORD_PREFIX)
    sheets = tmp_path / "slips.html"

    call_command("print_slips", to=str(sheets))
    call_command("print_slips", to=str(tmp_path / "again.html"))

    code = re.findall(r"<dd>sun</dd>\n<dt>.*?</dt><dd>(\w+)</dd>", sheets.read_text())[0]
    assert sheets.stat().st_mode & 0o077 == 0
    assert not (tmp_path / "again.html").exists()
    assert world.standing_history() == ["organisation.slips_issued"]
    assert use("sun", code) == 302
