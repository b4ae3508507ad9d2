"""The schedule calls these; each is a loop over a service."""

from __future__ import annotations

from celery import shared_task

from desk.selectors import checks_shown
from desk.services import run_check
from desk.states import RUN_CHECK, RUN_FIRST_CHECKS, Check


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
