"""What was done on paper and is entered afterwards (补录), and what was told on the phone (代录)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from paper_custody.states.asks import Run
from paper_custody.states.bags import Step

# The handovers that two sides can sign on a paper form.
ON_A_FORM = (
    Step.RECEIVE, Step.LOAD, Step.ARRIVE, Step.HAND_OVER, Step.RETURN, Step.STORE_ANSWERS, Step.HAND_ON,
)  # fmt: skip
# Those after which somebody of the county drives: he must be known by name.
ON_A_VEHICLE = frozenset({Step.LOAD, Step.RETURN})


@dataclass(frozen=True, slots=True)
class FormGiven:
    """A handover form as it was signed on paper: its number, the time on it, and the names of both sides."""

    number: str
    step: Step
    signed_at: dt.datetime
    givers: Sequence[str]
    receivers: Sequence[str]
    venue: str = ""
    sessions: Sequence[str] = ()
    run: Run | None = None


class CallKind(StrEnum):
    """What a call told of papers. It is a mark and no custody: nobody has signed for anything."""

    DEPARTED = "departed"
    ARRIVED = "arrived"
    HANDED_OVER = "handed_over"
