"""Two acts on the same papers wait one for the other, and never both: rows are locked in one order."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import QuerySet

from kernel.time import now
from organisation.errors import SigningOver
from organisation.models import Signing
from organisation.services.signings import end_signing, hold_signings
from paper_custody import services
from paper_custody.models import Bag, Escort
from paper_custody.services.leftovers import keep_leftovers
from paper_custody.states import Aboard, Batch, Change, Duty, Run, Scan
from tests.paper_custody.builders import RIDING, Papers, scans_of, sealed, with_bags
from tests.world import World

WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
FIRST = "DRILL-A1-v01-001-P"
Act = Callable[[], object]


@pytest.fixture
def papers(committed_world: World) -> Papers:
    """The same bags as elsewhere, really committed: two connections see them."""
    with connection.cursor() as cursor:  # the story reads rows between its steps
        cursor.execute("SELECT set_config('examops.scope', '/', false), set_config('examops.exam', '*', false)")
    return Papers(with_bags(committed_world))


def batch_of(*scans: dict[str, str]) -> Batch:
    return Batch([Scan(**scan) for scan in scans])


def back_in_the_vault(papers: Papers) -> None:
    """All of v01 has come back unopened, in its boxes."""
    papers.to_the_venue()
    batch = batch_of(*scans_of("A1", "v01"))
    crew = [Aboard(who, Duty(duty)) for who, duty in RIDING["v01"]]
    services.send_back(
        papers.asked("sun"),
        receiver=papers.proved("li"),
        venue="v01",
        sessions=["A1"],
        batch=batch,
        run=Run(vehicle="CAR-v01", crew=crew),
    )
    services.store_answers(papers.asked("fan"), giver=papers.proved("li"), batch=batch)


def hands_on_one_of_a_box(papers: Papers) -> Act:
    batch = batch_of(*sealed("A1-v01-003-P"))
    return partial(
        services.hand_on, papers.asked("wang"), receiver=papers.proved("li"), batch=batch, document="移交单1"
    )


def keeps_one_of_a_box(papers: Papers) -> Act:
    batch = batch_of(*sealed("A1-v01-003-P"))
    return partial(
        keep_leftovers, papers.asked("wang"), second=papers.proved("fan"), batch=batch, cabinet="CAB-9", pieces={}
    )


def passes_a_bag_and_a_box(papers: Papers) -> Act:
    batch = batch_of(*sealed("A1-v02-001-P", "A1-v01-BXP"))
    return partial(services.hand_over, papers.asked("wang"), receiver=papers.proved("fan"), batch=batch)


def leaves(papers: Papers) -> Act:
    return partial(services.depart, papers.asked("wang"), escort_id=Escort.objects.get().pk)


def changes_the_vehicle(papers: Papers) -> Act:
    return partial(
        services.change_vehicle,
        papers.asked("li"),
        receiver=papers.proved("he"),
        escort_id=Escort.objects.get().pk,
        batch=batch_of(*scans_of("A1", "v01")),
        change=Change(vehicle="CAR-9", reason="爆胎"),
    )


def alone(act: Act) -> object:
    """The act, on a connection of its own."""
    try:
        return act()
    finally:
        connections.close_all()


def wait_until_it_waits(doing: Future[object]) -> None:
    for _time in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
        assert not doing.done(), f"it waited for nobody: {doing.result()}"
        time.sleep(0.05)
    raise AssertionError("it neither waits nor ends")


def bag(code: str) -> QuerySet[Any]:
    return Bag.objects.filter(code=code)


# Where the papers are, the act, and what comes after the first bag for any act.
CASES: dict[str, tuple[str, Callable[[Papers], Act], Callable[[], QuerySet[Any]]]] = {
    "a bag is handed on out of its box": ("back", hands_on_one_of_a_box, lambda: bag("DRILL-A1-v01-003-P")),
    "a bag is kept out of its box": ("back", keeps_one_of_a_box, lambda: bag("DRILL-A1-v01-003-P")),
    "a bag and a box are passed": ("vault", passes_a_bag_and_a_box, lambda: bag("DRILL-A1-v02-001-P")),
    "a vehicle leaves": ("road", leaves, Escort.objects.all),
    "papers change the vehicle": ("road", changes_the_vehicle, Escort.objects.all),
}


@pytest.mark.parametrize("case", CASES)
def test_who_waits_for_a_bag_holds_nothing_that_comes_after_it(papers: Papers, case: str) -> None:
    """Another act has the first bag, and goes on to what comes after it, as any act does."""
    where, act, later = CASES[case]
    {"back": lambda: back_in_the_vault(papers), "vault": papers.in_the_vault, "road": papers.on_the_road}[where]()
    waiting_act = act(papers)

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        list(bag(FIRST).select_for_update())
        doing = pool.submit(alone, waiting_act)
        wait_until_it_waits(doing)
        list(later().select_for_update(nowait=True))

    assert doing.result() is not None


def test_a_signing_is_not_ended_while_an_act_is_being_signed_by_it(papers: Papers) -> None:
    """Who presses "end" waits for the act under way: afterwards nothing more is signed by it."""
    begin = {"second": papers.world.second("fan"), "purpose": "papers/hand-over/"}
    screen = papers.world.client_of("wang")
    assert screen.post(f"{papers.world.api}/signings/", begin).status_code == 200
    signing = Signing.objects.get()
    ends = partial(end_signing, papers.asked("fan"), signing_id=signing.pk)

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        hold_signings(replace(papers.asked("wang"), at=now()), signings={signing.pk})
        doing = pool.submit(alone, ends)
        wait_until_it_waits(doing)

    assert doing.result() is not None
    with pytest.raises(SigningOver), transaction.atomic():
        hold_signings(replace(papers.asked("wang"), at=now()), signings={signing.pk})
