"""How differently the two sides of a relationship see it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, keys, length, partnerships, where
from sim.analysis.trajectories import Bands, Life, at_once, bands, lives

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Gap:
    """What the buyer feels less what the seller feels, month by month.

    Attributes
    ----------
    measure : str
    bands : Bands or None
        10 %, median and 90 % over relationships; None where there is never more than one at a time.
    lives : list of Life
        With the measure "gap"; empty where there are bands.
    n, n_runs : int
        Relationships and runs.
    """

    measure: str
    bands: Bands | None
    lives: list[Life]
    n: int
    n_runs: int


@dataclass(frozen=True)
class BothSides:
    """What both sides feel at the end, one entry per relationship that is alive then.

    Attributes
    ----------
    buyer, seller : (n,) float
    stage : (n,) int
    n_runs, month : int
    """

    buyer: Floats
    seller: Floats
    stage: NDArray[np.int64]
    n_runs: int
    month: int


def gap(paths: Table, measure: str) -> Gap:
    """Return the buyer's less the seller's value of a measure (``trust``, ``commitment``, ``satisfaction``)."""
    if length(paths) == 0:
        return Gap(measure, None, [], 0, 0)
    apart = paths[f"{measure}_buyer"].astype(float) - paths[f"{measure}_seller"]
    table = {**paths, "gap": apart}
    followed = lives(table, ("gap",))
    n_runs = len(np.unique(keys(paths, "run")))
    alone = n_runs <= 1 and at_once(paths) <= 1
    return Gap(measure, None if alone else bands(table, "gap"), followed if alone else [], len(followed), n_runs)


def both_sides(dyads: Table, measure: str) -> BothSides:
    """Return both sides' value of a measure in the relationships that are alive at the end."""
    dyads = partnerships(dyads)
    if length(dyads) == 0 or f"{measure}_buyer" not in dyads:
        return BothSides(np.zeros(0), np.zeros(0), np.zeros(0, np.int64), 0, 0)
    n_runs, month = len(np.unique(keys(dyads, "run"))), int(dyads["end"].max())
    alive = where(dyads, dyads["censored"].astype(bool))
    buyer, seller = (alive[f"{measure}_{side}"].astype(float) for side in ("buyer", "seller"))
    return BothSides(buyer, seller, codes(alive, "stage"), n_runs, month)
