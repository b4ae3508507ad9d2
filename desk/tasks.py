"""The schedule calls these; each is a loop over a service."""

from __future__ import annotations

from celery import shared_task

from desk.services import run_check
from desk.states import RUN_CHECK, Check


@shared_task(name=RUN_CHECK)
def run_standing_check(code: str) -> str:
    """Run one standing check."""
    return run_check(Check(code)).outcome
