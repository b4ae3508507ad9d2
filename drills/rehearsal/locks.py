"""Boxes of one supplier's lot stand at all venues; the lock of one does not open, and is forced by two as allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from drills.rehearsal.run import Run, at_moment
from drills.rehearsal.stage import ACCEPTED
from exams.states import Approver
from paper_custody.states.decisions import DecidedBy
from paper_custody.states.failures import FailureCause, SealDisposal
from paper_custody.states.keys import LockKind

# The venue whose lock fails, by its place in the list, and the lot that all boxes of the script are of.
JAMMED, LOT = 0, "演练2027-3"
# From the moment at which papers are planned to be there. Forced long before bags go to the rooms.
REGISTERED, NOTICED, TOO_EARLY = dt.timedelta(minutes=-65), dt.timedelta(minutes=8), dt.timedelta(minutes=10)
TAKEN_NOTE, DECIDED, FORCED = dt.timedelta(minutes=12), dt.timedelta(minutes=16), dt.timedelta(minutes=22)
BY_FORCE = {
    "video": "保管室1号机位 演练录像3段",
    "old_seal": "演练旧封001",
    "disposal": SealDisposal.KEPT_SEALED,
    "new_seal": "演练新封001",
    "witnesses": [{"name": "演练监督员", "post": "县教育局派驻"}],
}


@dataclass
class JammedLock:
    """The lock that does not open, and the number under which its procedure runs from the report on."""

    run: Run
    planned_at: dt.datetime
    failure: str = ""

    def report(self) -> None:
        """One keeper is enough: it is recorded at once, and the other venues of the lot are warned."""
        told = {
            "lock": _box(self.run), "cause": FailureCause.JAMMED, "session": self.run.session.code,
            "planned_at": self.planned_at.isoformat(), "words": "锁芯卡死，两把钥匙均打不开",
        }  # fmt: skip
        answer = self.run.stage.act(self.run.one("venue_keeper"), "/locks/failures/", told)
        self.failure = str(answer.body.get("fact", {}).get("failure", ""))

    def force(self, *, expect: str = ACCEPTED) -> None:
        """Both keepers together, under the camera. Before somebody above allowed it, the system refuses."""
        second = self.run.one("venue_keeper", number=1).as_second()
        self._act(self.run.one("venue_keeper"), "force", {**BY_FORCE, "second": second}, expect=expect)

    def allow(self) -> None:
        """The county was asked by telephone, and says yes; the duty desk records who said so, and its number."""
        decided_at = self.planned_at + DECIDED
        decision = {
            "asked_at": (self.planned_at + NOTICED).isoformat(), "authority": Approver.COUNTY,
            "decided_by": "考区主任", "decided_at": decided_at.isoformat(), "channel": DecidedBy.PHONE,
            "document": "演练电话批复1号",
        }  # fmt: skip
        self._act(self.run.stage.one("duty_officer"), "decisions", decision)

    def take_note(self, run: Run) -> None:
        """The head of another venue with a box of the lot."""
        self._act(run.one("venue_head"), "take-note", {"venue": run.venue.code})

    def _act(self, player: Any, what: str, given: dict[str, Any], *, expect: str = ACCEPTED) -> None:
        self.run.stage.act(player, f"/locks/failures/{self.failure}/{what}/", given, expect=expect)


def plan(runs: Sequence[Run], at_venue: dt.datetime) -> None:
    """Lay out who does what about the locks, among the first session's runs."""
    for run in runs:
        at_moment(run, at_venue + REGISTERED, f"{run.name} box registered", _register)
    jammed = next((run for run in runs if run.number == JAMMED), None)
    if jammed is None:
        return
    lock = JammedLock(jammed, planned_at=at_venue)
    moves: tuple[tuple[dt.timedelta, str, Callable[[], None]], ...] = (
        (NOTICED, "lock does not open", lock.report),
        (TOO_EARLY, "forcing refused", partial(lock.force, expect="force_not_allowed")),
        (DECIDED, "forcing allowed", lock.allow),
        (FORCED, "lock forced", lock.force),
    )
    for after, name, do in moves:
        jammed.stage.plan(at_venue + after, f"{jammed.name} {name}", do, lane=jammed.venue.code)
    for run in runs:
        if run is not jammed:
            at_moment(run, at_venue + TAKEN_NOTE, f"{run.name} takes note of the lot", lock.take_note)


def _register(run: Run) -> None:
    """Two keepers of the venue put the box's lock on the list; its key lies in the safe."""
    told = {
        "code": _box(run), "kind": LockKind.BOX, "place": f"{run.venue.name}试卷箱", "venue": run.venue.code,
        "batch": LOT, "keys": [f"DRILL-KEY-{run.venue.code}"],
        "second": run.one("venue_keeper", number=1).as_second(),
    }  # fmt: skip
    run.stage.act(run.one("venue_keeper"), "/keys/locks/", told)


def _box(run: Run) -> str:
    return f"DRILL-BOX-{run.venue.code}"
