"""One session at one venue, and how its people act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from drills.gateways import Answer, Player
from drills.rehearsal.stage import ACCEPTED, Stage
from exams.models import Session
from venues.models import Venue


@dataclass
class Run:
    """One session at one venue, with the convoy that carries it. ``number`` is the venue's place in the list."""

    stage: Stage
    venue: Venue
    session: Session
    number: int
    first: bool
    out_with: tuple[str, ...]
    back_with: tuple[str, ...]
    escorts: dict[str, UUID] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How the log calls it."""
        return f"{self.venue.code} {self.session.code}"

    def one(self, role: str, *, number: int = 0) -> Player:
        """Somebody of the venue."""
        return self.stage.one(role, self.venue.scope, number=number)

    def act(self, player: Player, what: str, given: dict[str, Any], *, expect: str = ACCEPTED) -> Answer:
        """An act with papers of this venue."""
        return self.stage.act(player, f"/papers/{what}/", {"venue": self.venue.code, **given}, expect=expect)

    def in_rooms(self, what: str, *, by: str = "venue_office", **given: Any) -> Answer:
        """An act by the venue office's pair about all its rooms."""
        expect = given.pop("expect", ACCEPTED)
        second = self.one("venue_deputy").as_second()
        told = {"session": self.session.code, "second": second, "form": f"{self.session.code}-{what}", **given}
        return self.act(self.one(by), what, told, expect=expect)


def at_moment(run: Run, moment: dt.datetime, name: str, do: Callable[[Run], None]) -> None:
    """Plan something of this run, in its venue's own order."""
    run.stage.plan(moment, name, partial(do, run), lane=run.venue.code)
