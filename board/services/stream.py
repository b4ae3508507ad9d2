"""The stream of facts: which channels hear of a fact, and how it reads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from board.selectors.watch_bodies import in_both_languages
from board.states import Audience, venue_channel
from journal.content import Recorded
from kernel.events import DomainEvent

KEPT = 50

# Whoever sees the wall's facts at his desk sees them in one stream with the desk's own.
HEARD_ON: dict[str, tuple[str, ...]] = {
    Audience.WALL: (Audience.WALL, Audience.DESK),
    Audience.DESK: (Audience.DESK,),
    Audience.ESCORT: (Audience.ESCORT,),
    Audience.RESTRICTED: (Audience.RESTRICTED,),
}

# Of what a fact holds, this much stands beside its sentence; a screen finds the words in its other rows.
ABOUT = ("session", "milestone", "report_kind", "number", "rung")

# Told by what follows from them, in the audience of that: a clock does not know what it is about.
NOT_TOLD = frozenset({"clocks"})


def audience_of(fact: DomainEvent) -> str | None:
    """Who hears of this fact. None: nobody in so many words."""
    return None if fact.kind.split(".")[0] in NOT_TOLD else fact.audience


def venue_of(fact: DomainEvent) -> str | None:
    """The one venue that the fact is about, by its code."""
    venue = getattr(fact, "venue", None)
    return venue if isinstance(venue, str) and venue else None


def venues_of(fact: DomainEvent) -> Sequence[str]:
    """The venues that the fact names, by their codes."""
    venue = venue_of(fact)
    return [venue] if venue is not None else getattr(fact, "venues", ())


def about(fact: DomainEvent) -> dict[str, str | int]:
    """Which session, milestone, report or incident the fact is about, by codes and numbers."""
    told = {name: getattr(fact, name, None) for name in ABOUT}
    return {name: value for name, value in told.items() if isinstance(value, str | int)}


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as the stream tells it: to whom, and of which venue, where it is of one."""

    recorded: Recorded
    audience: str | None
    venue: str | None = None

    def channels(self) -> Sequence[str]:
        """The channels on which it is told. An audience that nobody knows hears nothing."""
        heard_on = HEARD_ON.get(self.audience or "", ())
        if self.venue is not None and Audience.DESK in heard_on:
            return [*heard_on, venue_channel(self.venue)]
        return heard_on

    def body(self, index: int) -> dict[str, Any]:
        """The row. ``index`` counts the facts of the channel, and says nothing of those told elsewhere."""
        fact = self.recorded.fact
        return {
            "index": index,
            "kind": fact.kind,
            **in_both_languages("sentence", fact.sentence),
            "at": self.recorded.at.isoformat(),
            "exam_at": self.recorded.exam_at.isoformat(),
            "venue": self.venue,
            "about": about(fact),
        }


def stream_changes(told: Sequence[Told], *, before: int) -> dict[str, dict[str, Any] | None]:
    """What new facts do to the stream of one channel that has told ``before`` of them: rows by key, None to go."""
    after = before + len(told)
    rows: dict[str, dict[str, Any] | None] = {
        str(index): None for index in range(max(1, before - KEPT + 1), min(before, after - KEPT) + 1)
    }
    for index, one in enumerate(told, start=before + 1):
        if index > after - KEPT:
            rows[str(index)] = one.body(index)
    return rows
