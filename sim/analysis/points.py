"""A study as a table of points: where each lies in the space of factors, and what came out there on average."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.studies import Study
from sim.errors import DyadsError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Points:
    """Samples of one arm (or of all), in the order of the design; two samples may be the same point, played once.

    Attributes
    ----------
    factors : tuple of str
    x : (n, factors) float
        Every point that was planned, also those whose runs are missing.
    arm : (n,) str
    group : (n,) int64
        Points that are not to be told apart by what one learns from the others: the same one in several arms, and
        those of a base sample (Saltelli) or a trajectory (Morris), which differ in one factor only.
    y : dict of (n,) float
        Metric → mean over the finished replications; nan where there is none.
    replications : (n,) int
        Finished ones.
    noise : dict of float
        Metric → variance of the points' means that is due to the few replications, as a share of the variance between
        points; nan with one replication.
    """

    factors: tuple[str, ...]
    x: Floats
    arm: NDArray[np.str_]
    group: NDArray[np.int64]
    y: Mapping[str, Floats]
    replications: NDArray[np.int64]
    noise: Mapping[str, float]

    def __len__(self) -> int:
        """Return the number of points that were planned."""
        return len(self.x)


def points_of(study: Study, values: Mapping[str, Floats], arm: str | None = None) -> Points:
    """Average the runs of each point.

    Parameters
    ----------
    study : Study
    values : mapping
        Metric → its value in each run.
    arm : str, optional
        Only points of this arm; all unless stated.

    Raises
    ------
    DyadsError
        Nothing was varied, or a factor is not a number.
    """
    if not study.factors:
        raise DyadsError(
            f"{study.folder}: no factor was varied",
            "  dyads sweep SCENARIO --vary KEY=LOW:HIGH:N    varies one",
        )
    rows = np.arange(len(study.design["point"]))
    if arm is not None:
        rows = rows[study.design["arm"] == arm]
    rows = rows[np.argsort(study.design.get("sample", study.design["point"])[rows], kind="stable")]
    x = np.column_stack([study.design[name][rows].astype(float) for name in study.factors])
    numbers, sample = np.unique(study.design["point"][rows], return_inverse=True)
    at = np.searchsorted(numbers, study.runs["point"])
    at = np.where(numbers[np.minimum(at, len(numbers) - 1)] == study.runs["point"], at, -1)
    y, noise = {}, {}
    for metric, column in values.items():
        mean, noise[metric] = _means(column, at, len(numbers))
        y[metric] = mean[sample]
    finished = np.bincount(at[at >= 0], minlength=len(numbers))[sample]
    return Points(study.factors, x, study.design["arm"][rows].astype(str), _groups(study, rows, x), y, finished, noise)


def _groups(study: Study, rows: NDArray[np.int64], x: Floats) -> NDArray[np.int64]:
    """Return which points belong together."""
    design = study.scenario.get("design") or {}
    together = {"saltelli": 2, "morris": 1}.get(design.get("kind", ""))
    if together is None or "sample" not in study.design:
        return np.unique(x, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return np.asarray(study.design["sample"][rows] // (len(design["factors"]) + together), np.int64)


def _means(column: Floats, at: NDArray[np.int64], n: int) -> tuple[Floats, float]:
    """Return each point's mean, and how much of the variance between them few replications make."""
    good = (at >= 0) & ~np.isnan(column)
    count = np.bincount(at[good], minlength=n)
    total = np.bincount(at[good], weights=column[good], minlength=n)
    mean = np.divide(total, count, out=np.full(n, np.nan), where=count > 0)
    several = count > 1
    between = float(np.nanvar(mean)) if count.any() else 0.0
    if not several.any() or between == 0.0:
        return mean, float("nan")
    squares = np.bincount(at[good], weights=(column[good] - mean[at[good]]) ** 2, minlength=n)
    within = squares[several] / (count[several] - 1) / count[several]
    return mean, float(within.mean() / between)


def varying(points: Points, metric: str, keep: NDArray[np.bool_] | Sequence[int]) -> None:
    """Refuse a metric that is the same everywhere: nothing can have decided it.

    Raises
    ------
    DyadsError
        Of the points kept fewer than two differ in the metric.
    """
    kept = points.y[metric][keep]
    if len(kept) < 2 or float(np.ptp(kept)) == 0.0:
        raise DyadsError(f"{metric}: it is the same at all {len(kept):,} points, nothing decides it")
