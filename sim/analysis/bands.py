"""How a metric runs over the months, over the runs of each arm or value of a factor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.studies import Study
from sim.store.query import connect, quoted

MIDDLE = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class RunBands:
    """Quantiles over runs, month by month.

    Attributes
    ----------
    month : (m,) int
    low, median, high : (m,) float
        10 %, 50 % and 90 % of the runs lie below; nan in months in which no run has the metric.
    n_runs : int
        Most runs in one month.
    """

    month: NDArray[np.int64]
    low: NDArray[np.float64]
    median: NDArray[np.float64]
    high: NDArray[np.float64]
    n_runs: int


def run_bands(study: Study, metric: str, key: str = "arm") -> dict[object, RunBands]:
    """Return level → bands of a step metric over its runs; only months and numbers come into memory.

    Parameters
    ----------
    study : Study
    metric : str
        A column of the table of steps.
    key : str
        ``arm`` or a factor.
    """
    connection = connect(study.folder)
    level = f"points.{quoted(key)}" if key != "arm" else "steps.arm"
    joined = "join points using (point)" if key != "arm" else ""
    value = f"steps.{quoted(metric)}"
    rows = connection.execute(
        f"select {level}, month, quantile_cont({value}, {list(MIDDLE)}) filter (not isnan({value})), count(*) "
        f"from steps join runs using (run) {joined} where runs.status = 'ok' group by 1, 2 order by 1, 2"
    ).fetchall()
    parts: dict[object, list[tuple[int, list[float], int]]] = {}
    for name, month, quantiles, n in rows:
        parts.setdefault(name, []).append((month, quantiles or [np.nan] * len(MIDDLE), n))
    return {name: _bands(part) for name, part in parts.items()}


def _bands(rows: list[tuple[int, list[float], int]]) -> RunBands:
    table = np.array([quantiles for _, quantiles, _ in rows], dtype=float)
    months = np.array([month for month, _, _ in rows], dtype=np.int64)
    return RunBands(months, table[:, 0], table[:, 1], table[:, 2], max(n for *_, n in rows))
