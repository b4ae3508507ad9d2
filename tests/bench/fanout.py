"""One frame to the last of many sockets: the board's hub against plain ``group_send``, same server, same bytes."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psutil
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import transaction
from django.test import Client

from board.models import Channel
from board.services.frames import frame_text, lock_channels, send
from examops.places import BASE
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.bench.crowd import Crowd, subscribe
from tests.bench.figures import Figure, tell
from tests.bench.plain_sockets import GROUP, plain_layer
from tests.world import World

ROUNDS = 9
AT_REST = 0.05
BALLAST = "考" * 600
TARGETS = {100: ">= 5x", 1000: ">= 8x (ambition 12x)", 5000: ">= 10x (ambition 18x)"}
SOCKET_TARGET = "<= 45 (ambition 30)"


def fanout() -> None:
    """``fanout_100``, ``fanout_1000``, ``fanout_5000`` and ``socket_kb``."""
    world = World.of_people().with_exams()
    browser = world.client_of("chen")
    # The same server twice: what one has still to tidy up must not be counted against the other.
    with serving("ours") as ours, serving("plain") as plain:
        asyncio.run(_measure(world.exam.pk, cookie_of(browser), ours, plain))


async def _measure(exam_id: UUID, cookie: str, our_server: Server, plain_server: Server) -> None:
    ours = Crowd(path=f"/ws/board/?exam={exam_id}", cookie=cookie)
    theirs = Crowd(path="/ws/plain/", cookie=cookie)
    layer = plain_layer()

    async def plainly(number: int) -> float:
        began = time.perf_counter()
        await layer.group_send(GROUP, {"type": "frame", "text": _text(number)})
        return began

    async def by_the_hub(_number: int) -> float:
        return await sync_to_async(_send)(exam_id)

    before = 0
    for size in TARGETS:
        empty = our_server.process.memory_info().rss
        await ours.grow(our_server.address, size, subscribe("wall"))
        per_socket = (our_server.process.memory_info().rss - empty) / (size - before) / 1024
        await theirs.grow(plain_server.address, size, b"")
        await our_server.rest()
        await plain_server.rest()
        mine, plain = await _in_turn(exam_id, (ours, by_the_hub, our_server), (theirs, plainly, plain_server))
        ratio = statistics.median(p / m for m, p in zip(mine, plain, strict=True))
        tell(
            Figure(
                f"fanout_{size}",
                statistics.median(mine) * 1000,
                statistics.median(plain) * 1000,
                ratio,
                TARGETS[size],
                "ms to the last socket; ratio is baseline/ours",
                ROUNDS,
            )
        )
        before = size
    tell(Figure("socket_kb", per_socket, None, None, SOCKET_TARGET, "KB a socket", before))


@dataclass(frozen=True, slots=True)
class Server:
    """A socket process and where it listens."""

    process: psutil.Process
    address: str

    async def rest(self) -> None:
        """Wait until it has next to nothing to do: the tail of one round is no part of the next."""
        while True:
            before = self.process.cpu_times()
            await asyncio.sleep(0.25)
            after = self.process.cpu_times()
            if after.user + after.system - before.user - before.system <= AT_REST:
                return


Way = tuple[Crowd, Callable[[int], Awaitable[float]], Server]


async def _in_turn(exam_id: UUID, *ways: Way) -> list[list[float]]:
    """Each way in turn, a warm-up and then the rounds. Both send the numbers of the board's own frames."""
    took: list[list[float]] = [[] for _way in ways]
    for _round in range(ROUNDS + 1):
        number = await sync_to_async(_number)(exam_id) + 1
        for (crowd, way, server), times in zip(ways, took, strict=True):
            began = await way(number)
            times.append(await crowd.all_heard(number) - began)
            await server.rest()
    return [times[1:] for times in took]


def _body(number: int) -> dict[str, Any]:
    return {"findings": [], "number": number, "ballast": BALLAST}


def _text(number: int) -> str:
    return frame_text(Channel(channel=GROUP, number=number), {("watch", "watch"): _body(number)})


def _number(exam_id: UUID) -> int:
    with reading(SYSTEM, exam_id):
        return Channel.objects.get(exam_id=exam_id, channel=GROUP).number


def _send(exam_id: UUID) -> float:
    """One frame through the board's own door. Returns when it was committed and the bell was about to ring."""
    began: list[float] = []
    with reading(SYSTEM, exam_id):
        channels = lock_channels(exam_id)
        transaction.on_commit(lambda: began.append(time.perf_counter()))
        send(exam_id, channels, {GROUP: {("watch", "watch"): _body(channels[GROUP].number + 1)}})
    return began[0]


@contextmanager
def serving(name: str) -> Iterator[Server]:
    """A socket process of that name, until it is not needed any more."""
    address = settings.PLACES.sockets / f"ws-{name}.sock"
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.plain_sockets", str(address)], cwd=BASE, env={**os.environ}
    )
    try:
        while not address.exists():
            assert started.poll() is None, "the socket process ended"
            time.sleep(0.05)
        yield Server(psutil.Process(started.pid), str(address))
    finally:
        # Thousands of sockets take their leave one by one: nothing is measured any more.
        started.kill()
        started.wait(timeout=30)


def cookie_of(browser: Client) -> str:
    """What a logged-in browser sends along."""
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
