"""The functions written out in the package against those of the C library and of SciPy."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from sim import _jit
from sim._jit import clip, exp, log, logistic, normal_quantile, rule, share

pytestmark = pytest.mark.everywhere

finite = st.floats(-1e300, 1e300)


@rule
def fused(a: float, b: float, c: float) -> float:
    return _jit.fma(a, b, c)


def _spread(low: float, high: float, n: int = 20_000) -> np.ndarray:
    inner = np.random.default_rng(7).uniform(low, high, n)
    return np.concatenate(([low, high], inner, np.linspace(low, high, n)))


def test_exp_is_exact_to_13_digits_between_its_cuts() -> None:
    xs = np.concatenate((_spread(-700.0, 700.0), _spread(-2.0, 2.0)))
    found = np.array([exp(x) for x in xs])
    assert np.abs(found / np.exp(xs) - 1.0).max() < 1e-13
    assert exp(0.0) == 1.0


@given(x=st.floats(700.0, 1e300))
def test_exp_is_cut_beyond_700(x: float) -> None:
    assert exp(x) == exp(700.0)
    assert exp(-x) == exp(-700.0) > 0.0


def test_log_is_exact_to_9_places_for_every_normal_number() -> None:
    xs = np.concatenate((_spread(1e-9, 1.0), _spread(0.5, 2.0), 10.0 ** _spread(-307.0, 308.0)))
    found = np.array([log(x) for x in xs])
    assert np.abs(found - np.log(xs)).max() < 1e-9
    assert log(1.0) == 0.0


@given(x=st.floats(-36.0, 700.0))
def test_the_logistic_function_is_a_probability(x: float) -> None:
    assert 0.0 < logistic(-x) < 1.0
    assert abs(logistic(x) + logistic(-x) - 1.0) < 1e-13
    assert abs(logistic(-x) * (1.0 + math.exp(x)) - 1.0) < 1e-12


@given(x=st.floats(allow_nan=False))
def test_the_logistic_function_never_leaves_the_unit_interval(x: float) -> None:
    assert 0.0 <= logistic(x) <= 1.0


def test_the_normal_quantile_is_exact_to_6_places_up_to_5_point_4_sigma() -> None:
    tail = 10.0 ** _spread(math.log10(ndtr(-5.4)), -1.0)
    us = np.concatenate((_spread(1e-6, 1.0 - 1e-6), tail, 1.0 - tail))
    found = np.array([normal_quantile(u) for u in us])
    assert np.abs(found - ndtri(us)).max() < 1e-6
    assert normal_quantile(0.5) == 0.0


def test_the_normal_quantile_of_the_smallest_uniform_number_is_still_a_normal_one() -> None:
    smallest = 0.5 / 2.0**32
    assert abs(normal_quantile(smallest) - ndtri(smallest)) < 0.005
    assert abs(normal_quantile(smallest) + normal_quantile(1.0 - smallest)) < 1e-6


@given(x=st.floats(allow_nan=False), ends=st.tuples(finite, finite))
def test_cutting_keeps_what_is_inside_and_moves_the_rest_to_the_nearest_end(
    x: float, ends: tuple[float, float]
) -> None:
    low, high = sorted(ends)
    assert clip(x, low, high) == (low if x < low else high if x > high else x)
    assert share(x) == clip(x, 0.0, 1.0)


@given(a=st.floats(-1e100, 1e100), b=st.floats(-1e100, 1e100), c=finite)
def test_a_fused_multiply_add_is_rounded_once(a: float, b: float, c: float) -> None:
    exact = Fraction(a) * Fraction(b) + Fraction(c)
    if exact != 0 and abs(exact) > Fraction(1, 10**290):
        assert fused(a, b, c) == float(exact)
