"""Exponentials and powers made of additions and multiplications alone, which have the same bits on every machine.

NumPy and the C library choose their own instructions for ``exp`` and ``**``; digests of results would then depend on
the processor.  ``sim._jit`` has the same for compiled code; this is for whole arrays, without loading a compiler.
"""

from __future__ import annotations

from math import factorial

import numpy as np
import numpy.typing as npt

from sim.portfolio.readings import Floats

LN2_HIGH, LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
_SERIES = tuple(1.0 / factorial(order) for order in range(13, -1, -1))


def exp(x: Floats) -> Floats:
    """Return e to the x; relative error below 1e-15; arguments beyond ±700 are cut."""
    x = np.clip(x, -700.0, 700.0)
    whole = np.rint(x * 1.4426950408889634)
    rest = (x - whole * LN2_HIGH) - whole * LN2_LOW
    value = np.zeros_like(rest)
    for term in _SERIES:
        value = value * rest + term
    return np.asarray(np.ldexp(value, whole.astype(np.int32)), dtype=np.float64)


def power(base: Floats, exponent: npt.NDArray[np.int64]) -> Floats:
    """Return base to a whole exponent of 0 or more, by repeated squaring."""
    value, square, left = np.ones_like(base), base.copy(), exponent.copy()
    while left.any():
        value = np.where(left & 1, value * square, value)
        square, left = square * square, left >> 1
    return value
