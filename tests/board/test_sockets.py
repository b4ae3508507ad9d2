"""Over a real socket: what is there, what changes, and who may not hear it."""

from __future__ import annotations

from tests.live import SocketServer
from tests.world import World


def test_a_screen_hears_a_snapshot_and_then_what_changes(committed_world: World, sockets: SocketServer) -> None:
    world = committed_world
    with sockets.screen(world.client_of("chen"), world.exam.pk) as screen:
        assert screen.rows["exam", "exam"]["kind"] == "drill"

        world.fast_forward(minutes=5)
        screen.hear_until(lambda: len(screen.messages("frame")) > 0)
