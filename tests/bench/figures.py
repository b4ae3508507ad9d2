"""How a figure is told, and how two things are measured in turn."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench. ``ratio`` is ours over baseline; a figure without a baseline has a target of its own."""

    name: str
    ours: float
    baseline: float | None
    ratio: float | None
    target: str
    unit: str
    n: int


def tell(figure: Figure) -> None:
    """Print it as one JSON line."""
    told = {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(figure).items()}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def in_turn(*, ours: Callable[[], float], baseline: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Run both in turn, a warm-up and then ``rounds`` times. Returns both medians and the median of the ratios."""
    ours(), baseline()
    pairs = [(ours(), baseline()) for _round in range(rounds)]
    ratios = [mine / theirs for mine, theirs in pairs]
    return (
        statistics.median(mine for mine, _theirs in pairs),
        statistics.median(theirs for _mine, theirs in pairs),
        statistics.median(ratios),
    )


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
