"""The estimate of Kaplan and Meier, against a textbook's table and against another way to the same numbers."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.selectors.survival import Span, product_limit, within
from tests.supervision import efron

# Remission of 21 patients under 6-MP, in weeks (Freireich et al. 1963), as textbooks print it; True: it ended.
REMISSION = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False),
    (32, False), (34, False), (35, False),
]  # fmt: skip
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
HALF, NINE_OF_TEN = Fraction(1, 2), Fraction(9, 10)

waits = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=40)


def spans_of(told: list[tuple[int, bool]]) -> list[Span]:
    return [Span(dt.timedelta(weeks=lasted), is_over) for lasted, is_over in told]


def test_the_textbooks_example() -> None:
    curve = product_limit(spans_of(REMISSION))

    found = {point.at // dt.timedelta(weeks=1): round(float(point.waiting), 3) for point in curve}
    assert found == pytest.approx(PRINTED, abs=0.0006)
    assert within(curve, HALF) == dt.timedelta(weeks=23)
    assert within(curve, NINE_OF_TEN) is None


@given(waits)
def test_another_way_leads_to_the_same_numbers(told: list[tuple[int, bool]]) -> None:
    curve = product_limit(spans_of(told))

    plain = [(float(lasted), is_over) for lasted, is_over in told]
    for point in curve:
        at = point.at / dt.timedelta(weeks=1)
        assert float(point.waiting) == pytest.approx(efron.waiting_after(plain, at), abs=1e-9)
    for share in (HALF, NINE_OF_TEN):
        found, other = within(curve, share), efron.within(plain, float(share))
        assert (None if found is None else found / dt.timedelta(weeks=1)) == other


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=50))
def test_when_all_is_over_it_is_the_plain_share(lasted: list[int]) -> None:
    curve = product_limit([Span(dt.timedelta(seconds=one), is_over=True) for one in lasted])

    ordered = sorted(lasted)
    half, nine = ordered[-(-len(ordered) // 2) - 1], ordered[-(-len(ordered) * 9 // 10) - 1]
    assert within(curve, HALF) == dt.timedelta(seconds=half)
    assert within(curve, NINE_OF_TEN) == dt.timedelta(seconds=nine)


def test_of_nothing_nothing_is_said() -> None:
    assert product_limit([]) == []
    assert within([], HALF) is None
