"""What a mechanism contributes."""

from __future__ import annotations

import math

import numpy as np

from sim.analysis.ablation import NOTICEABLE, contribution


def test_an_effect_counts_where_it_is_sure_and_large_enough() -> None:
    rng = np.random.default_rng(3)
    usual = rng.normal(size=40)
    small = usual - 0.5 * NOTICEABLE  # sure, because every pair differs by it, but too small
    assert not contribution(usual, small).counts
    large = usual - 2.0 * NOTICEABLE
    found = contribution(usual, large)
    assert found.counts
    assert math.isclose(found.found, 2.0 * NOTICEABLE)
    assert found.n == 40
    unsure = usual + rng.normal(0.3, 5.0, size=40)
    assert contribution(usual, unsure).low < 0.0 < contribution(usual, unsure).high
    assert not contribution(usual, unsure).counts


def test_size_is_in_standard_deviations_of_the_outcome_with_the_mechanism() -> None:
    usual, without = np.array([1.0, 2.0, 3.0, 4.0]), np.zeros(4)
    assert math.isclose(contribution(usual, without).size, 2.5 / usual.std(ddof=1))


def test_where_repetitions_do_not_differ_any_sure_effect_counts() -> None:
    found = contribution([0.5, 0.5, 0.5], [0.25, 0.25, 0.25])
    assert found.size == math.inf
    assert found.counts
    same = contribution([0.5, 0.5], [0.5, 0.5])
    assert same.size == 0.0
    assert not same.counts


def test_runs_without_the_outcome_are_left_out() -> None:
    found = contribution([1.0, math.nan, 3.0], [0.0, 0.0, 1.0])
    assert found.n == 2
    assert math.isclose(found.found, 1.5)
    assert not contribution([math.nan, math.nan], [1.0, 2.0]).counts
