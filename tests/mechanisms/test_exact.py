"""Sums that do not depend on the order, the processor or the version."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.mechanisms import exact

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@given(numbers, st.randoms())
def test_the_order_does_not_matter(values: list[float], shuffled: object) -> None:
    mixed = list(values)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert exact.total(np.array(values)) == exact.total(np.array(mixed)) == exact.total(iter(mixed))
    assert exact.mean(np.array(values)) == exact.mean(np.array(mixed))


def test_what_plain_sums_lose_is_kept() -> None:
    assert exact.total([1e16, 1.0, -1e16]) == 1.0
    assert math.isnan(exact.mean(np.zeros(0)))


def test_a_part_of_nothing_is_not_a_number() -> None:
    assert exact.ratio(3, 4) == 0.75
    assert math.isnan(exact.ratio(1.0, 0.0))


def test_correlation_is_pearsons() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=50), rng.normal(size=50)
    assert exact.correlation(x, x + y) == pytest.approx(np.corrcoef(x, x + y)[0, 1])
    assert exact.correlation(x, -2.0 * x) == pytest.approx(-1.0)
    assert math.isnan(exact.correlation(x, np.ones(50)))
    assert math.isnan(exact.correlation(x[:2], y[:2]))


@given(st.floats(-30.0, 5.0))
def test_the_exponential_is_that_of_the_library_to_the_last_bit_or_two(x: float) -> None:
    assert exact.exponential(x) == pytest.approx(math.exp(x), rel=5e-16, abs=0.0)
