"""Bags through the API at eight screens at once: one a request against a one-row insert, and sixty against one."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.hashers import make_password

from kernel.actors import SYSTEM
from kernel.scope import reading
from organisation.models import Login, Person, Post, Unit
from paper_custody import services
from paper_custody.selectors.expected import Delivery
from paper_custody.services import BagGiven
from paper_custody.states import DRILL_MARK, Batch, Scan
from tests.bench.figures import Figure, tell
from tests.bench.floor import FLOOR
from tests.bench.pages_server import Caller, PagesServer, all_at_once, pages_server, request_bytes
from tests.paper_custody.builders import Papers, hire, load
from tests.paper_custody.vault import ready_room
from tests.venues.builders import load_standing
from tests.world import LINHE, PASSWORD, World

SCREENS, BATCH, ROUNDS = 8, 60, 7
# So many requests of each screen in a round: about a second of either.
SINGLES, INSERTS, BATCHES = 25, 100, 4
VIEW_TARGET = "ratio >= 0.2 (ambition 0.5)"
BATCH_TARGET = "ratio >= 10 (ambition 30); both sides under signings, no password in either"
PRETIX_TARGET = ">= 10x (ambition 100x) pretix's check-in redeem at 8 clients, which is run beside it by hand"


@dataclass
class Side:
    """What one side of a comparison sends, and what came of it in each round."""

    requests: Sequence[Sequence[bytes]]
    each: int
    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def run(self, server: PagesServer, callers: Sequence[Caller]) -> None:
        """One round."""
        before = server.cpu_seconds()
        took = all_at_once(callers, self.requests, each=self.each)
        count = len(callers) * self.each
        self.per_second.append(count / took)
        self.cpu_ms.append((server.cpu_seconds() - before) / count * 1000)

    def forget(self) -> None:
        """What was the warm-up."""
        self.per_second.clear()
        self.cpu_ms.clear()


def scans() -> None:
    """``scan_vs_insert_view_c8``, ``scan_cpu_ms_c8``, ``scan_vs_pretix_c8`` and ``bags_per_s_batch60``."""
    world = World.of_people().with_exams()
    pairs = fill_the_vault(world)
    with pages_server() as server:
        callers = [Caller(server.address) for _screen in range(SCREENS)]
        single, batch = _handovers(world, callers, pairs)
        floor = Side([[request_bytes(FLOOR, {"pid": 1})]] * SCREENS, INSERTS)
        sides = [Side(single, SINGLES), floor, Side(batch, BATCHES)]
        _in_turn(server, callers, sides)
    _tell(*sides)


def _in_turn(server: PagesServer, callers: Sequence[Caller], sides: Sequence[Side]) -> None:
    """All sides in turn, a warm-up and then the rounds, on one server and the same connections."""
    for number in range(ROUNDS + 1):
        for side in sides:
            side.run(server, callers)
            if number == 0:
                side.forget()


def _tell(single: Side, floor: Side, batch: Side) -> None:
    ours, plain = statistics.median(single.per_second), statistics.median(floor.per_second)
    ratio = _ratio(single.per_second, floor.per_second)
    tell(Figure("scan_vs_insert_view_c8", ours, plain, ratio, VIEW_TARGET, "requests/s", ROUNDS))
    mine, theirs = statistics.median(single.cpu_ms), statistics.median(floor.cpu_ms)
    cpu = _ratio(single.cpu_ms, floor.cpu_ms)
    tell(Figure("scan_cpu_ms_c8", mine, theirs, cpu, "none of its own", "ms of the server's CPU a request", ROUNDS))
    tell(Figure("scan_vs_pretix_c8", ours, None, None, PRETIX_TARGET, "requests/s", ROUNDS))
    bags = [rate * BATCH for rate in batch.per_second]
    ratio = _ratio(bags, single.per_second)
    tell(Figure("bags_per_s_batch60", statistics.median(bags), ours, ratio, BATCH_TARGET, "bags/s", ROUNDS))


def _ratio(ours: Sequence[float], baseline: Sequence[float]) -> float:
    return statistics.median(mine / theirs for mine, theirs in zip(ours, baseline, strict=True))


def _pairs(world: World) -> list[tuple[Person, Person]]:
    """Two guards of the secure room for each screen."""
    pattern, unit = Post.objects.get(person=world.fan), Unit.objects.get(path=LINHE)
    password = make_password(PASSWORD)
    guards = []
    for number in range(2 * SCREENS):
        name = f"guard{number:02d}"
        guard = Person.objects.create(scope=LINHE, staff_number=name, name=name, unit=unit, pinyin=name)
        Login.objects.create(username=name, person=guard, password=password)
        Post.objects.create(
            scope=LINHE,
            person=guard,
            unit=unit,
            role=pattern.role,
            starts_at=pattern.starts_at,
            ends_at=pattern.ends_at,
        )
        guards.append(guard)
    return list(zip(guards[::2], guards[1::2], strict=True))


def scans_of_screen(screen: int) -> list[dict[str, str]]:
    """What is read of each bag at a screen."""
    codes = [f"{screen}-{number:02d}" for number in range(BATCH)]
    return [{"code": f"{DRILL_MARK}bench-{code}", "seal": f"{DRILL_MARK}seal-{code}"} for code in codes]


def fill_the_vault(world: World) -> list[tuple[Person, Person]]:
    """Sixty sealed bags for each screen, received and put into a cabinet. Returns who stands at each screen."""
    with reading(SYSTEM):
        hire(world)
        load_standing(world)
        pairs = _pairs(world)
    ready_room(world)
    scans = [Scan(**scan) for screen in range(SCREENS) for scan in scans_of_screen(screen)]
    load(world, [_bag(scan) for scan in scans])
    papers, batch = Papers(world), Batch(scans)
    services.receive(
        papers.asked("wang"),
        giver=papers.proved("li"),
        batch=replace(batch, receivers=[papers.proved("fan")]),
        delivery=Delivery(session="A1"),
    )
    services.store(papers.asked("wang"), second=papers.proved("fan"), batch=batch, cabinet="CAB-1")
    world.settle()
    return pairs


def _bag(scan: Scan) -> BagGiven:
    return BagGiven(
        code=scan.code, kind="scratch", subject="chinese", session="A1", venue="v01", nominal=30, seal=scan.seal
    )


def _handovers(
    world: World, callers: Sequence[Caller], pairs: Sequence[tuple[Person, Person]]
) -> tuple[list[list[bytes]], list[list[bytes]]]:
    """Each screen's requests: its bags one by one, and all at once. Its second person proves himself before."""
    path = f"{world.api}/papers/hand-over/"
    single, batch = [], []
    for screen, (caller, (first, second)) in enumerate(zip(callers, pairs, strict=True)):
        browser = world.client_of(first)
        proof = {"login": second.login.username, "password": PASSWORD}
        begin = {"second": proof, "purpose": "papers/hand-over/"}
        answer = caller.call(request_bytes(f"{world.api}/signings/", begin, browser=browser))
        receiver = {"signing": json.loads(answer)["token"]}
        scans = scans_of_screen(screen)
        single.append([request_bytes(path, {"receiver": receiver, "bags": [one]}, browser=browser) for one in scans])
        batch.append([request_bytes(path, {"receiver": receiver, "bags": scans}, browser=browser)])
    return single, batch
