"""Parts: a decision as it was received, as columns of a row."""

from __future__ import annotations

from typing import Any

from kernel.act import Asked
from paper_custody.services.handovers import person
from paper_custody.states.decisions import DecisionTold


def decided(asked: Asked, decision: DecisionTold) -> dict[str, Any]:
    """Part: who decided, when and how; the actor wrote it down."""
    return {
        "authority": decision.authority,
        "verdict": decision.verdict,
        "decided_by": decision.decided_by.strip(),
        "decided_at": decision.decided_at,
        "channel": decision.channel,
        "document": decision.document.strip(),
        "recorded_by_id": person(asked.actor),
        "entry_id": asked.act_id,
        "at": asked.at,
        "exam_at": asked.exam_at,
    }
