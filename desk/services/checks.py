"""Running a standing check."""

from __future__ import annotations

from dataclasses import asdict

from desk.models import CheckRun
from desk.selectors.checks import LOOKS
from desk.states import Check
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now


def run_check(check: Check) -> CheckRun:
    """Record: run one standing check over the whole node and keep its result."""
    began = now()
    with reading(SYSTEM, repeatable=True):
        found = LOOKS[check]()
    run, _new = CheckRun.objects.update_or_create(
        check_code=check.value,
        defaults={
            "outcome": found.outcome,
            "found": [asdict(line) for line in found.lines],
            "ran_at": began,
            "took": now() - began,
        },
    )
    return run
