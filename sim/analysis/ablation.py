"""What a mechanism contributes: the same runs with it and without it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.comparison import paired_difference

NOTICEABLE = 0.2
"""Standard deviations between repetitions from which an effect counts: a small effect by Cohen's convention; chosen."""


@dataclass(frozen=True)
class Contribution:
    """The effect of one mechanism on one outcome.

    Attributes
    ----------
    found, low, high : float
        Mean of the outcome with the mechanism less without it, paired by luck, and its 95 % interval.
    size : float
        Absolute effect in standard deviations of the outcome between repetitions; inf where these do not differ.
    n : int
        Pairs of runs that have the outcome.
    counts : bool
        Whether the interval excludes 0 and the size is at least ``NOTICEABLE``.
    """

    found: float
    low: float
    high: float
    size: float
    n: int
    counts: bool


def contribution(with_it: Sequence[float], without_it: Sequence[float]) -> Contribution:
    """Return the effect of a mechanism on an outcome.

    Parameters
    ----------
    with_it, without_it : sequences of float
        The outcome in each repetition; the same position is the same luck, nan where a run does not have it.
    """
    difference = paired_difference(with_it, without_it)
    values = np.asarray(with_it, float)
    values = values[~np.isnan(values)]
    spread = float(values.std(ddof=1)) if values.size > 1 else math.nan
    effect = abs(difference.mean)
    size = math.nan if math.isnan(effect) else effect / spread if spread > 0.0 else math.inf if effect > 0.0 else 0.0
    # Where every pair differs by the same, the interval is a point.
    excludes = difference.low > 0.0 or difference.high < 0.0
    return Contribution(
        difference.mean, difference.low, difference.high, size, difference.n, bool(excludes and size >= NOTICEABLE)
    )
