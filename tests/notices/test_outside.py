"""What is read outside: nothing but to log in or to call, and a number; and a node on which nothing goes outside."""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from examops.celery import BEAT
from examops.checks import providers_can_be_read
from examops.settings import readers
from kernel.actors import SYSTEM
from kernel.scope import reading
from notices.models import Attempt, Message, Notice
from notices.selectors.sent import late_messages
from notices.states import SEND
from tests.incidents.builders import Desk, done
from tests.notices.builders import NOW, Mailbox, Webhook, age, give, messages, send, told

# All that may ever be read outside (limits.md 6).
ALLOWED = re.compile(r"(【演练】)?请登录或致电县值班室 0478-8210000，编号 \d{6}")


def test_every_word_that_goes_out_is_one_of_those_allowed(outside: Desk, settings: Any) -> None:
    with Webhook() as hook, Mailbox() as box:
        settings.NOTICE_PROVIDERS = {"hook": hook.address, "mail": box.address}
        give(outside.world, "chen", ("hook", "13800000001"))
        give(outside.world, "bai", ("mail", "bai@linhe.example"))
        for plan in ["A07", "F05", "C01", "E01"]:
            outside.opened(plan, venue="v01", words="考生张某", place="第三考场")
        outside.world.fast_forward(minutes=15)
        send(after=NOW)
        for _turn in range(3):
            send(after=61)

    assert len(hook.bodies) >= 2
    assert len(box.letters) >= 2
    for body in hook.bodies:
        assert ALLOWED.fullmatch(body.pop("message")), body
        assert {name: told for name, told in body.items() if told} == {"version": "1.0", "type": "info"}
    for recipient, text in box.letters:
        letter = email.message_from_string(text, policy=email.policy.default)
        content = letter.get_body().get_content().strip()  # type: ignore[union-attr]  # a letter has a text
        assert recipient == "bai@linhe.example"
        assert ALLOWED.fullmatch(content), content
        assert ALLOWED.fullmatch(letter["Subject"])
        assert [part.get_content_type() for part in letter.walk() if not part.is_multipart()] == ["text/plain"]


def test_a_drills_message_says_so_and_another_does_not(outside: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(outside.world, "chen", ("hook", "1"))
        outside.opened("A07")
        real = outside.world.client_of("chen").post(f"/api/exams/{outside.world.real.pk}/incidents/", {"plan": "E01"})
        assert real.status_code == 200
        outside.world.settle()
        send(after=NOW)

    assert sorted(body["message"][:4] for body in hook.bodies) == ["【演练】", "请登录或"]


@pytest.mark.parametrize("body", [
    "请登录或致电县值班室，编号 123456",
    "【演练】请登录或致电县值班室，编号 123456，临河一中",
    "【演练】考点停电，请登录或致电县值班室，编号 123456",
    "【演练】请登录或致电县值班室，编号 1234567",
    "【演练】请登录或致电县值班室，编号 123456\n一级",
    "",
])  # fmt: skip
def test_the_database_lets_nothing_else_out(outside: Desk, settings: Any, body: str) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://127.0.0.1:9/{to}"}
    give(outside.world, "chen", ("hook", "1"))
    outside.opened("E01")
    outside.world.settle()
    with reading(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(body=body)


def test_a_drills_message_goes_by_a_players_own_channels_alone(outside: Desk, settings: Any) -> None:
    world = outside.world
    with Webhook() as own, Webhook() as group:
        settings.NOTICE_PROVIDERS = {"own": own.address, "group": group.address.replace("{to}", "room")}
        unit = {"channels": [{"provider": "group"}]}
        done(world.client_of("kong").post(f"/api/channels/unit/{world.chen.unit_id}/", unit))
        give(world, "bai", ("own", "1"))
        outside.opened("A07")  # level I, chen has the unit's group alone
        world.fast_forward(minutes=2)
        send()
        send(after=61)
        assert own.bodies != []
        assert group.bodies == []

        done(world.client_of("chen").post(f"/api/exams/{world.real.pk}/incidents/", {"plan": "A07"}))
        world.settle()
        send()
        assert len(group.bodies) == 1

    with reading(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(exam=world.exam).update(own=None)


# ---- running without -----------------------------------------------------------------------------------------


def test_without_a_provider_everything_is_told_in_the_app(outside: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {}
    outside.opened("A07")
    outside.world.settle()

    assert send(after=NOW) == 0
    assert told(outside.world) == [("chen", "opened")]
    assert messages() == []
    assert late_messages() == 0


def test_nobody_sending_is_noticed(outside: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://127.0.0.1:9/{to}"}
    give(outside.world, "chen", ("hook", "1"))
    outside.opened("A07")
    outside.world.settle()
    age(70)

    with reading(SYSTEM):
        assert late_messages() == 1
    assert [one["code"] for one in outside.world.client_of("chen").get("/health/").json()["findings"]].count(
        "messages_unsent"
    ) == 1
    assert 'role="alert"' in outside.world.client_of("chen").get("/notices/sent/").content.decode()


def test_sending_is_on_the_schedule_every_two_seconds() -> None:
    assert BEAT["messages"] == {"task": SEND, "schedule": 2.0, "options": {"expires": 2.0}}


def test_addresses_are_sealed_and_secrets_stand_in_no_row(outside: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://user:geheim@127.0.0.1:9/{to}"}
    give(outside.world, "chen", ("hook", "13912345678"))
    outside.opened("A07")
    outside.world.settle()
    send()

    with reading(SYSTEM):
        kept = str([*Message.objects.values(), *Attempt.objects.values(), *Notice.objects.values()])
        channel = outside.world.chen.channels.get()
    assert "13912345678" not in kept
    assert "geheim" not in kept
    assert b"13912345678" not in bytes(channel.address_sealed)
    assert channel.address == "13912345678"


@pytest.mark.parametrize(("address", "sound"), [
    ("json://127.0.0.1:9/{to}", True),
    ("mailto://h.example/?from=a@h.example&to={to}", True),
    ("wecombot://botkey", True),
    ("dingtalk://token", True),
    ("feishu://token", True),
    ("pigeon://roof", False),
    ("nonsense", False),
])  # fmt: skip
def test_an_address_that_nobody_can_read_is_named_before_the_node_serves(
    settings: Any, address: str, sound: bool
) -> None:
    settings.NOTICE_PROVIDERS = {"first": address}
    found = providers_can_be_read()

    assert [one.id for one in found] == ([] if sound else ["examops.E003"])
    assert address not in str(found)


@pytest.mark.parametrize("phone", ["0478 821", "值班室", "1", "0478-8210000，临河一中"])
def test_a_telephone_is_digits_and_hyphens(monkeypatch: pytest.MonkeyPatch, phone: str) -> None:
    monkeypatch.setenv("DUTY_PHONE", phone)
    with pytest.raises(ImproperlyConfigured):
        readers.telephone("DUTY_PHONE")
    monkeypatch.setenv("DUTY_PHONE", "0478-8210000")
    assert readers.telephone("DUTY_PHONE") == "0478-8210000"
