"""Allocation: how an owner splits its purchases among its partners (E16, E19)."""

from __future__ import annotations

from typing import Any

from sim._jit import exp, kernel, piece
from sim.constructs.continuity import partner_standing
from sim.processes import block
from sim.state.columns import COMMITMENT, OUTCOME, STAGE, WALLET_SHARE


@kernel
def measure_volume(r: Any, s: Any, lo: int, n: int) -> None:
    """Turn demand and shares of wallet into this month's volume."""
    wallet = r.dyadic[WALLET_SHARE, lo : lo + n]
    demand = s[block.DEMAND, :n]
    live = s[block.LIVE, :n]
    volume = s[block.VOLUME, :n]
    for i in range(n):
        volume[i] = demand[i] * wallet[i] * live[i]


@kernel
def split_purchases(o: Any, r: Any, s: Any, whole: Any, p: Any, owner_lo: int, owner_hi: int, lo: int, n: int) -> None:
    """Move shares of wallet towards the partners' standing; the shares of those who stay add up to 1."""
    outcome = r.directed[OUTCOME, 0, lo : lo + n]
    commitment = r.directed[COMMITMENT, 0, lo : lo + n]
    wallet = r.dyadic[WALLET_SHARE, lo : lo + n]
    cost = s[block.COST, :n]
    live = s[block.LIVE, :n]
    stays = s[block.STANDING_SHARE, :n]
    flags = whole[block.FLAGS, :n]
    staying = s[block.STAYING, :n]
    for i in range(n):
        standing = partner_standing(outcome[i], cost[i], commitment[i], p.commitment)
        kept = (live[i] > 0.5) & ((flags[i] & block.ENDED) == 0)
        stays[i] = exp(p.slope * standing) if kept else 0.0
        staying[i] = 1.0 if kept else 0.0
    for owner in range(owner_lo, owner_hi):
        start, end = o.first[owner] - lo, o.first[owner + 1] - lo
        total = 0.0
        for i in range(start, end):
            total += stays[i]
        if total <= 0.0:
            continue
        held = 0.0
        for i in range(start, end):
            moved = wallet[i] + p.rate * (stays[i] / total - wallet[i])
            wallet[i] = moved if stays[i] > 0.0 else 0.0
            held += wallet[i]
        for i in range(start, end):
            wallet[i] = wallet[i] / held


@piece
def fill_wallet(o: Any, r: Any, owner: int) -> None:
    """Make the shares of an owner's living relationships add up to 1."""
    held = 0.0
    for row in range(o.first[owner], o.first[owner + 1]):
        held += r.dyadic[WALLET_SHARE, row] if r.stages[STAGE, row] >= 0 else 0.0
    for row in range(o.first[owner], o.first[owner + 1]):
        if r.stages[STAGE, row] >= 0:
            r.dyadic[WALLET_SHARE, row] = r.dyadic[WALLET_SHARE, row] / held
