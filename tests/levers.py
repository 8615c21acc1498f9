"""Levers of every row, as if each side of each had a line of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.state import columns as c
from sim.state.levers import NO_LINE, line_of
from sim.state.world import Relationships


class Levers:
    """Read and pulled as ``levers[lever, side, rows]``, both sides as ``levers[lever, :, rows]``.

    What nobody said would be pulled is read as at rest, and an attempt to pull it raises an error.
    """

    def __init__(self, r: Relationships) -> None:
        self.r = r

    def table(self) -> npt.NDArray[np.float32]:
        """Return a copy of all of them: (24, 2, R)."""
        rows = self.r.partner.size
        found = [np.full((2, rows), lever.empty, np.float32) for lever in c.LEVERS]
        for lever, side in np.argwhere(self.r.lines != NO_LINE):
            found[lever][side] = line_of(self.r, lever, side)
        return np.array(found)

    def __getitem__(self, where: tuple[Any, ...]) -> Any:
        return self.table()[where]

    def __setitem__(self, where: tuple[int, Any, Any], values: Any) -> None:
        lever, side, rows = where
        for one in (0, 1) if isinstance(side, slice) else (side,):
            line_of(self.r, lever, one)[rows] = values[one] if np.ndim(values) and isinstance(side, slice) else values
