"""What an incident runs on: the plan and the ladder as they were at its opening."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.gateways.ladder import Ladder, Limits, ladder_from
from incidents.gateways.names import Raw
from incidents.gateways.plans import SPARE_CHAIN, Plan, plan_from
from incidents.gateways.running import Running, running, running_from, running_text
from incidents.states import Level


@dataclass(frozen=True, slots=True)
class Run:
    """What an incident runs on: plan, ladder, spare chain and rules of running as they were at its opening.

    ``raw`` is what it keeps.
    """

    plan: Plan
    ladder: Ladder
    running: Running
    spare_chain: str
    raw: Raw

    def limits(self, level: Level) -> Limits:
        """The limits of the incident's family at a level."""
        return self.ladder.limits[self.plan.family][level]

    def rungs(self) -> tuple[str, ...]:
        """The codes of its rungs, the first to be told first."""
        return tuple(rung.code for rung in self.ladder.rungs_for(self.plan.openness))

    def authority(self, named: str) -> str:
        """The level that a step asks or needs; the spare chain is resolved as the exam's preset has it."""
        return self.spare_chain if named == SPARE_CHAIN else named


def run_from(raw: Raw) -> Run:
    """Read what an incident keeps."""
    return Run(
        plan=plan_from(raw["plan"]),
        ladder=ladder_from(raw["ladder"]),
        # What was opened before there were such rules runs by the shipped ones.
        running=running_from(raw["running"]) if "running" in raw else running(),
        spare_chain=raw["spare_chain"],
        raw=raw,
    )


def freeze(plan: Plan, *, ladder: Raw, spare_chain: str) -> Run:
    """What an incident that is opened now will keep."""
    frozen = {"plan": plan.raw, "ladder": ladder, "running": running_text(), "spare_chain": spare_chain}
    return run_from(frozen)
