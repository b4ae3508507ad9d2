"""How a rehearsal's time goes: at a pace, or stepped from one due moment to the next as fast as the node settles."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

from clocks.selectors import next_due
from drills.gateways import Player, health
from drills.rehearsal.answers import Desk
from drills.rehearsal.stage import Move, Stage
from exams.selectors.timelines import exam_clock
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now

SETTLES_WITHIN = 60.0
LOOK_EVERY = 1.0


def run_stepped(stage: Stage, director: Player, desk: Desk) -> None:
    """Go from moment to moment: the next move of the script or the next due clock, whichever comes first."""
    while stage.moves:
        at = _step_towards(stage, director, min(stage.moves).at)
        for move in stage.take_due(at):
            _do(stage, move)
        wait_settled(stage)
        desk.look()


def _step_towards(stage: Stage, director: Player, at: dt.datetime) -> dt.datetime:
    """Step to ``at``, or to the clock that is due before it. Returns where the drill's time stands."""
    with reading(SYSTEM, stage.exam.pk):
        due = next_due(stage.exam.pk)
        here = exam_clock(stage.exam.pk, now())
    to = min(at, due) if due is not None and due > here else at
    if to > here:
        stage.act(director, "/timeline/step/", {"to": to.isoformat()})
        wait_settled(stage)
    return max(to, here)


def run_paced(stage: Stage, director: Player, desk: Desk, *, rate: int) -> None:
    """Let the drill's time run; people act at their moments, venues side by side, each in its own order."""
    stage.act(director, "/timeline/start/", {"rate": rate})
    with ExitStack() as pools:
        lanes: dict[str, ThreadPoolExecutor] = {}
        acting: list[Future[None]] = []
        while stage.moves:
            for move in stage.take_due(_here(stage)):
                if move.lane not in lanes:
                    lanes[move.lane] = pools.enter_context(ThreadPoolExecutor(1))
                acting.append(lanes[move.lane].submit(_do, stage, move))
            desk.look()
            if stage.moves:
                wait = (min(stage.moves).at - _here(stage)).total_seconds() / rate
                time.sleep(min(LOOK_EVERY, max(0.0, wait)))
        for one in acting:
            one.result()
    stage.act(director, "/timeline/pause/")
    wait_settled(stage)


def _here(stage: Stage) -> dt.datetime:
    with reading(SYSTEM, stage.exam.pk):
        return exam_clock(stage.exam.pk, now())


def _do(stage: Stage, move: Move) -> None:
    stage.log(f"{move.at:%m-%d %H:%M:%S}Z {move.name}")
    move.do()


def wait_settled(stage: Stage) -> None:
    """Wait until all is numbered, projected and reacted to and nothing is due.

    Raises ``RuntimeError`` if that does not come about within a minute.
    """
    deadline = time.monotonic() + SETTLES_WITHIN
    told = health(stage.address)
    while not told.get("settled"):
        if time.monotonic() > deadline:
            raise RuntimeError(f"the node does not settle: {told}")
        time.sleep(0.05)
        told = health(stage.address)
