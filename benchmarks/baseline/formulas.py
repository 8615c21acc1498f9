"""The two formulas that every equation of the theory uses."""

from __future__ import annotations

import math


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + math.exp(-x))


def clip(x: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return x brought back into [low, high]."""
    return low if x < low else high if x > high else x
