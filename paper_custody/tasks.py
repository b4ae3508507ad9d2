"""The schedule calls these; each is a loop over a service."""

from __future__ import annotations

from celery import shared_task

from paper_custody.services.alarms import find_silent_runs
from paper_custody.services.retention import drop_old_days, make_days
from paper_custody.states.positions import KEEP_POSITION_DAYS, WATCH_POSITIONS


@shared_task(name=WATCH_POSITIONS)
def watch_positions() -> int:
    """Tell of runs from which no position comes."""
    return find_silent_runs()


@shared_task(name=KEEP_POSITION_DAYS)
def keep_position_days() -> tuple[int, int]:
    """Make the coming days, and take away those that have been kept long enough."""
    return make_days(), drop_old_days()
