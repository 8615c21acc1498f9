"""What mechanisms that look at buyers and sellers share: which rows hold a trade, and how a lever is pulled."""

from __future__ import annotations

from typing import Any

from sim._jit import piece
from sim.mechanisms.pulling import push, scale
from sim.state import columns as c


@piece
def is_trade(o: Any, r: Any, owner: int, row: int) -> bool:
    """Return whether a buyer's living relationship to a seller lies in this row."""
    there = (o.kind[owner] == c.BUYER) & (r.stages[c.STAGE, row] >= 0)
    return bool(there and o.kind[r.partner[row]] == c.SELLER)


@piece
def pull(r: Any, lever: int, side: int, row: int, by: float) -> None:
    """Pull a lever that adds."""
    push(r.levers, lever, side, row, by)


@piece
def turn(r: Any, lever: int, side: int, row: int, factor: float) -> None:
    """Pull a lever that is a factor."""
    scale(r.levers, lever, side, row, factor)
