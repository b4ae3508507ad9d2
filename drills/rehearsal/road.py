"""The duty desk calls every vehicle on the road; one falls silent, is looked for, and is found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from drills.rehearsal.run import Run, at_moment

CALLED_EVERY = dt.timedelta(minutes=15)
# The lost convoy of the script: the second venue's, on its first way out. It answers once, then not for half an hour;
# it is found again shortly before it should long have been there, and comes late.
LOST = 1
LOST_AFTER, FOUND_AFTER = dt.timedelta(minutes=15), dt.timedelta(minutes=55)
LATE_BY = dt.timedelta(minutes=25)
ANSWERED, NO_ANSWER, TROUBLE = "all_well", "no_answer", "trouble"


def is_lost(run: Run) -> bool:
    """Whether this is the run that falls silent."""
    return run.first and run.number == LOST


def plan_calls(run: Run, way: str, left: dt.datetime, arrives: dt.datetime) -> None:
    """Every quarter of an hour, as long as it is on the road."""
    lost = way == "out" and is_lost(run)
    calls = _of_the_lost(left, arrives) if lost else ((at, ANSWERED) for at in _quarters(left, arrives))
    for moment, answer in calls:
        at_moment(run, moment, f"{run.name} called", partial(_call, way=way, answer=answer))


def _quarters(left: dt.datetime, arrives: dt.datetime) -> Iterator[dt.datetime]:
    moment = left + CALLED_EVERY
    while moment < arrives:
        yield moment
        moment += CALLED_EVERY


def _of_the_lost(left: dt.datetime, arrives: dt.datetime) -> Iterator[tuple[dt.datetime, str]]:
    """What each call brings: silence, until the vehicle is found and tells what kept it."""
    found = left + FOUND_AFTER
    for moment in _quarters(left, found):
        yield moment, NO_ANSWER if moment > left + LOST_AFTER else ANSWERED
    yield found, TROUBLE
    for moment in _quarters(found, arrives):
        yield moment, ANSWERED


def _call(run: Run, *, way: str, answer: str) -> None:
    told = {"answer": answer}
    if answer != NO_ANSWER:
        told["spoke_with"] = run.stage.number_of("venue_keeper", 0, path=run.venue.scope) or ""
    if answer == TROUBLE:
        told["words"] = "车辆抛锚，通信盲区；已修复，封签完好，继续前行"
    run.stage.act(run.stage.one("duty_officer"), f"/papers/escorts/{run.escorts[way]}/voice-check/", told)
