"""The auditor takes the evidence of one venue's first session away, and checks it as anybody could."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass

from drills.rehearsal.stage import Stage
from exams.models import Session
from kernel.actors import SYSTEM
from kernel.scope import reading
from paper_custody.gateways.evidence import wrong_with
from paper_custody.states.evidence import UNDER_WAY, PackStatus
from venues.models import Venue
from venues.selectors.places import venues_of

# Of the venue whose lock was forced: what happened there is what somebody will want to know.
VENUE = 0
TAKEN_AFTER = dt.timedelta(minutes=45)
TOO_EARLY_BEFORE = dt.timedelta(minutes=5)
# The background worker makes it in seconds; real ones.
MADE_WITHIN, ASKED_EVERY = 120.0, 0.5


@dataclass(frozen=True, slots=True)
class Taking:
    """The session of the venue that is taken."""

    stage: Stage
    venue: Venue
    session: Session

    @property
    def address(self) -> str:
        """Where it is taken, below the drill's API."""
        return f"/papers/venues/{self.venue.code}/evidence/"

    def too_early(self) -> None:
        """The venue's own head asks before the session is over, and is told to ask again then."""
        head, given = self.stage.one("venue_head", self.venue.scope), {"session": self.session.code}
        self.stage.act(head, self.address, given, expect="evidence_too_early")

    def take(self) -> None:
        """Take it, wait for the worker, fetch the file, and look at every byte without the database."""
        auditor, given = self.stage.one("auditor"), {"session": self.session.code}
        taken = self.stage.act(auditor, self.address, given)
        if not taken.accepted:
            return
        pack = taken.body["fact"]["pack"]
        status = self._made(pack)
        self.stage.check(that=status == PackStatus.READY, says=f"the evidence pack is {status}")
        if status == PackStatus.READY:
            page = f"/venue/{self.venue.code}/papers/evidence/{pack}.zip?exam={self.stage.exam.pk}"
            wrong = wrong_with(auditor.fetch(page))
            self.stage.check(that=not wrong, says=f"the evidence pack is not whole: {wrong[:3]}")

    def _made(self, pack: str) -> str:
        """Where the pack stands when it is under way no more, or when nobody waits any longer."""
        deadline = time.monotonic() + MADE_WITHIN
        while True:
            told = self.stage.one("auditor").read(f"{self.stage.api}{self.address}?session={self.session.code}")
            status = next(str(one["status"]) for one in told if one["pack"] == pack)
            if status not in UNDER_WAY or time.monotonic() > deadline:
                return status
            time.sleep(ASKED_EVERY)


def plan(stage: Stage, sessions: Sequence[Session], stored_at: dt.datetime) -> None:
    """Lay out the asking too early, and the taking when all is over."""
    with reading(SYSTEM, stage.exam.pk):
        venue = list(venues_of(stage.exam.scope))[VENUE]
    taking = Taking(stage, venue, sessions[0])
    stage.plan(sessions[0].ends_at - TOO_EARLY_BEFORE, "evidence refused", taking.too_early, lane=venue.code)
    stage.plan(stored_at + TAKEN_AFTER, "evidence taken", taking.take)
