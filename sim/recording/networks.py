"""Snapshots of the whole network between months: every living relationship at one moment."""

from __future__ import annotations

import numpy as np

from sim.recording.books import Filled, Table, joined
from sim.recording.tables import identities, relation_of
from sim.state import columns as c
from sim.state.world import World

NUMBERS = 5  # month, owner, partner, relation, stage
DIRECTED = (("trust", c.TRUST), ("commitment", c.COMMITMENT), ("satisfaction", c.SATISFACTION))
VALUES = (*(f"{name}_{side}" for name, _ in DIRECTED for side in ("buyer", "seller")), "wallet_share", "volume")


def snapshot(world: World, month: int) -> Filled:
    """Return what every living relationship is like at the end of a month (month 0: at the beginning).

    Returns
    -------
    numbers : (n, 5) int32
        Month, owner, partner, relation, stage.
    values : (n, 8) float32
        Trust, commitment and satisfaction of both sides, share of the owner's wallet, and the volume a month that this
        share of the owner's demand is.
    """
    o, r = world
    rows = np.flatnonzero(r.stages[c.STAGE] >= 0)
    owners = np.searchsorted(o.first, rows, side="right") - 1
    partners = r.partner[rows]
    numbers = np.empty((rows.size, NUMBERS), np.int32)
    for place, column in enumerate(
        (month, owners, partners, relation_of(world, owners, partners), r.stages[c.STAGE, rows])
    ):
        numbers[:, place] = column
    values = np.empty((rows.size, len(VALUES)), np.float32)
    for k, (_, state) in enumerate(DIRECTED):
        for side in range(2):
            values[:, 2 * k + side] = r.directed[state, side, rows]
    wallet = np.asarray(r.dyadic[c.WALLET_SHARE, rows], np.float64)
    values[:, -2] = wallet
    values[:, -1] = wallet * o.conduct[owners, c.DEMAND]
    return numbers, values


def networks_table(world: World, taken: list[Filled]) -> Table:
    """Return all snapshots as one table, sorted by month and dyad."""
    numbers, values = joined(taken, NUMBERS, len(VALUES))
    table: Table = {"month": numbers[:, 0], **identities(world, numbers[:, 1], numbers[:, 2])}
    table["relation"] = numbers[:, 3].astype(np.int8)
    table["stage"] = numbers[:, 4].astype(np.int8)
    for k, name in enumerate(VALUES):
        table[name] = values[:, k]
    order = np.lexsort([table["dyad"], table["month"]])
    return {name: column[order] for name, column in table.items()}
