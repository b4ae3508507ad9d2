"""Officers read which tablets their county has, how each is, and what of its queue is missing or was not taken."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Device, DeviceHealth
from tests.tablet.simulated import Tablet, new_key, open_slot
from tests.venues.builders import load_standing
from tests.world import World

STRANGERS = ("sun", "zhao", "chen", "jin")


def page(world: World, who: str) -> str:
    answer = world.client_of(who).get("/devices/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_officers_approve_and_revoke_what_they_read_here(world: World) -> None:
    load_standing(world)
    assert "尚未登记平板" in page(world, "kong")

    open_slot(world, approved_by=None)
    mine, others = page(world, "kong"), page(world, "bai")
    assert "须由另一人批准" in mine
    assert "/approve/" not in mine
    assert "/approve/" in others

    tablet = Tablet.enrolled(world, "sun", "ma")
    lost = tablet.reach("papers_opened")
    tablet.queue.remove(lost)
    tablet.reach("no_such_line")
    tablet.reach("papers_opened", keys=[new_key(), new_key()])
    tablet.send()
    DeviceHealth.objects.update(skew_ms=-95_000, queued=7)
    seen = page(world, "bai")
    for words in ("平板一", "缺第 1 号", "第 2 号，孙主考", "签名无效", "-95", "请校时", ">7<", "80 %"):
        assert words in seen, words

    given = {"reason": "在车站遗失", "from": "2026-01-01T08:00:00+08:00"}
    assert world.client_of("bai").post(f"/api/devices/{tablet.id}/revoke/", given).status_code == 200
    seen = page(world, "kong")
    assert "已吊销" in seen
    assert "在车站遗失" in seen
    assert "/revoke/" not in seen


def test_nobody_else_reads_it_and_many_cost_as_much_as_one(world: World) -> None:
    load_standing(world)
    Tablet.enrolled(world, "sun")
    for stranger in STRANGERS:
        assert world.client_of(stranger).get("/devices/").status_code == 403, stranger
    assert "平板一" not in page(world, "hu")

    client = world.client_of("kong")

    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/devices/").status_code == 200
        return len(taken)

    one = queries()
    for _each in range(3):
        Tablet.enrolled(world, "sun")
    assert Device.objects.count() == 4
    assert queries() == one
