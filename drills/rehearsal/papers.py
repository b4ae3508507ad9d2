"""The papers' part: from the convoy's arrival to the marking point."""

from __future__ import annotations

from collections.abc import Sequence

from drills.rehearsal.stage import Stage
from exams.models import Session


def plan(stage: Stage, sessions: Sequence[Session]) -> None:
    """Lay out who hands what to whom when."""
