"""Differences between arms that shared their luck, run by run."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit


@dataclass(frozen=True)
class Interval:
    """A mean over runs with its t-interval; the bounds are nan with fewer than two runs."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class PairedDifference(Interval):
    """Mean of arm − reference over pairs of runs with the same luck.

    Attributes
    ----------
    mean, low, high : float
        In the statistic's own unit.
    n : int
        Pairs in which both arms have the statistic.
    correlation : float
        Between the two arms over the pairs; nan when one of them does not vary.
    n_independent : float
        Runs per arm that separate luck would have needed for an interval of the same width: n × (s²₁ + s²₂) / s²_d.
    """

    correlation: float
    n_independent: float


def mean_interval(values: ArrayLike, *, level: float = 0.95) -> Interval:
    """Return the mean of a statistic over runs with its t-interval; runs without the statistic (nan) are left out."""
    array = np.asarray(values, dtype=float)
    array = array[~np.isnan(array)]
    n = len(array)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = float(array.mean())
    if n == 1:
        return Interval(mean, math.nan, math.nan, 1)
    half = float(stdtrit(n - 1, 0.5 + level / 2)) * float(array.std(ddof=1)) / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, n)


def paired_difference(arm: ArrayLike, reference: ArrayLike, *, level: float = 0.95) -> PairedDifference:
    """Return the mean of arm − reference over pairs of runs, with its t-interval and what the pairing saved.

    Parameters
    ----------
    arm, reference : (n,) float
        The statistic in each run; entry i of both had the same luck.

    Raises
    ------
    ValueError
        When the two are not equally long.
    """
    x, y = np.asarray(arm, dtype=float), np.asarray(reference, dtype=float)
    if x.shape != y.shape:
        raise ValueError(f"{x.size} runs against {y.size}: pairs need as many of one as of the other")
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    found = mean_interval(x - y, level=level)
    if found.n < 2:
        return PairedDifference(found.mean, found.low, found.high, found.n, math.nan, math.nan)
    apart, paired = float(x.var(ddof=1) + y.var(ddof=1)), float((x - y).var(ddof=1))
    steady = x.std() == 0 or y.std() == 0
    correlation = math.nan if steady else float(np.corrcoef(x, y)[0, 1])
    needed = found.n * apart / paired if paired > 0 else (math.inf if apart > 0 else float(found.n))
    return PairedDifference(found.mean, found.low, found.high, found.n, correlation, needed)
