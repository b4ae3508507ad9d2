"""Over a real socket: what is there, what changes, and that nothing is missed or heard twice."""

from __future__ import annotations

from django.core.management import call_command

from tests.board.builders import (
    change,
    end_database_sessions,
    end_subscriptions,
    number_of,
    rows_stored,
    send_rows,
)
from tests.live import Screen, SocketServer
from tests.world import World


def test_a_screen_hears_a_snapshot_and_then_what_changes(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        assert screen.rows == rows_stored(world.exam.pk)
        assert screen.rows["exam", "exam"]["kind"] == "drill"

        change(world)
        screen.hear_up_to(number_of(world.exam.pk))

        assert screen.rows == rows_stored(world.exam.pk)
        assert [message["type"] for message in screen.messages("snapshot", "frame")] == ["snapshot", "frame"]


def test_every_message_but_a_frame_carries_both_times(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        screen.say({"type": "ping"})
        screen.hear_until(lambda: bool(screen.messages("pong")))
        screen.hear_until(lambda: bool(screen.messages("beat")))

        for message in screen.messages("snapshot", "pong", "beat"):
            assert (message["state"], message["rate"]) == ("paused", 1)
            assert message["exam_time"][:16] == world.exam_now.isoformat()[:16]
            assert message["server_time"] < message["exam_time"]


def test_a_screen_hears_of_a_moved_clock_before_the_next_beat(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        change(world)
        screen.hear_until(lambda: any(m["exam_time"] == world.exam_now.isoformat() for m in screen.messages("beat")))

        assert screen.messages("beat")[-1]["state"] == "stepped"


def test_a_screen_that_comes_back_hears_what_it_missed_and_nothing_twice(
    committed_world: World, sockets: SocketServer
) -> None:
    world = committed_world
    browser = world.client_of("chen")
    with sockets.screen(browser, world.exam.pk) as screen:
        left_at = screen.number
        rows = dict(screen.rows)
    change(world, times=3)

    with sockets.open(browser, world.exam.pk) as socket:
        again = Screen(socket, "wall")
        again.number, again.rows = left_at, rows
        again.subscribe(after=left_at)
        again.hear_up_to(number_of(world.exam.pk))

        assert not again.messages("snapshot")
        assert len(again.messages("frame")) == 3
        assert again.rows == rows_stored(world.exam.pk)


def test_a_line_that_is_cut_again_and_again_loses_nothing_and_repeats_nothing(
    committed_world: World, sockets: SocketServer
) -> None:
    world = committed_world
    browser = world.client_of("chen")
    with sockets.screen(browser, world.exam.pk) as screen:
        first, held, rows = screen.number, screen.number, dict(screen.rows)
    assert first is not None
    taken: list[int] = []
    for cut in range(8):
        for count in range(3):
            send_rows(world.exam.pk, {("watch", "watch"): {"cut": cut, "count": count}})
        with sockets.open(browser, world.exam.pk) as socket:
            again = Screen(socket, "wall")
            again.number, again.rows = held, rows
            again.subscribe(after=held)
            send_rows(world.exam.pk, {("watch", "watch"): {"cut": cut, "count": 3}})
            # It is cut somewhere in the middle: what was sent and not taken is asked for again.
            again.hear_until(lambda: len(again.messages("frame")) > cut % 3)  # noqa: B023
            socket.socket.close()
            assert not again.messages("snapshot")
            taken += [message["number"] for message in again.messages("frame")]
            held, rows = again.number, again.rows
    with sockets.open(browser, world.exam.pk) as socket:
        last = Screen(socket, "wall")
        last.number, last.rows = held, rows
        last.subscribe(after=held)
        last.hear_up_to(number_of(world.exam.pk))
        taken += [message["number"] for message in last.messages("frame")]

    assert taken == list(range(first + 1, first + 8 * 4 + 1))
    assert last.rows == rows_stored(world.exam.pk)


def test_a_screen_that_missed_nothing_is_told_so_at_once(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    browser = world.client_of("chen")
    with sockets.screen(browser, world.exam.pk) as screen:
        screen.subscribe(after=screen.number)

        assert screen.hear()["type"] == "beat"


def test_a_screen_that_was_away_too_long_gets_a_fresh_snapshot(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    for count in range(205):
        send_rows(world.exam.pk, {("watch", "watch"): {"count": count}})

    with sockets.open(world.client_of("chen"), world.exam.pk) as socket:
        screen = Screen(socket, "wall")
        screen.subscribe(after=2)
        screen.hear()

        assert [message["type"] for message in screen.heard] == ["snapshot"]
        assert screen.rows == rows_stored(world.exam.pk)


def test_a_number_that_was_never_sent_is_answered_with_a_snapshot(
    committed_world: World, sockets: SocketServer
) -> None:
    world = committed_world
    with sockets.open(world.client_of("chen"), world.exam.pk) as socket:
        screen = Screen(socket, "wall")
        screen.subscribe(after=number_of(world.exam.pk) + 7)

        assert screen.hear()["type"] == "snapshot"


def test_the_socket_process_is_killed_and_nothing_is_missed(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    browser = world.client_of("chen")
    with sockets.screen(browser, world.exam.pk) as screen:
        sockets.kill()
        assert screen.closed_with() == 1006
    change(world, times=2)
    sockets.start()

    with sockets.open(browser, world.exam.pk) as socket:
        again = Screen(socket, "wall")
        again.number, again.rows = screen.number, screen.rows
        again.subscribe(after=screen.number)
        again.hear_up_to(number_of(world.exam.pk))

        assert len(again.messages("frame")) == 2
        assert again.rows == rows_stored(world.exam.pk)


def test_what_redis_did_not_pass_on_is_read_from_the_database(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        for count in range(20):
            end_subscriptions()
            send_rows(world.exam.pk, {("watch", "watch"): {"count": count}})
        screen.hear_up_to(number_of(world.exam.pk))

        assert screen.rows == rows_stored(world.exam.pk)


def test_a_slow_reader_gets_a_fresh_snapshot_and_holds_up_nobody(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    browser = world.client_of("chen")
    with sockets.screen(browser, world.exam.pk, queue=16) as slow, sockets.screen(browser, world.exam.pk) as quick:
        # Nobody takes anything out of the slow one: its own buffer, the kernel's and the server's fill up.
        for count in range(150):
            send_rows(world.exam.pk, {("watch", "watch"): {"count": count, "ballast": "x" * 20_000}})
            quick.hear_up_to(number_of(world.exam.pk))
        assert len(quick.messages("snapshot")) == 1

        slow.hear_until(lambda: len(slow.messages("snapshot")) == 2)
        slow.hear_up_to(number_of(world.exam.pk))

        assert len(slow.messages("frame")) < 150
        assert slow.rows == quick.rows == rows_stored(world.exam.pk)


def test_a_database_that_was_away_is_asked_again(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        end_database_sessions()
        end_subscriptions()
        change(world, times=2)
        screen.hear_up_to(number_of(world.exam.pk))

        assert screen.rows == rows_stored(world.exam.pk)
        screen.ask_anew()
        assert screen.rows == rows_stored(world.exam.pk)


def test_a_board_that_is_rebuilt_reaches_the_screens_that_are_there(
    committed_world: World, sockets: SocketServer
) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        change(world)
        screen.hear_up_to(number_of(world.exam.pk))
        rows = dict(screen.rows)

        call_command("rebuild_board", verbosity=0)
        world.settle()
        screen.hear_up_to(number_of(world.exam.pk))

        assert screen.rows == rows == rows_stored(world.exam.pk)
        assert len(screen.messages("snapshot")) >= 2
