"""Bags through the API: one a request against sixty a request, and one a request against a plain one-row insert."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from paper_custody.services import BagGiven
from paper_custody.states import DRILL_MARK
from tests.bench.figures import Figure, in_turn, tell
from tests.paper_custody.builders import Papers, hire, load
from tests.venues.builders import load_standing
from tests.world import World

BATCH, ROUNDS = 60, 3
SINGLES = 20


def scans() -> None:
    """``bags_per_s_batch60`` and ``scan_vs_insert_view``."""
    world = World.with_exams()
    with reading(SYSTEM):
        hire(world)
        load_standing(world)
    codes = [f"{DRILL_MARK}bench-{number:03d}" for number in range(BATCH)]
    load(world, [_bag(code) for code in codes])
    world.settle()
    papers = Papers(world)
    bags = [{"code": code} for code in codes]
    taken = papers.receive("A1", bags=bags, bags_counted=BATCH, boxes_counted=0)
    assert taken.status_code == 200, taken.content
    pair = {"giver": "wang", "receiver": "fan"}
    batch, single, ratio = in_turn(
        ours=lambda: BATCH / _timed(lambda: _hand_over(papers, pair, bags)),
        baseline=lambda: SINGLES / _timed(lambda: _one_by_one(papers, pair, bags[:SINGLES])),
        rounds=ROUNDS,
    )
    tell(Figure("bags_per_s_batch60", batch, single, ratio, "ratio >= 10 (ambition 30)", "bags/s", ROUNDS))
    ours, plain, ratio = in_turn(
        ours=lambda: SINGLES / _timed(lambda: _one_by_one(papers, pair, bags[:SINGLES])),
        baseline=lambda: SINGLES / _timed(_inserts),
        rounds=ROUNDS,
    )
    tell(Figure("scan_vs_insert_view", ours, plain, ratio, "ratio >= 0.2 (ambition 0.5)", "requests/s", ROUNDS))


def _bag(code: str) -> BagGiven:
    return BagGiven(code=code, kind="scratch", subject="chinese", session="A1", venue="v01", nominal=30)


def _hand_over(papers: Papers, pair: dict[str, str], bags: list[dict[str, str]]) -> None:
    """From one to the other, and next time back."""
    answer = papers.post(pair["giver"], "hand-over", receiver=pair["receiver"], bags=bags)
    assert answer.status_code == 200, answer.content
    pair["giver"], pair["receiver"] = pair["receiver"], pair["giver"]


def _one_by_one(papers: Papers, pair: dict[str, str], bags: list[dict[str, str]]) -> None:
    for bag in bags:
        _hand_over(papers, pair, [bag])


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


class InsertView(APIView):
    """The floor: DRF, one row, nothing asked."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request: Request) -> Response:
        """Insert."""
        with connection.cursor() as cursor:
            values = (str(uuid.uuid4()), now(), 1)
            cursor.execute("INSERT INTO kernel_heartbeat (process, beat_at, pid) VALUES (%s, %s, %s)", values)
        return Response({"ok": True})


def _inserts() -> None:
    view: Any = InsertView.as_view()
    for _time in range(SINGLES):
        request = RequestFactory().post("/", json.dumps({"pid": 1}), content_type="application/json")
        assert view(request).status_code == 200
