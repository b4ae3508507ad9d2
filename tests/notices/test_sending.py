"""What goes outside: nothing but to log in, by the next way where one fails, and no more once somebody has answered."""

from __future__ import annotations

import email
import email.policy
import os
import re
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from examops.celery import BEAT
from examops.checks import providers_can_be_read
from examops.places import BASE
from examops.settings import readers
from kernel.actors import SYSTEM
from kernel.faults import VARIABLE
from kernel.scope import reading
from notices.models import Attempt, Message, Notice
from notices.selectors.sent import Reached, late_messages, providers_told, sent_messages
from notices.states import APART, BUNDLE_FOR, LEASE, NEXT_CHANNEL_AFTER, SEND
from tests.incidents.builders import Desk, done
from tests.notices.builders import Mailbox, Webhook, age, attempts, give, messages, play, send, told
from tests.world import LINHE, World

# All that may ever be read outside (limits.md 6).
ALLOWED = re.compile(r"(【演练】)?请登录或致电县值班室 0478-8210000，编号 \d{6}")
NOW = BUNDLE_FOR.total_seconds() + 1


@pytest.fixture
def desk(desk: Desk, settings: Any) -> Desk:
    """A desk whose people play in the drill, and whose telephone is known."""
    settings.DUTY_PHONE = "0478-8210000"
    play(desk.world, "chen", "bai", "guo")
    return desk


def reached(world: World) -> list[Reached]:
    with reading(SYSTEM):
        return [one.reached for one in sent_messages(LINHE)]


def test_every_word_that_goes_out_is_one_of_those_allowed(desk: Desk, settings: Any) -> None:
    with Webhook() as hook, Mailbox() as box:
        settings.NOTICE_PROVIDERS = {"hook": hook.address, "mail": box.address}
        give(desk.world, "chen", ("hook", "13800000001"))
        give(desk.world, "bai", ("mail", "bai@linhe.example"))
        for plan in ["A07", "F05", "C01", "E01"]:
            desk.opened(plan, venue="v01", words="考生张某", place="第三考场")
        desk.world.fast_forward(minutes=15)
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


