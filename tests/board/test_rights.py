"""Who may hear which channel, from the first word to the last."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from websockets.exceptions import InvalidStatus

from board.consumers.door import Door
from board.consumers.logins import Entry, Knock, let_in
from board.policies import may_hear
from board.selectors.rights import Seat
from kernel.actors import SYSTEM
from kernel.scope import reading
from organisation.models import Login, Post
from organisation.services import end_post
from tests.live import Screen, SocketServer
from tests.venues.builders import load_standing
from tests.world import LINHE, World

WITHIN = 6.0


def test_without_a_login_the_socket_is_closed(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    browser = world.client_of("chen")
    browser.logout()
    with sockets.open(browser, world.exam.pk) as socket:
        assert Screen(socket, "wall").closed_with() == 4401


@pytest.mark.parametrize("person", ["zhao", "hu", "li", "sun", "jin"])
def test_the_wall_is_for_those_whose_post_covers_the_county(
    committed_world: World, sockets: SocketServer, person: str
) -> None:
    world = committed_world
    with sockets.open(world.client_of(person), world.exam.pk) as socket:
        screen = Screen(socket, "wall")
        if person != "hu":  # another county's exam is not there for him at all
            screen.subscribe()

        assert screen.closed_with() == 4403
        assert screen.heard == []


@pytest.mark.parametrize("exam", ["00000000-0000-0000-0000-000000000000", "A1", ""])
def test_an_exam_that_is_not_there_looks_like_one_that_is_not_yours(
    committed_world: World, sockets: SocketServer, exam: str
) -> None:
    world = committed_world
    with sockets.open(world.client_of("chen"), exam) as socket:
        assert Screen(socket, "wall").closed_with() == 4403


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_a_page_of_another_site_opens_no_socket(
    committed_world: World, sockets: SocketServer, origin: str | None
) -> None:
    world = committed_world
    with (
        pytest.raises(InvalidStatus, match="403"),
        sockets.open(world.client_of("chen"), world.exam.pk, origin=origin),
    ):
        pass


@pytest.mark.parametrize(
    ("person", "channels"),
    [
        ("guo", {"wall", "desk", "escort", "restricted", "venue:v01", "venue:v02"}),
        ("bai", {"wall", "desk", "escort", "restricted", "venue:v01", "venue:v02"}),
        ("chen", {"wall", "desk", "venue:v01", "venue:v02"}),
        ("wang", {"wall", "escort", "venue:v01", "venue:v02"}),
        ("li", {"escort"}),
        ("sun", {"venue:v01"}),
        ("tao", {"venue:v02"}),
        ("zhao", set()),
        ("hu", set()),
    ],
)
def test_each_post_gives_its_channels_and_no_other(world: World, person: str, channels: set[str]) -> None:
    actor = world.actor(person)
    scopes = dict.fromkeys(("wall", "desk", "escort", "restricted", "archive"), LINHE)
    scopes |= {"venue:v01": f"{LINHE}v01/", "venue:v02": f"{LINHE}v02/"}

    assert {name for name, scope in scopes.items() if may_hear(actor, name, scope)} == channels


def test_a_venue_hears_its_own_channel_and_not_the_neighbours(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with reading(SYSTEM):
        load_standing(world)
    browser = world.client_of("sun")
    with sockets.screen(browser, world.exam.pk, "venue:v01") as screen:
        assert screen.number is not None
    for channel in ("venue:v02", "venue:v99", "venue:"):
        with sockets.open(browser, world.exam.pk) as socket:
            other = Screen(socket, channel)
            other.subscribe()
            assert other.closed_with() == 4403


def test_a_post_that_ends_takes_the_board_with_it(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        with reading(SYSTEM):
            post = Post.objects.get(person=world.chen)
        end_post(world.asked("kong"), post_id=post.pk)

        assert screen.closed_with(WITHIN) == 4403


def test_what_ends_for_one_ends_for_nobody_else(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with reading(SYSTEM):
        load_standing(world)
    browser = world.client_of("sun")
    with sockets.screen(browser, world.exam.pk, "venue:v01") as screen:
        Login.objects.filter(person=world.tao).update(is_active=False)
        screen.hear_until(lambda: len(screen.messages("beat")) > 0)

        assert screen.socket.close_code is None


def test_a_logout_ends_the_socket(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    browser = world.client_of("chen")
    with sockets.screen(browser, world.exam.pk) as screen:
        browser.logout()

        assert screen.closed_with(WITHIN) == 4401


def test_a_new_password_ends_the_sockets_of_the_old_one(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        world.second("chen")

        assert screen.closed_with(WITHIN) == 4401


def test_a_login_that_is_closed_ends_its_sockets(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        Login.objects.filter(person=world.chen).update(is_active=False)

        assert screen.closed_with(WITHIN) == 4401


@pytest.mark.parametrize(
    "said", ["nonsense", '{"type": "subscribe"}', '{"type": "shout"}', "[]", '"' + "x" * 3000 + '"']
)
def test_whoever_speaks_otherwise_is_sent_away(committed_world: World, sockets: SocketServer, said: str) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        screen.socket.send(said)

        assert screen.closed_with() == 4400


def test_whoever_knocks_with_many_is_let_in_as_if_he_knocked_alone(world: World) -> None:
    browsers = {person: world.client_of(person) for person in ("chen", "bai", "sun", "hu", "zhao", "li")}
    name = settings.SESSION_COOKIE_NAME
    cookies = {person: f"{name}={browser.cookies[name].value}" for person, browser in browsers.items()}
    browsers["li"].logout()
    exams = [world.exam.pk, world.real.pk, UUID(int=1), None]
    knocks = [Knock(told, exam) for told in (*cookies.values(), "", f"{name}=nobody", "=;=") for exam in exams]

    alone = [let_in([knock])[0] for knock in knocks]
    with CaptureQueriesContext(connection) as of_one:
        let_in(knocks[:4])
    with CaptureQueriesContext(connection) as of_all:
        assert let_in(knocks) == alone

    at_the_exam = dict(zip(cookies, alone[::4], strict=False))
    assert at_the_exam["chen"].admitted is not None
    assert (at_the_exam["hu"].seat is None, at_the_exam["hu"].admitted) == (False, None)
    assert at_the_exam["li"] == Entry()
    # Only what counties ask for grows: an exam is looked for once for each county, not for each screen.
    assert len(of_all) <= 2 * len(of_one)


def test_a_door_lets_in_all_who_wait_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    visits: list[int] = []

    def opened(knocks: list[Knock]) -> list[Entry]:
        visits.append(len(knocks))
        if len(visits) == 3:
            raise DatabaseError
        return [Entry(Seat(UUID(int=0), knock.cookies, "")) for knock in knocks]

    monkeypatch.setattr("board.consumers.door.let_in", opened)

    async def crowd() -> list[Any]:
        door = Door()
        waiting = [asyncio.create_task(door.knock(Knock(str(one), None))) for one in range(600)]
        await asyncio.sleep(0)
        waiting[1].cancel()
        return await asyncio.gather(*waiting, return_exceptions=True)

    told = async_to_sync(crowd)()

    assert visits == [250, 250, 100]
    assert [told[at].seat.session_key for at in range(500) if at != 1] == [str(at) for at in range(500) if at != 1]
    assert [type(one) for one in told].count(DatabaseError) == 100
