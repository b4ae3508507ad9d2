"""The ticker's work: every due clock of every exam, one act each."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from clocks.selectors import exams_with_clocks
from clocks.services import expire_next_clock, warn_next_clock
from kernel.act import Asked, asked_by_system
from kernel.actors import SYSTEM
from kernel.scope import reading


def sweep() -> int:
    """Warn of and run out all that is due. Returns how many clocks moved."""
    with reading(SYSTEM):
        exams = exams_with_clocks()
    return sum(_sweep(exam_id, warn_next_clock) + _sweep(exam_id, expire_next_clock) for exam_id in exams)


def _sweep(exam_id: UUID | None, step: Callable[[Asked], object]) -> int:
    moved = 0
    # A fresh id each time: exactly once is the row's doing (status under its lock), not the id's.
    while step(asked_by_system(cause=uuid4(), purpose="sweep", exam_id=exam_id)) is not None:
        moved += 1
    return moved
