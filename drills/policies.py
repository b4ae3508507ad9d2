"""Who may drill what, and when not."""

from __future__ import annotations

import datetime as dt

from drills.errors import DrillInThePast, PapersAreHere, RateOutOfRange
from drills.states import DrillForm
from exams.models import Exam
from kernel.act import Asked
from organisation.policies import require
from organisation.states import Capability
from paper_custody.selectors.places import papers_in_county


def check_may_schedule(asked: Asked, real: Exam) -> None:
    """Refuse whoever does not run this county's drills."""
    require(asked.actor, Capability.RUN_DRILL, real.scope)


def check_room_for_drill(real: Exam, form: str) -> None:
    """Refuse anything but a tabletop exercise while real papers are in the county (limits.md 18)."""
    if form != DrillForm.TABLETOP and papers_in_county(real.pk):
        raise PapersAreHere


def check_when_and_how_fast(asked: Asked, *, begins_at: dt.datetime, rate: int) -> None:
    """Refuse a past moment and an impossible pace."""
    if not 1 <= rate <= 60:
        raise RateOutOfRange(rate=rate)
    if begins_at < asked.at:
        raise DrillInThePast
