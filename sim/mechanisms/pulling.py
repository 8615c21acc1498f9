"""Pulling one lever: in double precision, kept in single, so that compiled and plain code agree to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import piece


@piece
def push(levers: Any, lever: int, side: int, row: int, by: float) -> None:
    """Add to a lever."""
    levers[lever, side, row] = np.float64(levers[lever, side, row]) + by


@piece
def scale(levers: Any, lever: int, side: int, row: int, factor: float) -> None:
    """Multiply a lever."""
    levers[lever, side, row] = np.float64(levers[lever, side, row]) * factor
