"""What goes outside: nothing but to log in, by the next way where one fails, and no more once somebody has answered."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from examops.places import BASE
from kernel.actors import SYSTEM
from kernel.faults import VARIABLE
from kernel.scope import reading
from notices.models import Attempt
from notices.selectors.sent import Reached, providers_told, sent_messages
from notices.states import APART, LEASE, NEXT_CHANNEL_AFTER
from tests.incidents.builders import Desk, done
from tests.notices.builders import NOW, Webhook, attempts, give, messages, play, send, told
from tests.world import LINHE, World


def reached(world: World) -> list[Reached]:
    with reading(SYSTEM):
        return [one.reached for one in sent_messages(LINHE)]


# ---- the next way --------------------------------------------------------------------------------------------


def test_a_provider_that_answers_500_is_followed_by_the_next_within_the_minute(outside: Desk, settings: Any) -> None:
    with Webhook(status=500) as broken, Webhook() as works:
        settings.NOTICE_PROVIDERS = {"broken": broken.address, "works": works.address}
        give(outside.world, "chen", ("broken", "1"), ("works", "1"))
        outside.opened("A07")
        outside.world.settle()
        send()
        send()

    assert attempts() == [("broken", "failed", "refused"), ("works", "sent", "")]
    assert len(works.bodies) == 1


def test_a_provider_that_hangs_holds_up_nobody_else(outside: Desk, settings: Any) -> None:
    with Webhook(hang=threading.Event()) as hangs, Webhook() as works:
        settings.NOTICE_PROVIDERS = {"hangs": hangs.address, "works": works.address}
        give(outside.world, "chen", ("hangs", "1"), ("works", "1"))
        give(outside.world, "bai", ("hangs", "2"), ("works", "2"))
        give(outside.world, "guo", ("works", "3"))
        outside.opened("A07")
        outside.world.fast_forward(minutes=4)
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
    with reading(SYSTEM):
        sent = Attempt.objects.filter(status="sent").values_list("person__staff_number", "provider")
        assert set(sent) == {("chen", "works"), ("bai", "works"), ("guo", "works")}
        assert next(one for one in providers_told() if one.name == "hangs").rests_until is not None


def _until(hook: Webhook, arrived: list[float], began: float) -> None:
    while not hook.bodies and time.monotonic() - began < 10:
        time.sleep(0.02)
    if hook.bodies:
        arrived.append(time.monotonic() - began)


def test_sent_and_not_seen_goes_by_the_next_within_the_minute_and_by_none_twice(outside: Desk, settings: Any) -> None:
    with Webhook() as first, Webhook() as second:
        settings.NOTICE_PROVIDERS = {"first": first.address, "second": second.address}
        give(outside.world, "chen", ("first", "1"), ("second", "1"))
        outside.opened("A07")
        outside.world.settle()
        send()
        send(after=NEXT_CHANNEL_AFTER.total_seconds() - 5)
        assert len(second.bodies) == 0
        send(after=6)
        assert len(second.bodies) == 1
        for _turn in range(3):
            send(after=61)

    assert NEXT_CHANNEL_AFTER.total_seconds() + 2 * 2.0 < 60
    assert (len(first.bodies), len(second.bodies)) == (1, 1)
    assert reached(outside.world) == [Reached.SENT]


def test_who_is_reached_by_no_way_is_shown_so(outside: Desk, settings: Any) -> None:
    with Webhook(status=500) as broken:
        settings.NOTICE_PROVIDERS = {"broken": broken.address}
        give(outside.world, "chen", ("broken", "1"))
        outside.opened("A07")
        outside.world.settle()
        for _turn in range(5):
            send(after=31)

    assert attempts() == [("broken", "failed", "refused")] * 3
    assert reached(outside.world) == [Reached.NOT_REACHED]
    page = outside.world.client_of("chen").get("/notices/sent/").content.decode()
    assert 'data-reached="not_reached"' in page
    assert "未送达" in page


# ---- stopping ------------------------------------------------------------------------------------------------


def test_answering_anywhere_stops_what_is_queued(outside: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(outside.world, "chen", ("hook", "1"))
        incident = outside.opened("E01")
        outside.world.settle()
        done(incident.post("bai", "acknowledge/"))
        outside.world.settle()
        send(after=120)

    assert hook.bodies == []
    assert [one.status for one in messages()] == ["ended"]


def test_an_answer_stops_the_sending_before_anybody_was_told_of_it(outside: Desk, settings: Any) -> None:
    """The reaction has not run yet: who sends looks at the incident itself."""
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(outside.world, "chen", ("hook", "1"))
        incident = outside.opened("A07")
        outside.world.settle()
        done(incident.post("bai", "acknowledge/"))
        send()

    assert hook.bodies == []


def test_who_has_seen_it_in_the_app_is_not_told_outside(outside: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(outside.world, "chen", ("hook", "1"))
        outside.opened("E01")
        outside.world.settle()
        client = outside.world.client_of("chen")
        [notice] = client.get("/api/notices/").json()["notices"]
        assert client.post("/api/notices/seen/", {"notices": [notice["id"]]}).status_code == 200
        send(after=120)

    assert hook.bodies == []
    assert reached(outside.world) == [Reached.SEEN]


# ---- bundling ------------------------------------------------------------------------------------------------


def test_a_burst_is_one_message_a_person_and_level_one_goes_by_itself(outside: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(outside.world, "chen", ("hook", "1"))
        for _one in range(60):
            outside.post("chen", plan="C01")
        outside.world.settle()
        outside.opened("A07")
        outside.opened("A07")
        outside.world.settle()
        send(after=NOW)

    assert len(told(outside.world)) == 62
    assert len(hook.bodies) == 3
    assert sorted((one.urgent, one.notices.count()) for one in messages()) == [(False, 60), (True, 1), (True, 1)]


def test_what_comes_after_is_told_again_a_minute_later_and_not_lost_in_the_first(outside: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        give(outside.world, "chen", ("hook", "1"))
        outside.opened("C01")
        outside.world.settle()
        send(after=NOW)
        outside.opened("C01")
        outside.world.settle()
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
