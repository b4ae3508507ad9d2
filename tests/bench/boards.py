"""What a board of sixty venues costs: the page with its snapshot, and the drawing of all its rows anew."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from board.selectors.bodies import bodies_of
from board.services.refresh import refresh
from board.states import RowKind
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.bench.figures import Figure, tell
from tests.venues.test_reading import sixty
from tests.world import World

ROUNDS = 20
TARGET = "<= 200"


def boards() -> None:
    """``board_60_ms`` and ``readiness_60_ms``."""
    settings.ALLOWED_HOSTS = ["*"]
    world = World.of_people().with_exams()
    with connection.cursor() as cursor:  # the builders load beside the acts
        cursor.execute("SELECT set_config('examops.scope', '/', false), set_config('examops.exam', '*', false)")
    sixty(world)
    refresh(world.exam.pk)
    browser = world.client_of("chen")

    def page() -> None:
        assert browser.get(f"/?exam={world.exam.pk}").status_code == 200

    def rows() -> None:
        with reading(SYSTEM, world.exam.pk):
            bodies_of(world.exam.pk, {RowKind.VENUE: None})

    for name, work in {"board_60_ms": page, "readiness_60_ms": rows}.items():
        tell(Figure(name, _median(work), None, None, TARGET, "ms of server time", ROUNDS))


def _median(work: Callable[[], None]) -> float:
    work()
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
