"""The schedule calls these; each is a loop over a service."""

from __future__ import annotations

from celery import shared_task

from desk.selectors.backups import backup_is_due
from desk.selectors.checks import checks_shown
from desk.services import back_up, run_check
from desk.states import BACK_UP, RUN_CHECK, RUN_FIRST_CHECKS, Check


@shared_task(name=RUN_CHECK)
def run_standing_check(code: str) -> str:
    """Run one standing check."""
    return run_check(Check(code)).outcome


@shared_task(name=RUN_FIRST_CHECKS)
def run_first_checks() -> list[str]:
    """Run those that never ran: on a new node nobody waits hours for the first result."""
    never = [check.code for check in checks_shown() if check.run is None]
    for code in never:
        run_check(code)
    return [str(code) for code in never]


@shared_task(name=BACK_UP)
def back_up_if_due() -> str:
    """Every night, and every hour of an exam day; one that failed or fell into a stop is made up for."""
    return back_up().outcome if backup_is_due() else ""
