"""From the city to the county (N2): a van and a guard car leave before dawn, by the 2-3-2 rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from drills.rehearsal.stage import Stage
from exams.models import Session

# Before the first line of the day's table. The delivery is received from the arrival on.
LEAVES, EXPECTED, ARRIVES = dt.timedelta(minutes=29), dt.timedelta(minutes=15), dt.timedelta(minutes=14)
VAN, GUARD_CAR = "DRILL-CITY-VAN", "DRILL-CITY-GUARD"

# Who may ride along, in the order in which they are taken.
CARRIERS = (
    ("escort", 0, "escort"), ("escort_police", 0, "police"), ("escort_police", 1, "police"), ("escort", 1, "escort"),
    ("escort_leader", 1, "escort"), ("escort_leader", 2, "escort"),
)  # fmt: skip
ABOARD = 3


@dataclass
class Convoy:
    """The convoy of the script, and the number it has from the call on."""

    stage: Stage
    sessions: Sequence[str]
    expected_at: dt.datetime
    convoy: str = ""

    def leave(self) -> None:
        """The city's duty desk calls; ours keys in. Too few aboard is refused, the whole crew is not."""
        told = {
            "leader": self.stage.number_of("escort_leader", 0), "vehicle": VAN, "sessions": list(self.sessions),
            "document": "演练市发放单1号", "expected_at": self.expected_at.isoformat(),
        }  # fmt: skip
        officer = self.stage.one("duty_officer")
        few = self._crew()[:1]
        self.stage.act(officer, "/papers/inward/", {**told, "crew": few}, expect="crew_too_small")
        answer = self.stage.act(officer, "/papers/inward/", {**told, "crew": self._crew()})
        self.convoy = str(answer.body.get("fact", {}).get("convoy", ""))

    def arrive(self) -> None:
        """The head of the secure room and the convoy's leader say together that it is there."""
        leader = self.stage.one("escort_leader").as_second()
        self.stage.act(self.stage.one("vault_head"), f"/papers/inward/{self.convoy}/arrived/", {"giver": leader})

    def _crew(self) -> list[dict[str, str]]:
        """In the van an escort beside the leader, in the guard car two more, policemen where the county has them."""
        at_hand = [(self.stage.number_of(role, at), duty) for role, at, duty in CARRIERS]
        riding = [{"person": number, "duty": duty} for number, duty in at_hand if number is not None][:ABOARD]
        crew = [one if place == 0 else {**one, "vehicle": GUARD_CAR} for place, one in enumerate(riding)]
        driver = self.stage.number_of("escort_driver", 0)
        return crew if driver is None else [*crew, {"person": driver, "duty": "driver"}]


def plan(stage: Stage, sessions: Sequence[Session], first_line: dt.datetime) -> None:
    """Lay out the way from the city."""
    convoy = Convoy(stage, [session.code for session in sessions], first_line - EXPECTED)
    stage.plan(first_line - LEAVES, "convoy left the city", convoy.leave)
    stage.plan(first_line - ARRIVES, "convoy from the city arrived", convoy.arrive)
