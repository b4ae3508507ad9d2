"""The socket process was restarted: how long until every screen has its board again."""

from __future__ import annotations

import asyncio
import os
import random
import time

from tests.bench.crowd import Crowd, Member, subscribe
from tests.bench.fanout import cookie_of, serving
from tests.bench.figures import Figure, percentile, tell
from tests.world import World

SCREENS = 5000
# A screen waits 20 s for a word, and then thinks the line dead (frontend/src/board/feed.js).
PATIENCE = 20.0
TARGET = "every screen within its 20 s of patience"


def returning() -> None:
    """``return_5000_s``: they come back by the page's own back-off, all of them in the first seconds."""
    world = World.of_people().with_exams()
    cookie = cookie_of(world.client_of("chen"))
    with serving("returning") as server:
        took = asyncio.run(_all_return(Crowd(path=f"/ws/board/?exam={world.exam.pk}", cookie=cookie), server.address))
    p99 = percentile(took, 0.99)
    tell(Figure(f"return_{SCREENS}_s", max(took), None, None, TARGET, f"s to the last board; p99 {p99:.1f}", SCREENS))


async def _all_return(crowd: Crowd, address: str) -> list[float]:
    chance = random.Random(os.getpid())
    began = time.perf_counter()
    took = await asyncio.gather(*(_returns(crowd, address, chance) for _screen in range(SCREENS)))
    print(f"all there after {time.perf_counter() - began:.1f} s", flush=True)  # noqa: T201
    return list(took)


async def _returns(crowd: Crowd, address: str, chance: random.Random) -> float:
    """One screen: it waits as the page does, knocks, and waits for its board. Returns how long after the knock."""
    attempt = 1
    while True:
        await asyncio.sleep(wait_before(attempt, chance.random()))
        knocked = time.perf_counter()
        try:
            _transport, member = await asyncio.get_running_loop().create_unix_connection(
                lambda: Member(crowd, subscribe("wall")), address
            )
        except BlockingIOError:
            attempt += 1
            continue
        await member.ready
        return time.perf_counter() - knocked


def wait_before(attempt: int, share: float) -> float:
    """As ``waitBefore`` of the page, in seconds."""
    most = min(30.0, 2.0**attempt)
    return most * (0.25 + 0.75 * share)
