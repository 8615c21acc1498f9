"""The portfolio of a world at one moment: how many relationships stand on each step, how old and how trusting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tables import Table, codes, keys, length, partnerships
from sim.life_cycle.stages import DECLINE, DISSOLVED

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Portfolio:
    """Relationships alive at the end of the runs, by stage.

    Attributes
    ----------
    count : (6,) float
        Relationships in each living stage, mean over runs.
    age : (6,) float, months
        Median age; nan where the stage is empty.
    trust : (6,) float
        Mean of both sides' trust; nan where the stage is empty.
    n, n_runs, month : int
        Relationships of all runs, runs, and the month in which they were counted.
    """

    count: Floats
    age: Floats
    trust: Floats
    n: int
    n_runs: int
    month: int

    @property
    def in_decline(self) -> float:
        """Share that is in decline, in [0, 1]; 0 where nobody lives."""
        return float(self.count[DECLINE] / self.count.sum()) if self.count.sum() else 0.0


def portfolio_at_end(dyads: Table) -> Portfolio:
    """Count the relationships that were alive when the runs stopped; a run without one does not count."""
    count, age, trust = np.zeros(DISSOLVED), np.full(DISSOLVED, np.nan), np.full(DISSOLVED, np.nan)
    dyads = partnerships(dyads)
    if length(dyads) == 0:
        return Portfolio(count, age, trust, 0, 0, 0)
    n_runs = len(np.unique(keys(dyads, "run")))
    alive = dyads["censored"].astype(bool)
    stage = codes(dyads, "stage")
    months = (dyads["end"].astype(np.int64) - dyads["start"].astype(np.int64)).astype(float)
    both = (
        (dyads["trust_buyer"].astype(float) + dyads["trust_seller"]) / 2 if "trust_buyer" in dyads else months * np.nan
    )
    for code in range(DISSOLVED):
        mine = alive & (stage == code)
        count[code] = mine.sum() / n_runs
        if mine.any():
            age[code], trust[code] = float(np.median(months[mine])), float(both[mine].mean())
    return Portfolio(count, age, trust, int(alive.sum()), n_runs, int(dyads["end"].max()))
