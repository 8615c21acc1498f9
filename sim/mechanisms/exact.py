"""Sums, ratios and the like of a month's metrics, with the same bits on every machine and version of Python and NumPy.

``numpy.sum`` adds in an order that depends on the processor, ``sum`` of floats another way since Python 3.12, and
``numpy.corrcoef`` asks a library for linear algebra.  These round once, whatever the order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[Any]


def total(values: Floats | Iterable[float]) -> float:
    """Return the sum of real numbers, rounded once."""
    return math.fsum(np.asarray(values, np.float64).ravel().tolist() if isinstance(values, np.ndarray) else values)


def mean(values: Floats) -> float:
    """Return the mean of an array; nan where it is empty."""
    return total(values) / values.size if values.size else math.nan


def ratio(part: float, whole: float) -> float:
    """Return a part of a whole; nan where there is no whole."""
    return float(part / whole) if whole > 0.0 else math.nan


def correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's r; nan where either does not vary or fewer than three pairs are there."""
    if x.size < 3:
        return math.nan
    left, right = x - mean(x), y - mean(y)
    squares = total(left * left), total(right * right)
    if min(squares) < 1e-24 * x.size:
        return math.nan
    return total(left * right) / math.sqrt(squares[0] * squares[1])


def exponential(x: float) -> float:
    """Return e to the x, correctly rounded but for the rarest of ties: no library of the system is asked."""
    return float(Decimal(x).exp())
