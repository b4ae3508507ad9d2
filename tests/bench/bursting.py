"""A burst: 500 incidents opened within a minute of exam time, and each told once to whoever is on its first rung."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections

from clocks.sweep import sweep
from exams.services import step_timeline
from incidents.models import Incident
from journal.cursors import deliver_all
from kernel.actors import SYSTEM
from kernel.scope import reading
from notices.models import Notice
from notices.states import NoticeKind
from tests.bench.figures import Figure, tell
from tests.incidents.builders import Desk
from tests.notices.builders import play
from tests.world import World, number_now

INCIDENTS, OPENERS, FOLLOWERS = 500, 4, 2
STEPS, STEP = 10, dt.timedelta(seconds=6)
PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Burst:
    """What became of it: how many were opened, over how long in exam time, and how they were told."""

    opened: int
    over: dt.timedelta
    missed: int
    doubled: int
    seconds: float


def incident_burst() -> None:
    """``incident_burst``: pages that were missed or came twice, when 500 incidents are opened in a minute."""
    found = burst(Desk.of(World.of_people().with_exams()), INCIDENTS)
    target = f"= 0; {found.opened} opened over {found.over.total_seconds():.0f} s, settled in {found.seconds:.1f} s"
    tell(Figure("incident_burst", found.missed + found.doubled, None, None, target, "pages", found.opened))


def burst(desk: Desk, many: int) -> Burst:
    """Open so many by several people at once, with everything that follows running beside them, as on a node."""
    world = desk.world
    play(world, "chen", "bai", "guo")
    before, stop = time.monotonic(), threading.Event()
    follow = [threading.Thread(target=_follow, args=(work, stop)) for work in (number_now, *[_deliver] * FOLLOWERS)]
    opened: list[int] = []
    openers = [threading.Thread(target=_open, args=(desk, many // OPENERS, opened)) for _one in range(OPENERS)]
    for thread in (*follow, *openers):
        thread.start()
    for step in range(STEPS):
        # The minute passes as they come in: a tenth of it with each tenth of them.
        while len(opened) < many * step // STEPS and any(one.is_alive() for one in openers):
            time.sleep(PAUSE)
        with reading(SYSTEM):
            to = world.exam_now + STEP
        step_timeline(world.asked("bai", exam_id=world.exam.pk), to=to)
    for thread in openers:
        thread.join()
    stop.set()
    for thread in follow:
        thread.join()
    world.settle()
    return _found(world, time.monotonic() - before)


def _open(desk: Desk, many: int, opened: list[int]) -> None:
    client = desk.world.client_of("sun")
    for _one in range(many):
        answer = client.post(desk.api, {"plan": "E01", "venue": "v01"}, content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()
        opened.append(answer.json()["fact"]["number"])
    connections.close_all()


def _follow(work: Callable[[], int], stop: threading.Event) -> None:
    while not stop.is_set():
        if work() == 0:
            time.sleep(PAUSE)
    connections.close_all()


def _deliver() -> int:
    return deliver_all() + sweep()


def _found(world: World, seconds: float) -> Burst:
    with reading(SYSTEM):
        moments = dict(Incident.objects.filter(exam=world.exam).values_list("pk", "opened_at"))
        told = Counter(Notice.objects.filter(exam=world.exam).values_list("incident", "person", "kind"))
    first = Counter(incident for incident, _person, kind in told if kind == NoticeKind.OPENED)
    return Burst(
        opened=len(moments),
        over=max(moments.values()) - min(moments.values()),
        missed=sum(first[incident] != 1 for incident in moments),
        doubled=sum(times - 1 for times in told.values()),
        seconds=seconds,
    )
