"""Whether a world holds what its columns declare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.state.columns import (
    CONDUCT,
    COUNTS,
    DIRECTED,
    DYADIC,
    MEMENTO,
    PAST_PARTNER,
    READ_OUT,
    STAGE,
    STAGES,
    STANDING,
    Column,
)
from sim.state.world import World

SLACK = 1e-6
"""Single precision may round a bound away from itself by this share of it."""


def check(world: World) -> None:
    """Check every column of every organisation and of every living relationship against its declared range.

    Raises
    ------
    ValueError
        Naming the table, column, row, value and range of the first value outside its range, or not a number.
    """
    o, r = world
    everybody = np.arange(o.uid.size)
    _columns("organisations", CONDUCT, o.conduct.T, everybody)
    _columns("organisations", STANDING, o.standing.T, everybody)
    for name, table in (("values and map", o.place), ("goals", o.goals)):
        for k in range(table.shape[1]):
            _within("organisations", f"{name} {k}", table[:, k], everybody, 0.0, 1.0)
    _within("governments", "institutional trust", o.institutions, np.arange(o.institutions.size), 0.0, 1.0)
    for k in range(o.past.shape[1]):
        _columns(f"mementos {k}", MEMENTO, o.past[:, k].T, np.flatnonzero(o.past[:, k, PAST_PARTNER] >= 0))
    living = np.flatnonzero(r.stages[STAGE] >= 0)
    _within("relationships", "partner", r.partner, living, 0, o.uid.size - 1)
    for side in range(2):
        _columns(f"relationships, side {side}", DIRECTED, r.directed[:, side], living)
        _columns(f"relationships, side {side}", READ_OUT, r.read_out[:, side], living)
    _columns("relationships", DYADIC, r.dyadic, living)
    _columns("relationships", COUNTS, r.counts, living)
    _columns("relationships", STAGES, r.stages, living)


def _columns(table: str, columns: Sequence[Column], values: npt.NDArray[Any], rows: npt.NDArray[np.intp]) -> None:
    for column, line in zip(columns, values, strict=True):
        _within(table, column.name, line, rows, column.low, column.high)


def _within(
    table: str, name: str, values: npt.NDArray[Any], rows: npt.NDArray[np.intp], low: float, high: float
) -> None:
    held = values[rows].astype(np.float64)
    slack = SLACK * np.array([abs(low), abs(high)]) if values.dtype == np.float32 else np.zeros(2)
    wrong = np.flatnonzero(~((held >= low - slack[0]) & (held <= high + slack[1])))  # not a number is wrong, too
    if wrong.size:
        k = int(wrong[0])
        raise ValueError(f"{table}: {name} in row {rows[k]} is {held[k]:g}, outside [{low:g}, {high:g}]")
