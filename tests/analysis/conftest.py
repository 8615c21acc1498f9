"""A run small enough to be told by heart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.scenario.statistics import STEP_METRICS

MONTHS = 24


def _columns(names: str, rows: list[tuple[int, ...]]) -> dict[str, np.ndarray]:
    return {name: np.array(column) for name, column in zip(names.split(), zip(*rows, strict=True), strict=True)}


@pytest.fixture
def run() -> dict[str, Any]:
    """Return the tables of 24 months with five lives.

    Pair 10 is there from the start, rises to long-term in month 8, declines in 15, ends in 20 (weak commitment).
    Pair 11 is there from the start, early, ends in 4 (better alternative); it meets again in 10 and is in development
    from 13 on.  Pair 12 is formed in 6 and stays early.  Pair 13 came 30 months old, in the long-term stage.
    Pair 14 is a complementor's.
    """
    dyads = _columns(
        "dyad start end censored stage highest_stage cause relation",
        [
            (10, 0, 20, 0, 6, 3, 2, 0),
            (11, 0, 4, 0, 6, 1, 1, 0),
            (11, 10, 24, 1, 2, 2, 0, 0),
            (12, 6, 24, 1, 1, 1, 0, 0),
            (13, -30, 24, 1, 3, 3, 0, 0),
            (14, 0, 24, 1, 1, 1, 0, 1),
        ],
    )
    dyads["censored"] = dyads["censored"].astype(bool)
    for k, state in enumerate(("trust", "commitment", "calculative", "satisfaction", "investment")):
        dyads[f"{state}_buyer"] = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 9.0], np.float32) + k
        dyads[f"{state}_seller"] = np.array([0.3, 0.4, 0.5, 0.6, 0.7, 9.0], np.float32) + k
    events = _columns(
        "month dyad event from_stage to_stage",
        [
            (1, 10, 1, 0, 1), (1, 11, 1, 0, 1), (3, 10, 2, 1, 1), (4, 10, 1, 1, 2), (4, 11, 6, 1, 6), (6, 12, 0, 0, 0),
            (6, 12, 1, 0, 1), (8, 10, 1, 2, 3), (10, 11, 0, 0, 0), (10, 11, 1, 0, 1), (13, 11, 1, 1, 2),
            (15, 10, 1, 3, 5), (20, 10, 6, 5, 6), (5, 14, 1, 1, 3),
        ],
    )  # fmt: skip
    events["relation"] = np.where(events["dyad"] == 14, 1, 0)
    month = np.arange(1, MONTHS + 1)
    steps = {"month": month, **{name: month * 1.0 + k for k, name in enumerate(STEP_METRICS)}}
    steps["n_relationships"] = np.where(month == 2, 0.0, 40.0)
    return {"steps": steps, "events": events, "dyads": dyads, "months": MONTHS}
