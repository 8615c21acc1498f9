"""A month's sums turned into the metrics of the table of steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sim.processes import measures as m
from sim.recording.books import Table

STAGE_COUNTS = (
    "n_pre_relationship",
    "n_early",
    "n_development",
    "n_long_term",
    "n_final",
    "n_decline",
)
TYPE_COUNTS = ("n_detachment", "n_adversarial", "n_friendship", "n_partnership")
HINES_COUNTS = ("n_functional", "n_alliance", "n_one_sided")
BOTH_SIDES = {
    "mean_calculative_commitment": m.SUM_CALCULATIVE,
    "mean_investment": m.SUM_INVESTMENT,
    "mean_memory": m.SUM_MEMORY,
    "mean_conflict": m.SUM_CONFLICT,
    "mean_dependence": m.SUM_DEPENDENCE,
    "mean_outcome": m.SUM_OUTCOMES,
}
TWO_SIDED = {
    "trust": m.SUM_TRUST_0,
    "satisfaction": m.SUM_SATISFACTION_0,
    "commitment": m.SUM_COMMITMENT_0,
}


def _over(total: npt.NDArray[np.float64], n: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    ratio: npt.NDArray[np.float64] = np.divide(total, n, out=np.full(total.shape, np.nan), where=n > 0)
    return ratio


def steps_table(sums: npt.NDArray[np.int64], months: Sequence[int]) -> Table:
    """Return the metrics of the months.

    Parameters
    ----------
    sums : (months, N_MEASURES) int64 array
        As compiled code adds them up.
    months : sequence of int
        Month of each row.

    Returns
    -------
    Table
        Means are over the relationships alive at the end of the month (both axes: those of them with a delivery);
        NaN where there are none.
    """
    counts = sums.astype(np.float64)
    real = counts / m.SCALE
    living, delivered = counts[:, m.LIVING], counts[:, m.DELIVERED]
    stayed = living - counts[:, m.FORMED]
    table: Table = {"month": np.asarray(months, np.int32), "n_relationships": living}
    for k, name in enumerate(STAGE_COUNTS):
        table[name] = counts[:, m.STAGES_FROM + k]
    table["n_formed"] = counts[:, m.FORMED]
    table["n_ended"] = counts[:, m.ENDED]
    for name, first in TWO_SIDED.items():
        table[f"mean_{name}_buyer"] = _over(real[:, first], living)
        table[f"mean_{name}_seller"] = _over(real[:, first + 1], living)
        table[f"mean_{name}"] = _over(real[:, first] + real[:, first + 1], 2.0 * living)
    for name, k in BOTH_SIDES.items():
        table[name] = _over(real[:, k], 2.0 * living)
    table["mean_cooperation"] = _over(real[:, m.SUM_COOPERATION], 2.0 * stayed)
    table["mean_competition"] = _over(real[:, m.SUM_COMPETITION], 2.0 * stayed)
    table["mean_distance"] = _over(real[:, m.SUM_DISTANCE], stayed)
    table["perception_gap"] = _over(real[:, m.SUM_GAP], living)
    table["captive_share"] = _over(counts[:, m.CAPTIVE], living)
    table["opportunism_rate"] = _over(counts[:, m.CHEATED], 2.0 * delivered)
    table["breach_rate"] = _over(counts[:, m.BREACHES], 2.0 * delivered)
    table["failure_rate"] = _over(counts[:, m.FAILURES], 2.0 * delivered)
    for k, name in enumerate(TYPE_COUNTS):
        table[name] = counts[:, m.TYPES_FROM + k]
    for k, name in enumerate(HINES_COUNTS):
        table[name] = counts[:, m.HINES_FROM + 1 + k]
    table["volume"] = real[:, m.SUM_ALL_VOLUME]
    table["revenue"] = real[:, m.SUM_REVENUE]
    return table
