"""What mechanisms that look at buyers and sellers share: which rows hold a trade."""

from __future__ import annotations

from typing import Any

from sim._jit import piece
from sim.state import columns as c


@piece
def is_trade(o: Any, r: Any, owner: int, row: int) -> bool:
    """Return whether a buyer's living relationship to a seller lies in this row."""
    there = (o.kind[owner] == c.BUYER) & (r.stages[c.STAGE, row] >= 0)
    return bool(there and o.kind[r.partner[row]] == c.SELLER)
