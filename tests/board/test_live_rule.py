"""THE LIVE RULE: the old snapshot with the frames since is the new snapshot, for every fact there is.

A real day goes over real sockets. A fact to which no chapter leads fails here, unless it is said to be
history only (tests/architecture/history_only.txt).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from exams.models import Exam
from tests.architecture.test_events import history_only, ours
from tests.board import chapters, running
from tests.board.chapters import Chapter, Day
from tests.board.watching import Watch, watching
from tests.exams.builders import make_drill, open_exam
from tests.live import SocketServer
from tests.servers import empty_all_tables
from tests.world import World

OFFICERS = {"E01": ("chen", "chen", "guo"), "F05": ("bai", "bai", "guo"), "A03": ("bai", "bai", "guo")}

DAY: list[Callable[[Day], Chapter]] = [
    chapters.the_room_is_ready,
    chapters.papers_come,
    chapters.the_morning,
    chapters.the_rooms,
    chapters.the_reports,
    chapters.papers_return,
    chapters.the_room_is_kept,
    *(lambda day, plan=plan, who=who: chapters.an_incident(day, plan, who) for plan, who in OFFICERS.items()),
    lambda day: running.told_to_the_desk(day.desk),
    chapters.told_alone,
    chapters.the_end_of_the_papers,
]

OF_NO_EXAM = ("supervision.", "incidents.own_text", "incidents.shipped_texts")

Seen = dict[str, list[str]]


@pytest.fixture(scope="module")
def seen(django_db_setup: None, django_db_blocker: DjangoDbBlocker, sockets: SocketServer) -> Iterator[Seen]:
    """Which kinds of facts came, and where a screen then showed something else than a newcomer's."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:  # the story reads rows between its steps
            cursor.execute("SELECT set_config('examops.scope', '/', false), set_config('examops.exam', '*', false)")
        day = Day.prepared(World.of_people().with_exams())
        found: Seen = {}
        a_new_exam(day.world, sockets, found)
        a_drill_of_its_own(day.world, sockets, found)
        the_day(day, sockets, found)
        yield found
        connections.close_all()
        empty_all_tables()


def the_day(day: Day, sockets: SocketServer, found: Seen) -> None:
    world = day.world
    world.settle()
    with watching(sockets, world.client_of("bai"), world.exam.pk) as watch:
        watch.kinds()
        for chapter in DAY:
            for step in chapter(day):
                look(world, watch, found, step)


def a_new_exam(world: World, sockets: SocketServer, found: Seen) -> None:
    """A screen may be there before the first row is."""
    with watching(sockets, world.client_of("bai"), open_exam(world).pk) as watch:
        look(world, watch, found, "an exam is opened")


def a_drill_of_its_own(world: World, sockets: SocketServer, found: Seen) -> None:
    """From its making to its end."""
    drill = make_drill(world, world.real)
    with watching(sockets, world.client_of("bai"), drill.pk) as watch:
        look(world, watch, found, "a drill is made")
        for step in the_clock(world, drill):
            look(world, watch, found, step)


def the_clock(world: World, drill: Exam) -> Chapter:
    client = world.client_of("bai")
    for act, given in {"start": {"rate": 2}, "pause": {}, "resume": {}}.items():
        assert client.post(f"/api/exams/{drill.pk}/timeline/{act}/", given).status_code == 200
        yield act
    client.post(f"/api/exams/{drill.pk}/timeline/pause/", {})
    assert client.post(f"/api/exams/{drill.pk}/close/", {}).status_code == 200
    yield "closed"


def look(world: World, watch: Watch, found: Seen, step: str) -> None:
    world.settle()
    differences = [f"{step}: {difference}" for difference in watch.differences()]
    for kind in watch.kinds():
        found.setdefault(kind, []).extend(differences)


def kinds_to_show() -> list[str]:
    told = set(ours()) - set(history_only())
    # Corrective actions and texts of the catalogue are of no exam: they stand in a log that no screen follows.
    return sorted(kind for kind in told if not kind.startswith(OF_NO_EXAM))


@pytest.mark.parametrize("kind", kinds_to_show())
def test_the_old_snapshot_and_the_frames_since_are_the_new_snapshot(kind: str, seen: Seen) -> None:
    assert kind in seen, "no chapter of tests/board/chapters.py leads to this fact"
    assert seen[kind] == []
