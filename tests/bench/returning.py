"""The socket process was restarted: how long until every screen has its board again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import time

from tests.bench.crowd import Crowd, Member, subscribe
from tests.bench.fanout import cookie_of, serving
from tests.bench.figures import Figure, percentile, tell
from tests.world import World

SCREENS = 5000
# At 15 s a screen says that it has heard nothing.
TARGET = "<= 15"


def returning() -> None:
    """``return_5000_s``: they come back by the page's own back-off, all of them in the first seconds."""
    world = World.of_people().with_exams()
    cookie = cookie_of(world.client_of("chen"))
    with serving("returning") as server:
        took = asyncio.run(_all_return(Crowd(path=f"/ws/board/?exam={world.exam.pk}", cookie=cookie), server.address))
    unit = f"s from the restart to the last board; median {percentile(took, 0.5):.1f}, p99 {percentile(took, 0.99):.1f}"
    tell(Figure(f"return_{SCREENS}_s", max(took), None, None, TARGET, unit, SCREENS))


async def _all_return(crowd: Crowd, address: str) -> list[float]:
    chance = random.Random(os.getpid())
    began = time.perf_counter()

    async def returns() -> float:
        """One screen: it waits as the page does, knocks, is turned away where there is no room, and waits again."""
        attempt = 1
        while True:
            await asyncio.sleep(wait_before(attempt, chance.random()))
            with contextlib.suppress(OSError):
                loop = asyncio.get_running_loop()
                _transport, member = await loop.create_unix_connection(
                    lambda: Member(crowd, subscribe("wall")), address
                )
                await member.ready
                return time.perf_counter() - began
            attempt += 1

    return list(await asyncio.gather(*(returns() for _screen in range(SCREENS))))


def wait_before(attempt: int, share: float) -> float:
    """As ``waitBefore`` of the page, in seconds."""
    most = min(30.0, 2.0**attempt)
    return most * (0.25 + 0.75 * share)
