"""The convoy that brings the papers from the city to the county (handbook 2.3, N2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from paper_custody.states.asks import Aboard

# No bag of ours is ever there: before it is counted at N3 it stands on the city's list alone.
NODE = "N2"
# So long after it was expected it is missed, as any escort. Source: handbook 5a, trigger of plan A04.
MISSED_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ConvoyTold:
    """A convoy as it left the city: who leads it (staff number), with whom, in what, for which sessions.

    ``document`` is the number of the city's issue list, ``vehicle`` the one with the papers.
    """

    leader: str
    vehicle: str
    crew: Sequence[Aboard]
    sessions: Sequence[str]
    document: str
    expected_at: dt.datetime