def test_a_drills_message_says_so_and_another_does_not(desk: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(desk.world, "chen", ("hook", "1"))
        desk.opened("A07")
        real = desk.world.client_of("chen").post(f"/api/exams/{desk.world.real.pk}/incidents/", {"plan": "E01"})
        assert real.status_code == 200
        desk.world.settle()
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
def test_the_database_lets_nothing_else_out(desk: Desk, settings: Any, body: str) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://127.0.0.1:9/{to}"}
    give(desk.world, "chen", ("hook", "1"))
    desk.opened("E01")
    desk.world.settle()
    with reading(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(body=body)


def test_a_drills_message_goes_by_a_players_own_channels_alone(desk: Desk, settings: Any) -> None:
    world = desk.world
    with Webhook() as own, Webhook() as group:
        settings.NOTICE_PROVIDERS = {"own": own.address, "group": group.address.replace("{to}", "room")}
        unit = {"channels": [{"provider": "group"}]}
        done(world.client_of("kong").post(f"/api/channels/unit/{world.chen.unit_id}/", unit))
        give(world, "bai", ("own", "1"))
        desk.opened("A07")  # level I, chen has the unit's group alone
        world.fast_forward(minutes=2)
        send()
        send(after=61)
        assert len(own.bodies) == 1
        assert group.bodies == []

        done(world.client_of("chen").post(f"/api/exams/{world.real.pk}/incidents/", {"plan": "A07"}))
        world.settle()
        send()
        assert len(group.bodies) == 1

    with reading(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(exam=world.exam).update(own=None)


# ---- the next way --------------------------------------------------------------------------------------------


def test_a_provider_that_answers_500_is_followed_by_the_next_within_the_minute(desk: Desk, settings: Any) -> None:
    with Webhook(status=500) as broken, Webhook() as works:
        settings.NOTICE_PROVIDERS = {"broken": broken.address, "works": works.address}
        give(desk.world, "chen", ("broken", "1"), ("works", "1"))
        desk.opened("A07")
        desk.world.settle()
        send()
        send()

    assert attempts() == [("broken", "failed", "refused"), ("works", "sent", "")]
    assert len(works.bodies) == 1


def test_a_provider_that_hangs_holds_up_nobody_else(desk: Desk, settings: Any) -> None:
    with Webhook(hang=threading.Event()) as hangs, Webhook() as works:
        settings.NOTICE_PROVIDERS = {"hangs": hangs.address, "works": works.address}
        give(desk.world, "chen", ("hangs", "1"), ("works", "1"))
        give(desk.world, "bai", ("hangs", "2"), ("works", "2"))
        give(desk.world, "guo", ("works", "3"))
        desk.opened("A07")
        desk.world.fast_forward(minutes=4)
        began = time.monotonic()
        arrived: list[float] = []
        watch = threading.Thread(target=lambda: _until(works, arrived, began), daemon=True)
        watch.start()
        send()
        took = time.monotonic() - began
        watch.join(timeout=1)
        send()

    assert arrived, "who has the other provider waited for the one that hangs"
    assert arrived[0] < 3
    assert took < 12
    assert len(hangs.bodies) == 1, "after one that hung, the others are not even tried there"
    kept = attempts()
    assert ("hangs", "failed", "no_answer") in kept
    assert ("hangs", "failed", "not_tried") in kept
    assert [provider for provider, status, _why in kept if status == "sent"] == ["works"] * 3
    with reading(SYSTEM):
        assert next(one for one in providers_told() if one.name == "hangs").rests_until is not None


def _until(hook: Webhook, arrived: list[float], began: float) -> None:
    while not hook.bodies and time.monotonic() - began < 10:
        time.sleep(0.02)
    if hook.bodies:
        arrived.append(time.monotonic() - began)


def test_sent_and_not_seen_goes_by_the_next_within_the_minute_and_by_none_twice(desk: Desk, settings: Any) -> None:
    with Webhook() as first, Webhook() as second:
        settings.NOTICE_PROVIDERS = {"first": first.address, "second": second.address}
        give(desk.world, "chen", ("first", "1"), ("second", "1"))
        desk.opened("A07")
        desk.world.settle()
        send()
        send(after=NEXT_CHANNEL_AFTER.total_seconds() - 5)
        assert len(second.bodies) == 0
        send(after=6)
        assert len(second.bodies) == 1
        for _turn in range(3):
            send(after=61)

    assert NEXT_CHANNEL_AFTER.total_seconds() + 2 * 2.0 < 60
    assert (len(first.bodies), len(second.bodies)) == (1, 1)
    assert reached(desk.world) == [Reached.SENT]


def test_who_is_reached_by_no_way_is_shown_so(desk: Desk, settings: Any) -> None:
    with Webhook(status=500) as broken:
        settings.NOTICE_PROVIDERS = {"broken": broken.address}
        give(desk.world, "chen", ("broken", "1"))
        desk.opened("A07")
        desk.world.settle()
        for _turn in range(5):
            send(after=31)

    assert attempts() == [("broken", "failed", "refused")] * 3
    assert reached(desk.world) == [Reached.NOT_REACHED]
    page = desk.world.client_of("chen").get("/notices/sent/").content.decode()
    assert 'data-reached="not_reached"' in page
    assert "未送达" in page


# ---- stopping ------------------------------------------------------------------------------------------------


def test_answering_anywhere_stops_what_is_queued(desk: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(desk.world, "chen", ("hook", "1"))
        incident = desk.opened("E01")
        desk.world.settle()
        done(incident.post("bai", "acknowledge/"))
        desk.world.settle()
        send(after=120)

    assert hook.bodies == []
    assert [one.status for one in messages()] == ["ended"]


def test_an_answer_stops_the_sending_before_anybody_was_told_of_it(desk: Desk, settings: Any) -> None:
    """The reaction has not run yet: who sends looks at the incident itself."""
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(desk.world, "chen", ("hook", "1"))
        incident = desk.opened("A07")
        desk.world.settle()
        done(incident.post("bai", "acknowledge/"))
        send()

    assert hook.bodies == []


def test_who_has_seen_it_in_the_app_is_not_told_outside(desk: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(desk.world, "chen", ("hook", "1"))
        desk.opened("E01")
        desk.world.settle()
        client = desk.world.client_of("chen")
        [notice] = client.get("/api/notices/").json()["notices"]
        assert client.post("/api/notices/seen/", {"notices": [notice["id"]]}).status_code == 200
        send(after=120)

    assert hook.bodies == []
    assert reached(desk.world) == [Reached.SEEN]


# ---- bundling ------------------------------------------------------------------------------------------------


def test_a_burst_is_one_message_a_person_and_level_one_goes_by_itself(desk: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(desk.world, "chen", ("hook", "1"))
        for _one in range(60):
            desk.post("chen", plan="C01")
        desk.world.settle()
        desk.opened("A07")
        desk.opened("A07")
        desk.world.settle()
        send(after=NOW)

    assert len(told(desk.world)) == 62
    assert len(hook.bodies) == 3
    assert sorted((one.urgent, one.notices.count()) for one in messages()) == [(False, 60), (True, 1), (True, 1)]


def test_what_comes_after_is_told_again_a_minute_later_and_not_lost_in_the_first(desk: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(desk.world, "chen", ("hook", "1"))
        desk.opened("C01")
        desk.world.settle()
        send(after=NOW)
        desk.opened("C01")
        desk.world.settle()
        send(after=NOW)
        assert len(hook.bodies) == 1
        send(after=APART.total_seconds())

    assert len(hook.bodies) == 2
    assert len({body["message"] for body in hook.bodies}) == 2


# ---- dying ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("point", "came"), [("message_claimed", 0), ("message_sent", 1)])
def test_a_worker_that_dies_leaves_unknown_and_the_next_way_is_taken(
    committed_world: World, settings: Any, point: str, came: int
) -> None:
    desk = Desk.of(committed_world)
    with Webhook() as first, Webhook() as second:
        settings.NOTICE_PROVIDERS = {"first": first.address, "second": second.address}
        play(desk.world, "chen")
        give(desk.world, "chen", ("first", "1"), ("second", "1"))
        desk.opened("A07")
        desk.world.settle()

        assert _worker(settings.NOTICE_PROVIDERS, dies_at=point) == -9
        assert len(first.bodies) == came
        assert attempts() == [("first", "sending", "")]
        send(after=LEASE.total_seconds() - 5)
        assert attempts() == [("first", "sending", "")], "nobody else takes what may be on its way"
        send(after=6)

    assert attempts() == [("first", "unknown", "sender_died"), ("second", "sent", "")]
    assert len(second.bodies) == 1


def _worker(providers: dict[str, str], *, dies_at: str) -> int:
    given = {f"NOTICE_PROVIDER_{name.upper()}": address for name, address in providers.items()}
    environment = {**os.environ, **given, "NOTICE_PROVIDERS": ",".join(providers), VARIABLE: dies_at}
    environment["DJANGO_SETTINGS_MODULE"] = "examops.settings"
    script = "import django; django.setup(); from notices.tasks import send_messages; send_messages()"
    return subprocess.run([sys.executable, "-c", script], cwd=BASE, env=environment, timeout=60, check=False).returncode


def test_two_senders_take_no_message_twice(committed_world: World, settings: Any) -> None:
    desk = Desk.of(committed_world)
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        play(desk.world, "chen", "bai")
        give(desk.world, "chen", ("hook", "1"))
        for _one in range(12):
            desk.opened("A07")
        desk.world.settle()
        workers = [threading.Thread(target=send) for _one in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        send(after=2)

    assert len(hook.bodies) == 12
    assert len({body["message"] for body in hook.bodies}) == 12


# ---- running without -----------------------------------------------------------------------------------------


def test_without_a_provider_everything_is_told_in_the_app(desk: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {}
    desk.opened("A07")
    desk.world.settle()

    assert send(after=NOW) == 0
    assert told(desk.world) == [("chen", "opened")]
    assert messages() == []
    assert late_messages() == 0


def test_nobody_sending_is_noticed(desk: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://127.0.0.1:9/{to}"}
    give(desk.world, "chen", ("hook", "1"))
    desk.opened("A07")
    desk.world.settle()
    age(70)

    with reading(SYSTEM):
        assert late_messages() == 1
    assert [one["code"] for one in desk.world.client_of("chen").get("/health/").json()["findings"]].count(
        "messages_unsent"
    ) == 1
    assert 'role="alert"' in desk.world.client_of("chen").get("/notices/sent/").content.decode()


def test_sending_is_on_the_schedule_every_two_seconds() -> None:
    assert BEAT["messages"] == {"task": SEND, "schedule": 2.0, "options": {"expires": 2.0}}


def test_addresses_are_sealed_and_secrets_stand_in_no_row(desk: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://user:geheim@127.0.0.1:9/{to}"}
    give(desk.world, "chen", ("hook", "13912345678"))
    desk.opened("A07")
    desk.world.settle()
    send()

    with reading(SYSTEM):
        kept = str([*Message.objects.values(), *Attempt.objects.values(), *Notice.objects.values()])
        channel = desk.world.chen.channels.get()
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
    ("no address", False),
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
