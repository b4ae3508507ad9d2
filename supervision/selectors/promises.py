"""What an incident promised and how it was kept, folded out of what happened to it, in order.

The same fold reads the lines of the incident's log (pages) and the facts of the journal (the after-action report):
what a report says is recomputed, and no column is trusted. Every wait is counted from the opening, or those that
nobody even acknowledged would be missing from the first actions. An acknowledgement that lapsed was no answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from incidents.gateways import Run
from incidents.gateways.ladder import Limits
from incidents.states import Level
from incidents.states import Purpose as Promised
from supervision.selectors.survival import Span
from supervision.states import Measure


class What(StrEnum):
    """What may happen to an incident, as far as its promises go."""

    OPENED = "opened"
    LEVEL_SET = "level_set"
    LEVEL_CONFIRMED = "level_confirmed"
    ACKNOWLEDGED = "acknowledged"
    LAPSED = "lapsed"
    ACTED = "acted"
    REPORTED = "reported"
    PAUSED = "paused"
    RESUMED = "resumed"
    MERGED = "merged"
    UNMERGED = "unmerged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, in exam time. ``code``: the level, or the promise that was paused."""

    what: What
    at: dt.datetime
    code: str = ""


MEASURES: dict[str, Measure] = {
    Promised.ACKNOWLEDGE: Measure.ACKNOWLEDGE,
    Promised.FIRST_ACTION: Measure.FIRST_ACTION,
    Promised.REPORT_UPWARD: Measure.REPORT_UPWARD,
    Promised.CLOSE: Measure.CLOSE,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How one promise was kept, or has not been yet. ``limit`` is what the plan allowed, pauses and levels included."""

    measure: Measure
    started_at: dt.datetime
    seen_until: dt.datetime
    due_at: dt.datetime | None
    answered_at: dt.datetime | None

    @property
    def span(self) -> Span:
        """The wait."""
        return Span((self.answered_at or self.seen_until) - self.started_at, self.answered_at is not None)

    @property
    def limit(self) -> dt.timedelta | None:
        """How long it might have taken."""
        return None if self.due_at is None else self.due_at - self.started_at

    @property
    def is_breach(self) -> bool:
        """Whether it came too late, or is too late by now."""
        return self.due_at is not None and (self.answered_at or self.seen_until) > self.due_at


@dataclass(slots=True)
class _Promise:
    due_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    paused_at: dt.datetime | None = None
    stands_by_merging: bool = False

    def tighten(self, at: dt.datetime, within: dt.timedelta) -> None:
        """A new level never moves it later, and a paused one stays as it is."""
        if self.answered_at is None and self.paused_at is None:
            due_at = at + within
            self.due_at = due_at if self.due_at is None else min(self.due_at, due_at)

    def resume(self, at: dt.datetime) -> None:
        if self.paused_at is not None and self.due_at is not None:
            self.due_at += at - self.paused_at
        self.paused_at = None


@dataclass(slots=True)
class _Fold:
    run: Run
    opened_at: dt.datetime
    initial: str = ""
    confirmed: str = ""
    closed_at: dt.datetime | None = None
    merged_at: dt.datetime | None = None
    promises: dict[Measure, _Promise] = field(default_factory=lambda: {one: _Promise() for one in Measure})

    @property
    def limits(self) -> Limits:
        return self.run.limits(Level(self.confirmed or self.initial))

    def take(self, one: Happened) -> None:
        # What comes after the end (a level that is confirmed then) promises nothing more.
        if self.closed_at is None:
            getattr(self, f"_{one.what}")(one)

    def _opened(self, one: Happened) -> None:
        self.initial = one.code
        self.promises[Measure.ACKNOWLEDGE].tighten(one.at, self.limits.acknowledge)
        self._by_level(one.at)

    def _by_level(self, at: dt.datetime) -> None:
        self.promises[Measure.CLOSE].tighten(at, self.limits.close)
        report = self.promises[Measure.REPORT_UPWARD]
        if self.limits.report_upward is not None:
            report.tighten(at, self.limits.report_upward)
        elif report.answered_at is None:
            report.due_at = None

    def _level_set(self, one: Happened) -> None:
        self.initial = one.code
        self._tightened(one.at)

    def _level_confirmed(self, one: Happened) -> None:
        self.confirmed = one.code
        self._tightened(one.at)

    def _tightened(self, at: dt.datetime) -> None:
        self.promises[Measure.ACKNOWLEDGE].tighten(at, self.limits.climb_every)
        self._by_level(at)

    def _acknowledged(self, one: Happened) -> None:
        self.promises[Measure.ACKNOWLEDGE].answered_at = one.at
        self.promises[Measure.FIRST_ACTION].tighten(one.at, self.limits.first_action)

    def _lapsed(self, _one: Happened) -> None:
        self.promises[Measure.ACKNOWLEDGE].answered_at = None

    def _acted(self, one: Happened) -> None:
        self._answered(Measure.FIRST_ACTION, one.at)

    def _reported(self, one: Happened) -> None:
        self._answered(Measure.REPORT_UPWARD, one.at)

    def _answered(self, measure: Measure, at: dt.datetime) -> None:
        promise = self.promises[measure]
        promise.answered_at = promise.answered_at or at

    def _paused(self, one: Happened) -> None:
        if one.code in MEASURES:
            self.promises[MEASURES[one.code]].paused_at = one.at

    def _resumed(self, one: Happened) -> None:
        if one.code in MEASURES:
            self.promises[MEASURES[one.code]].resume(one.at)

    def _merged(self, one: Happened) -> None:
        # It goes on under another number: what still ran stands still, as its clocks do.
        self.merged_at = one.at
        for promise in self.promises.values():
            runs = promise.due_at is not None and promise.due_at > one.at
            if promise.answered_at is None and promise.paused_at is None and runs:
                promise.paused_at, promise.stands_by_merging = one.at, True

    def _unmerged(self, one: Happened) -> None:
        self.merged_at = None
        for promise in self.promises.values():
            if promise.stands_by_merging:
                promise.resume(one.at)
                promise.stands_by_merging = False

    def carries(self, promise: _Promise) -> bool:
        """Whether the incident itself answers for it: what it passed on in time is the other one's to keep."""
        return self.merged_at is None or promise.answered_at is not None or not promise.stands_by_merging

    def _closed(self, one: Happened) -> None:
        self.closed_at = one.at
        self._answered(Measure.CLOSE, one.at)


def answers_of(run: Run, happened: Iterable[Happened], *, until: dt.datetime) -> dict[Measure, Answer]:
    """How each promise was kept by ``until``; a report upward that nobody promised is left out,
    and so is what goes on under the number of the incident with which it was merged.

    What happened begins with the opening.
    """
    told = list(happened)
    fold = _Fold(run, opened_at=told[0].at)
    for one in told:
        fold.take(one)
    seen_until = fold.closed_at or fold.merged_at or until
    for promise in fold.promises.values():
        promise.resume(promise.answered_at or seen_until)
    return {
        measure: Answer(measure, fold.opened_at, seen_until, promise.due_at, promise.answered_at)
        for measure, promise in fold.promises.items()
        if (measure != Measure.REPORT_UPWARD or promise.due_at is not None) and fold.carries(promise)
    }
