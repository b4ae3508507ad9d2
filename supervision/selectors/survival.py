"""How long things take when some are not over yet: the product-limit estimate of Kaplan and Meier (1958).

A mean of the answered ones looks the better the more nobody answers: what never came is not in it. Here what is
still open counts for as long as it was seen open. Pure arithmetic in exact fractions, no library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Span:
    """One wait: how long it lasted or has lasted so far, and whether it is over."""

    lasted: dt.timedelta
    is_over: bool


@dataclass(frozen=True, slots=True)
class Point:
    """After so long, this share of all was still waiting."""

    at: dt.timedelta
    waiting: Fraction


def product_limit(spans: Iterable[Span]) -> list[Point]:
    """The curve, one point for each time at which a wait ended. One seen until a moment is at risk at that moment."""
    told = list(spans)
    curve, waiting = [], Fraction(1)
    for at in sorted({span.lasted for span in told if span.is_over}):
        at_risk = sum(1 for span in told if span.lasted >= at)
        ended = sum(1 for span in told if span.is_over and span.lasted == at)
        waiting *= 1 - Fraction(ended, at_risk)
        curve.append(Point(at, waiting))
    return curve


def within(curve: Sequence[Point], share: Fraction) -> dt.timedelta | None:
    """The time within which this share was over. None where so many have not been answered at all."""
    return next((point.at for point in curve if point.waiting <= 1 - share), None)
