"""What one tier of a chain passes on to the next, and what the tiers plan and know together (T17, T19)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim._jit import entry, kernel
from sim.constructs.rivalry import passed_on, stock_after
from sim.mechanisms.pulling import push, scale
from sim.state import columns as c


@entry
def receive(o: Any, r: Any, p: Any, stocks: Any, lo: int) -> None:
    """Let each seller take in what its suppliers delivered last month, by what it buys of each."""
    for i in range(stocks.size):
        delivered, bought = 0.0, 0.0
        for row in range(o.first[lo + i], o.first[lo + i + 1]):
            performance = np.float64(r.traces[c.TRACE_PERFORMANCE, 0, row])
            if r.stages[c.STAGE, row] >= 0 and performance >= 0.0:
                delivered += r.dyadic[c.WALLET_SHARE, row] * performance
                bought += r.dyadic[c.WALLET_SHARE, row]
        fresh = delivered / bought if bought > 0.0 else p.chain.without
        stocks[i] = stock_after(stocks[i], fresh, p.chain.buffer)


@entry
def pass_on(o: Any, r: Any, p: Any, stocks: Any, lo: int, owners: int) -> None:
    """Let it show in what they deliver to buyers."""
    for row in range(o.first[owners]):
        i = r.partner[row] - lo
        if r.stages[c.STAGE, row] >= 0 and 0 <= i < stocks.size:
            push(r, c.LEVER_QUALITY, 1, row, passed_on(stocks[i], p.chain.usual, p.chain.input))


@kernel
def _plan(r: Any, p: Any, lo: int, hi: int) -> None:
    for row in range(lo, hi):
        if r.stages[c.STAGE, row] >= 0:
            for side in range(2):
                scale(r, c.LEVER_LEARNING, side, row, 1.0 + p.chain.planning)
                push(r, c.LEVER_PAYOFF, side, row, -p.chain.planning_cost)


@entry
def manage_together(o: Any, r: Any, p: Any, known: Any, counts: Any, lo: int, owners: int) -> None:
    """Let dyads plan together; from scope 2 on suppliers too, and from scope 3 on everybody reads one database."""
    _plan(r, p, 0, o.first[owners])
    if p.chain.scope < 1.5:
        return
    first, last = o.first[lo], o.first[lo + known.size]
    _plan(r, p, first, last)
    if p.chain.scope < 2.5:
        return
    known[:] = 0.0
    counts[:] = 0.0
    for row in range(o.first[owners]):
        i = r.partner[row] - lo
        if r.stages[c.STAGE, row] >= 0 and 0 <= i < known.size:
            known[i] += r.directed[c.SHARED_MEMORY, 1, row]
            counts[i] += 1.0
    for i in range(known.size):
        pool = known[i] / max(counts[i], 1.0)
        for row in range(o.first[lo + i], o.first[lo + i + 1]):
            if r.stages[c.STAGE, row] >= 0:
                push(r, c.LEVER_QUALITY, 1, row, p.chain.pooled * pool)
                push(r, c.LEVER_TEMPTATION, 1, row, p.chain.leak * pool)
