"""Pulling and reading levers: in double precision, kept in single; compiled and plain code agree to the last bit.

A mechanism pulls only what its ``pulls`` names; what no mechanism at work names has no line, and is read as at rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import piece
from sim.state.columns import LEVERS

REST = tuple(lever.empty for lever in LEVERS)
"""Where each lever changes nothing."""


@piece
def _line_to_pull(r: Any, lever: int, side: int) -> int:
    line = r.lines[lever, side]
    if line < 0:
        raise LookupError("a lever is pulled that no mechanism at work names in its pulls")
    return int(line)


@piece
def push(r: Any, lever: int, side: int, row: int, by: Any) -> None:
    """Add to a lever."""
    line = _line_to_pull(r, lever, side)
    r.levers[line, row] = np.float64(r.levers[line, row]) + by


@piece
def scale(r: Any, lever: int, side: int, row: int, factor: Any) -> None:
    """Multiply a lever."""
    line = _line_to_pull(r, lever, side)
    r.levers[line, row] = np.float64(r.levers[line, row]) * factor


@piece
def pulled(r: Any, lever: int, side: int, row: int) -> float:
    """Return how far a lever is pulled."""
    line = r.lines[lever, side]
    return np.float64(r.levers[line, row]) if line >= 0 else REST[lever]
