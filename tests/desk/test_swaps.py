"""换岗: a post or a room changes hands in one line, rights move at the next request, and back the same way."""

from __future__ import annotations

import datetime as dt
from typing import Any

from desk.models import Swap
from kernel.time import now
from organisation.models import Post
from tests.venues.builders import at, open_quiet_day, post
from tests.world import World
from venues.models import RoomPlan


def swap(world: World, who: str, old: Post, new: str, **given: Any) -> Any:
    told = {"post": str(old.pk), "person": str(world.people[new].pk), "reason": "主考突发疾病", **given}
    return world.client_of(who).post("/api/swaps/person/", told)


def test_a_post_changes_hands_and_rights_move_at_the_next_request(world: World) -> None:
    open_quiet_day(world)
    old = Post.objects.get(person=world.sun)
    sun, zhao = world.client_of("sun"), world.client_of("zhao")
    address = f"/venue/v01/?exam={world.exam.pk}"
    assert (sun.get(address).status_code, zhao.get(address).status_code) == (200, 404)

    strangers = {"chen": 403, "sun": 403, "hu": 404}  # to Hu the exam itself is not there
    assert {who: swap(world, who, old, "zhao").status_code for who in strangers} == strangers
    assert swap(world, "bai", old, "hu").json()["code"] == "not_there"
    assert swap(world, "bai", old, "bai").json()["code"] == "own_swap"
    assert swap(world, "bai", old, "sun").json()["code"] == "person_holds_post"
    past = (now() - dt.timedelta(hours=1)).isoformat()
    assert swap(world, "bai", old, "zhao", from_at=past).json()["code"] == "moment_passed"
    assert swap(world, "bai", old, "zhao").status_code == 200

    assert (sun.get(address).status_code, zhao.get(address).status_code) == (404, 200)
    assert world.standing_history() == ["desk.person_swapped"]

    done = Swap.objects.get()
    assert done.new_post is not None
    back = swap(world, "bai", done.new_post, "sun", undoes=str(done.pk))
    assert back.status_code == 200
    assert (sun.get(address).status_code, zhao.get(address).status_code) == (200, 404)
    again = Post.objects.get(person=world.sun, ends_at__gt=now())
    assert swap(world, "bai", again, "zhao", undoes=str(done.pk)).json()["code"] == "not_now"


def test_whoever_runs_one_venue_swaps_nobody_at_another(world: World) -> None:
    there = Post.objects.get(person=world.tao)
    begin, end = there.starts_at, there.ends_at
    Post.objects.create(
        scope=there.scope, person=world.zhao, unit=there.unit, role="exam_office", starts_at=begin, ends_at=end
    )

    assert swap(world, "zhao", Post.objects.get(person=world.sun), "tao").status_code == 403
    assert swap(world, "zhao", there, "sun").status_code == 403


def test_a_swap_from_a_later_moment_holds_from_then(world: World) -> None:
    old = Post.objects.get(person=world.sun)
    later = now() + dt.timedelta(hours=2)

    assert swap(world, "bai", old, "zhao", from_at=later.isoformat()).status_code == 200

    assert world.actor("sun").grants
    assert not world.actor("zhao").grants
    assert Post.objects.get(person=world.zhao).starts_at == Post.objects.get(pk=old.pk).ends_at == later


def test_a_spare_room_takes_over_with_its_seats_and_gives_them_back(world: World) -> None:
    open_quiet_day(world)
    world.move_to(at(-60))

    def move(who: str, old: str, new: str, **given: Any) -> Any:
        told = {"venue": "v01", "session": "A1", "old": old, "new": new, "reason": "空调漏水", **given}
        return post(world, who, "swaps/room/", **told)

    strangers = {"tao": 403, "chen": 403, "zhao": 403, "hu": 404}
    assert {who: move(who, "002", "099").status_code for who in strangers} == strangers
    assert move("bai", "002", "001").json()["code"] == "room_taken"
    assert move("bai", "099", "002").json()["code"] == "room_unknown"
    assert move("sun", "002", "099").status_code == 200
    seats = dict(
        RoomPlan.objects.filter(session__code="A1", exam=world.exam).values_list("room__number", "seats_assigned")
    )
    assert (seats["002"], seats["099"]) == (0, 30) or seats["099"] == 30

    undoes = str(Swap.objects.get().pk)
    assert move("bai", "099", "002", undoes=undoes).status_code == 200
    shown = world.client_of("bai").get(f"/desk/swaps/?exam={world.exam.pk}&old=szk&new=zhao").content.decode()
    assert "已换回" in shown
    assert [kind for kind in world.history() if kind.startswith("desk.")] == ["desk.room_swapped"] * 2
    assert world.client_of("chen").get("/desk/swaps/").status_code == 403
