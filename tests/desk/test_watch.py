"""One officer on watch at any instant; what is open goes with the watch; both sign."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from desk.models import Watch
from paper_custody.models import Bag, Container
from tests.incidents.builders import Desk
from tests.paper_custody.builders import with_bags
from tests.venues.builders import at, open_quiet_day, post
from tests.world import World


def take(world: World, who: str, giver: str) -> Any:
    return post(world, who, "watch/take-over/", giver=world.second(giver))


def test_the_watch_is_handed_over_with_everything_open_and_never_stands_empty(world: World) -> None:
    open_quiet_day(world, "papers_distributed", "R1")
    world.move_to(at(36))
    call = {"caller": "孙主考", "number": "0478-5550101", "at": at(35).isoformat()}
    post(world, "chen", "venues/v01/reports/keyed/", session="A1", kind="R1", nil=True, call=call)

    assert post(world, "bai", "watch/notes/", words="上岗").json()["code"] == "not_on_watch"
    strangers = {"chen": 403, "sun": 403, "hu": 404}  # to Hu the exam itself is not there
    assert {who: post(world, who, "watch/begin/").status_code for who in strangers} == strangers
    assert post(world, "bai", "watch/begin/").status_code == 200
    assert post(world, "kong", "watch/begin/").json()["code"] == "watch_held"
    assert post(world, "chen", "watch/notes/", words="一中来电：监控黑屏 2 分钟").status_code == 200
    assert post(world, "sun", "watch/notes/", words="x").status_code == 403

    assert take(world, "bai", "bai").json()["code"] == "one_person"
    assert take(world, "kong", "chen").json()["code"] == "not_on_watch"
    assert take(world, "chen", "bai").status_code == 403
    answer = take(world, "kong", "bai")

    assert answer.status_code == 200
    fact = answer.json()["fact"]
    assert (fact["unconfirmed_reports"], fact["overdue_lines"] > 0) == (1, True)
    old, new = Watch.objects.order_by("began_at")
    assert (old.ended_at, new.follows, new.officer) == (new.began_at, old, world.kong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Watch.objects.create(exam=world.exam, scope=old.scope, officer=world.bai, follows=new,
                             began_at=new.began_at, entry_id=new.entry_id)  # fmt: skip
    shown = world.client_of("bai").get(f"/desk/watch/?exam={world.exam.pk}").content.decode()
    assert "监控黑屏" in shown
    assert "孔考务" in shown
    assert "代录待复核" in shown
    assert '<span class="digits">09:36</span>' in shown  # the county's wall, not UTC
    assert [kind for kind in world.history() if kind.startswith("desk.")] == [
        "desk.watch_begun", "desk.watch_noted", "desk.watch_taken_over",
    ]  # fmt: skip


def found_in(world: World, who: str, text: str) -> str:
    asked = {"q": text, "part": "1", "exam": str(world.exam.pk)}
    return str(world.client_of(who).get("/search/", asked).content.decode())


def test_a_venue_finds_its_boxes_and_never_the_vehicle_that_a_bag_rides_in(world: World) -> None:
    with_bags(world)
    vehicle = Container.objects.create(exam=world.exam, scope=world.exam.scope, code="CAR-7788", kind="vehicle")
    Bag.objects.filter(venue__code="v01", room__number="001").update(container=vehicle)

    assert "A1-v01-BXP" in found_in(world, "sun", "v01-BXP")
    assert 'data-found="papers"' not in found_in(world, "tao", "v01-BXP")
    assert {who: "CAR-7788" in found_in(world, who, "7788") for who in ("sun", "chen")} == {"sun": False, "chen": False}


def test_what_is_found_is_what_one_may_see(world: World) -> None:
    desk = Desk.of(world)
    desk.opened("A03", by="bai")
    desk.opened("E01", by="bai")

    def found(who: str, text: str) -> str:
        return found_in(world, who, text)

    assert 'data-found="incidents"' in found("bai", "A03")
    assert 'data-found="incidents"' not in found("chen", "A03")
    assert 'data-found="incidents"' in found("chen", "E01")
    assert "陶主考" in found("chen", "陶")
    assert "陶主考" not in found("wang", "陶")
    assert "陶主考" not in found("hu", "陶")
    assert found("zhao", "临河").count("<li>") == 0
