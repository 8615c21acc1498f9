"""Books turned into tables: columns of NumPy arrays, sorted by their keys."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.processes import chronicle
from sim.recording.books import Archive, Filled, Table, joined
from sim.state import columns as c
from sim.state.world import World

Starts = npt.NDArray[np.int64]

ENDING_VALUES = (
    "trust_buyer",
    "trust_seller",
    "commitment_buyer",
    "commitment_seller",
    "calculative_buyer",
    "calculative_seller",
    "satisfaction_buyer",
    "satisfaction_seller",
    "investment_buyer",
    "investment_seller",
)
PATH_VALUES = (
    "trust_buyer",
    "trust_seller",
    "commitment_buyer",
    "commitment_seller",
    "satisfaction_buyer",
    "satisfaction_seller",
    "cooperation",
    "competition",
    "dependence_buyer",
    "dependence_seller",
    "conflict",
    "performance_buyer",
    "performance_seller",
)


def identities(world: World, owners: np.ndarray, partners: np.ndarray) -> Table:
    """Return the columns that say between whom: dyad, buyer, seller (numbers within their kinds)."""
    uid = world.organisations.uid.astype(np.int64)
    within = uid & ((1 << 29) - 1)
    return {
        "dyad": (uid[owners] << 32) | uid[partners],
        "buyer": within[owners].astype(np.int32),
        "seller": within[partners].astype(np.int32),
    }


def relation_of(world: World, owners: np.ndarray, partners: np.ndarray) -> np.ndarray:
    """Return the kind of relationship between organisations, as a code."""
    mine, theirs = world.organisations.kind[owners], world.organisations.kind[partners]
    return np.select(
        [mine == c.GOVERNMENT, theirs == c.COMPLEMENTOR, mine == c.SELLER, theirs == c.BUYER],
        [c.DIPLOMATIC, c.COMPLEMENT, c.SUPPLY, c.PEER],
        c.MARKET,
    )


def row_order(keys: list[np.ndarray]) -> np.ndarray:
    """Return the order of rows by columns of whole numbers, the first of which counts most."""
    packed, room = np.zeros(len(keys[0]), np.int64), 1
    for key in keys if len(packed) else ():
        least = int(key.min())
        span = int(key.max()) - least + 1
        room *= span
        if room >= 2**63:
            return np.lexsort(keys[::-1])
        packed *= span
        packed += key
        packed -= least
    # Where all fit into one number, as those of small worlds do, its rows are almost in order: ten times as fast.
    return np.argsort(packed, kind="stable")


def _sorted(table: Table, keys: tuple[str, ...]) -> Table:
    order = row_order([table[key] for key in keys])
    return {name: column[order] for name, column in table.items()}


def told(world: World, month: int, event: int, rows: np.ndarray, side: int) -> Filled:
    """Return lines for the book of events: one event of a kind for each of these rows, as they are now.

    Parameters
    ----------
    world : World
    month : int
        Month that is being played.
    event, side : int
        As ``codes.Event`` and ``codes.Side``.
    rows : (n,) int array
    """
    o, r = world
    owners = np.searchsorted(o.first, rows, side="right") - 1
    numbers = np.empty((rows.size, chronicle.EVENT_NUMBERS), np.int32)
    stages = np.maximum(r.stages[c.STAGE, rows], 0)
    line = (month, owners, r.partner[rows], relation_of(world, owners, r.partner[rows]), event, side, stages, stages)
    for place, column in enumerate((*line, int(chronicle.NO_CAUSE))):
        numbers[:, place] = column
    values = np.empty((rows.size, chronicle.EVENT_MEASURES), np.float32)
    for k, state in enumerate((c.TRUST, c.COMMITMENT)):
        values[:, 2 * k : 2 * k + 2] = r.directed[state][:, rows].T
    return numbers, values


def events_table(world: World, archive: Archive) -> Table:
    """Return what happened, sorted by month, dyad, event and side."""
    numbers, values = joined(archive.events, chronicle.EVENT_NUMBERS, chronicle.EVENT_MEASURES)
    table: Table = {"month": numbers[:, 0], **identities(world, numbers[:, 1], numbers[:, 2])}
    names = ("relation", "event", "side", "from_stage", "to_stage", "cause")
    for k, name in enumerate(names):
        table[name] = numbers[:, 3 + k].astype(np.int8)
    for k, name in enumerate(ENDING_VALUES[:4]):
        table[name] = values[:, k]
    return _sorted(table, ("month", "dyad", "event", "side"))


def paths_table(world: World, archive: Archive) -> Table:
    """Return the followed relationships month by month, sorted by dyad and month."""
    numbers, values = joined(archive.paths, chronicle.PATH_NUMBERS, chronicle.PATH_MEASURES)
    table: Table = {"month": numbers[:, 0], **identities(world, numbers[:, 1], numbers[:, 2])}
    table["stage"] = numbers[:, 3].astype(np.int8)
    for k, name in enumerate(PATH_VALUES):
        table[name] = values[:, k]
    return _sorted(table, ("dyad", "month"))


def living_lives(world: World, month: int) -> Filled:
    """Return the records of the relationships that are alive, as the book of endings would hold them."""
    o, r = world
    rows = np.flatnonzero(r.stages[c.STAGE] >= 0)
    owners = np.searchsorted(o.first, rows, side="right") - 1
    numbers = np.zeros((rows.size, chronicle.ENDING_NUMBERS), np.int32)
    numbers[:, 0] = owners
    numbers[:, 1] = r.partner[rows]
    numbers[:, 2] = relation_of(world, owners, r.partner[rows])
    numbers[:, 3] = r.counts[c.START, rows]
    numbers[:, 4] = month
    numbers[:, 5] = 1
    numbers[:, 6] = r.stages[c.HIGHEST_STAGE, rows]
    numbers[:, 7] = r.stages[c.STAGE, rows]
    numbers[:, 9] = int(chronicle.NO_SIDE)
    numbers[:, 11] = r.counts[c.DELIVERIES, rows]
    values = np.empty((rows.size, chronicle.ENDING_MEASURES), np.float32)
    states = (c.TRUST, c.COMMITMENT, c.CALCULATIVE, c.SATISFACTION, c.INVESTMENT)
    for k, state in enumerate(states):
        for side in range(2):
            values[:, 2 * k + side] = r.directed[state, side, rows]
    return numbers, values


def dyads_table(world: World, archive: Archive, month: int) -> Table:
    """Return one row per relationship, ended or alive in ``month``, sorted by dyad and start."""
    pieces = [*archive.endings, living_lives(world, month)]
    numbers, values = joined(pieces, chronicle.ENDING_NUMBERS, chronicle.ENDING_MEASURES)
    who = identities(world, numbers[:, 0], numbers[:, 1])
    table: Table = {
        **who,
        "relation": numbers[:, 2].astype(np.int8),
        "start": numbers[:, 3],
        "end": numbers[:, 4],
        "censored": numbers[:, 5].astype(bool),
        "highest_stage": numbers[:, 6].astype(np.int8),
        "stage": numbers[:, 7].astype(np.int8),
        "cause": numbers[:, 8].astype(np.int8),
        "initiator": numbers[:, 9].astype(np.int8),
        "at_review": numbers[:, 10].astype(bool),
        "deliveries": numbers[:, 11],
    }
    for k, name in enumerate(ENDING_VALUES):
        table[name] = values[:, k]
    return _sorted(table, ("dyad", "start"))
