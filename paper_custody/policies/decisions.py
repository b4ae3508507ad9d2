"""What refuses a decision as it was told."""

from __future__ import annotations

import datetime as dt

from kernel.words import check_no_lock_code, check_words
from paper_custody.errors import MomentMissed
from paper_custody.errors.identity import DecisionUnproved
from paper_custody.states.decisions import DecidedBy, DecisionTold


def check_decision_told(decision: DecisionTold, *, exam_at: dt.datetime) -> None:
    """Refuse one that does not say who decided or under which number, that is still to come, or that tells a code."""
    check_no_lock_code(decision.decided_by)
    check_words(decision.document)
    if not decision.decided_by.strip() or (decision.channel != DecidedBy.IN_PERSON and not decision.document.strip()):
        raise DecisionUnproved
    if decision.decided_at > exam_at:
        raise MomentMissed(done_at=decision.decided_at.isoformat())
