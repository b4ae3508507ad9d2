"""The rule of the way back: by when a venue's papers are in the county's secure room again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from exams.gateways.files import Node
from exams.gateways.moments import read_length

KEYS = ("late_after", "source")


@dataclass(frozen=True, slots=True)
class ReturnRules:
    """How long after its line in the minute table (答卷入县保密室) a return is late (plan B03)."""

    late_after: dt.timedelta
    source: str


def return_rules_from(node: Node) -> ReturnRules:
    """Read the section ``returns`` of a preset."""
    node.only(*KEYS)
    return ReturnRules(
        late_after=read_length(node.told.get("late_after"), node.at("late_after")), source=node.text("source")
    )
