"""A second way to the same curve: Efron's redistribution to the right (1967), which shares no step with the product.

Everybody weighs the same at first. From the left, whoever was not seen to the end hands his weight in equal parts to
those who waited longer. What is left of the weight behind a time is the share that still waits then.
"""

from __future__ import annotations

from collections.abc import Sequence


def waiting_after(spans: Sequence[tuple[float, bool]], at: float) -> float:
    """The share that waits longer than ``at``."""
    # Ends before losses at the same time, as the product counts them.
    ordered = sorted(spans, key=lambda span: (span[0], not span[1]))
    weights = [1 / len(ordered)] * len(ordered)
    for place, (_lasted, is_over) in enumerate(ordered):
        later = len(ordered) - place - 1
        if not is_over and later:
            for other in range(place + 1, len(ordered)):
                weights[other] += weights[place] / later
            weights[place] = 0.0
    # The last of all, not seen to the end, keeps his weight for ever.
    ended = (weight for weight, (lasted, is_over) in zip(weights, ordered, strict=True) if is_over and lasted <= at)
    return 1 - sum(ended)


def within(spans: Sequence[tuple[float, bool]], share: float) -> float | None:
    """The time within which this share was over, or None."""
    ends = sorted({lasted for lasted, is_over in spans if is_over})
    return next((at for at in ends if waiting_after(spans, at) <= 1 - share + 1e-9), None)
