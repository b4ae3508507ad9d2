"""What those above decided, as it reached the county or a venue: it is recorded, not decided, here (limits.md 8)."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from exams.states import Approver


class DecidedBy(StrEnum):
    """How a decision came: by telephone first, or in writing."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    DOCUMENT = "document"


class Verdict(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """Who decided, when, by which channel, and under which number of a document or call."""

    authority: Approver
    verdict: Verdict
    decided_by: str
    decided_at: dt.datetime
    channel: DecidedBy
    document: str


def words_hash(decision: DecisionTold) -> str:
    """What a fact commits to instead of the name and the number of the document."""
    lines = f"{decision.decided_by}\n{decision.decided_at.isoformat()}\n{decision.channel}\n{decision.document}"
    return hashlib.sha256(lines.encode()).hexdigest()
