"""Which rows are relationships between firms, and which of them cross a border."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.state import columns as c
from sim.state.world import Organisations, Relationships

Rows = npt.NDArray[np.int64]


def market_rows(o: Organisations, r: Relationships) -> Rows:
    """Return the rows of living relationships between a buyer and a seller, in order."""
    last = int(o.first[np.searchsorted(o.kind, c.SELLER)])  # buyers come first
    return np.flatnonzero(r.stages[c.STAGE, :last] >= 0)


def owners_of(o: Organisations, rows: Rows) -> Rows:
    """Return who owns each of these rows."""
    owners: Rows = np.searchsorted(o.first, rows, side="right") - 1
    return owners


def abroad(o: Organisations, r: Relationships, rows: Rows) -> Rows:
    """Return those of the rows whose two sides live under different governments."""
    across: Rows = rows[o.government[owners_of(o, rows)] != o.government[r.partner[rows]]]
    return across
