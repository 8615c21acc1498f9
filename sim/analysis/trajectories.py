"""What relationships go through, month by month: bands over many, lines for a few, paths through the plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, keys, length
from sim.life_cycle.stages import DISSOLVED, EARLY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SIDES = ("buyer", "seller")


@dataclass(frozen=True)
class Bands:
    """Quantiles over relationships, month by month.

    Attributes
    ----------
    month : (m,) int
    quantiles : (q, m) float
        nan in months in which fewer than `fewest` relationships were alive.
    n : (m,) int
        Relationships alive in each month.
    """

    month: Ints
    quantiles: Floats
    n: Ints


@dataclass(frozen=True)
class Life:
    """One relationship from its first month to its last.

    Attributes
    ----------
    month : (m,) int
    measures : dict of (m,) float
    stage : (m,) int
        In the month of its end, the stage that it ended in.
    ended : bool
    """

    month: Ints
    measures: dict[str, Floats]
    stage: Ints
    ended: bool


@dataclass(frozen=True)
class TwoSided:
    """One measure as both sides hold it: the lives themselves where they are few, bands over them where many.

    Attributes
    ----------
    measure : str
        "trust", "commitment" or "satisfaction".
    bands : dict
        Side → 10 %, median and 90 % over relationships; empty where lives are given.
    lives : list of Life
        Relationships that follow one another, with measures "buyer" and "seller"; empty where there are many at once.
    n, n_runs : int
        Relationships and runs that it rests on.
    """

    measure: str
    bands: dict[str, Bands]
    lives: list[Life]
    n: int
    n_runs: int


@dataclass(frozen=True)
class Plane:
    """Paths on the cooperation–competition plane.

    Attributes
    ----------
    lives : list of Life
        With measures "competition" and "cooperation".
    medians : dict
        Stage code → (competition, cooperation, months), where that stage lies.
    """

    lives: list[Life]
    medians: dict[int, tuple[float, float, int]]


AXES = ("competition", "cooperation")


def _cut(paths: Table) -> list[Ints]:
    """Return the rows of each life in a paths table, in the order of months; a pair that meets again has two lives."""
    relationship = keys(paths, "arm", "run", "dyad")
    order = np.lexsort((paths["month"], relationship))
    gap = np.diff(paths["month"][order].astype(np.int64)) > 1
    after_end = codes(paths, "stage")[order][:-1] == DISSOLVED
    return np.split(order, np.flatnonzero((np.diff(relationship[order]) > 0) | gap | after_end) + 1)


def at_once(paths: Table) -> int:
    """Return the largest number of relationships of the table that were alive in one month of one run."""
    if length(paths) == 0:
        return 0
    return int(np.bincount(keys(paths, "arm", "run", "month")).max())


def bands(paths: Table, measure: str, at: tuple[float, ...] = (0.1, 0.5, 0.9), *, fewest: int = 5) -> Bands:
    """Return quantiles of a measure over the relationships alive in each month."""
    if length(paths) == 0:
        return Bands(np.zeros(0, dtype=np.int64), np.zeros((len(at), 0)), np.zeros(0, dtype=np.int64))
    month, inverse, n = np.unique(paths["month"], return_inverse=True, return_counts=True)
    ordered = paths[measure].astype(float)[np.lexsort((paths[measure], inverse))]
    first = np.concatenate(([0], np.cumsum(n)[:-1]))
    rank = np.asarray(at)[:, None] * (n - 1)
    below = np.floor(rank).astype(np.int64)
    above = np.minimum(below + 1, n - 1)
    quantiles = ordered[first + below] + (rank - below) * (ordered[first + above] - ordered[first + below])
    quantiles[:, n < fewest] = np.nan
    return Bands(month.astype(np.int64), quantiles, n)


def lives(paths: Table, measures: tuple[str, ...]) -> list[Life]:
    """Cut a paths table into its relationships, each in the order of months."""
    if length(paths) == 0:
        return []
    stage = codes(paths, "stage")
    found = []
    for rows in _cut(paths):
        path, ended = stage[rows], bool(stage[rows[-1]] == DISSOLVED)
        if ended:
            path[-1] = path[-2] if len(path) > 1 else EARLY  # with its first delivery a relationship is early
        values = {name: paths[name][rows].astype(float) for name in measures}
        found.append(Life(paths["month"][rows].astype(np.int64), values, path, ended))
    return found


def two_sided(paths: Table, measure: str) -> TwoSided:
    """Read both sides of a measure from a paths table, as lives if never two were alive at once, else as bands."""
    names = {side: f"{measure}_{side}" for side in SIDES}
    n = len(_cut(paths)) if length(paths) else 0
    n_runs = len(np.unique(keys(paths, "run")))
    if n_runs <= 1 and at_once(paths) <= 1:
        cut = [
            Life(life.month, {side: life.measures[name] for side, name in names.items()}, life.stage, life.ended)
            for life in lives(paths, tuple(names.values()))
        ]
        return TwoSided(measure, {}, cut, n, n_runs)
    return TwoSided(measure, {side: bands(paths, name) for side, name in names.items()}, [], n, n_runs)


def smoothed(values: Floats, width: int = 5) -> Floats:
    """Return the centred running mean over `width` (odd) entries, over fewer at both ends."""
    half = width // 2
    total = np.concatenate(([0.0], np.cumsum(values)))
    position = np.arange(len(values))
    low, high = np.maximum(position - half, 0), np.minimum(position + half + 1, len(values))
    return np.asarray((total[high] - total[low]) / (high - low))


def plane(paths: Table, *, fewest: int = 12) -> Plane:
    """Read paths on the plane, and where each stage that fills at least `fewest` months lies on it (medians)."""
    if length(paths) == 0:
        return Plane([], {})
    stage = codes(paths, "stage")
    medians = {}
    for code in range(DISSOLVED):
        mine = stage == code
        if mine.sum() >= fewest:
            x, y = (float(np.median(paths[name][mine])) for name in AXES)
            medians[code] = (x, y, int(mine.sum()))
    return Plane(lives(paths, AXES), medians)


def low_and_high(tables: Sequence[Table]) -> tuple[float, float]:
    """Return where low ends and high begins on both axes: the medians over all months of all paths given."""
    both = [[table[name] for table in tables if length(table)] for name in AXES]
    if not both[0]:
        return 0.5, 0.5
    x, y = (float(np.median(np.concatenate(columns))) for columns in both)
    return x, y
