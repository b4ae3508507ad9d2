"""A province's day: a hundred counties of two thousand bags, each received, stored and passed on by four shifts."""

from __future__ import annotations

import multiprocessing
import os
import time
import uuid
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import partial

from django.db import connection, connections
from psycopg2.extras import execute_values

from exams.selectors.plans import reference_of
from exams.services import make_drill, opening
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from paper_custody import services
from paper_custody.models import BagStep, Handover
from paper_custody.selectors.expected import Delivery
from paper_custody.services import BagGiven
from paper_custody.states import DRILL_MARK, Batch, Scan
from tests.bench.figures import Figure, tell
from tests.paper_custody.builders import Papers, hire, load
from tests.paper_custody.vault import ready_room
from tests.venues.builders import load_standing
from tests.world import HOUR, T0, World

FEW, WHOLE = 4, 100
BAGS, BATCH, SHIFTS = 2_000, 60, 4
ACTS = 2 + SHIFTS  # the receipt, the cabinet, and every shift
ROWS = 200_000
TARGET = "none of its own; a day of 1,200,000 has 86,400 s"


def province(*, whole: bool) -> None:
    """``province_day``: bags acted on a second, against as many bare rows in transactions of as many."""
    world = World.of_people().with_exams()
    with reading(SYSTEM):
        hire(world)
        load_standing(world)
    counties = [_county(world, number) for number in range(WHOLE if whole else FEW)]
    began = time.perf_counter()
    _at_once([partial(_day, county) for county in counties])
    took = time.perf_counter() - began
    bags = len(counties) * BAGS
    with reading(SYSTEM):
        assert Handover.objects.count() == bags * (1 + SHIFTS)
        assert BagStep.objects.count() == bags
    world.settle()
    rows = _bare_rows()
    tell(Figure("province_day", bags * ACTS / took, rows, bags * ACTS / took / rows, TARGET, "bags/s", bags * ACTS))


def _county(world: World, number: int) -> World:
    """One county's exam with its secure room in order and its list taken in. Its people are everybody's."""
    with reading(SYSTEM):
        reference = reference_of(world.real.pk)
    made = make_drill(opening(world.asked("bai")), reference=reference, name=f"第{number}县", starts_from=T0 - 5 * HOUR)
    county = copy(world)
    with reading(SYSTEM):
        county.exam = type(world.exam).objects.get(pk=made.exam)
    ready_room(county)
    load(county, [_bag(scan) for scan in _scans()])
    return county


def _scans() -> list[Scan]:
    return [Scan(code=f"{DRILL_MARK}{number:04d}", seal=f"{DRILL_MARK}seal-{number:04d}") for number in range(BAGS)]


def _bag(scan: Scan) -> BagGiven:
    return BagGiven(
        code=scan.code, kind="scratch", subject="chinese", session="A1", venue="v01", nominal=30, seal=scan.seal
    )


def _day(county: World) -> None:
    papers, scans = Papers(county), _scans()
    everything = Batch(scans)
    services.receive(
        papers.asked("wang"),
        giver=papers.proved("li"),
        batch=replace(everything, receivers=[papers.proved("fan")]),
        delivery=Delivery(session="A1"),
    )
    services.store(papers.asked("wang"), second=papers.proved("fan"), batch=everything, cabinet="CAB-1")
    for giver, receiver in (("wang", "fan"), ("fan", "gao"), ("gao", "fan"), ("fan", "wang"))[:SHIFTS]:
        for batch in _in_batches(scans):
            services.hand_over(papers.asked(giver), receiver=papers.proved(receiver), batch=Batch(batch))


def _in_batches(scans: Sequence[Scan]) -> Iterator[Sequence[Scan]]:
    return (scans[start : start + BATCH] for start in range(0, len(scans), BATCH))


def _at_once(days: Sequence[partial[None]]) -> None:
    """Every county's day, as many side by side as there are cores."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for done in [pool.apply_async(day) for day in days]:
            done.get()


def _bare_rows() -> float:
    """Rows a second, written in transactions of as many as a batch has, by as many processes."""
    count = os.cpu_count() or 1
    began = time.perf_counter()
    _at_once([partial(_write_rows, ROWS // count)] * count)
    return ROWS / (time.perf_counter() - began)


def _write_rows(rows: int) -> None:
    for _batch in range(rows // BATCH):
        with connection.cursor() as cursor:
            execute_values(
                cursor.cursor,
                "INSERT INTO kernel_heartbeat (process, beat_at, pid) VALUES %s",
                [(str(uuid.uuid4()), now(), 1) for _row in range(BATCH)],
            )
