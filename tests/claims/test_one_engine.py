"""The page on the two packs says what the model does; what was published stands beside it and is never compared."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.statistics import statistic
from sim.engine import RunResult

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scenarios" / "one_engine.md"
YEARS = (24, 36, 48)
ROWS = {
    "of relationships alive, share alive a year later": "annual",
    "share that reaches its first birthday": "survival_12",
    "median duration in months": "median_duration",
}


def value(called: str, run: RunResult) -> float:
    """Return one row of the page for one run."""
    tables = (run.steps, run.events, run.dyads, run.months)
    if called != "annual":
        return statistic(called, *tables)
    return float(np.mean([statistic(f"share_alive_{m + 12}", *tables, among=(f"alive_{m}",)) for m in YEARS]))


@pytest.mark.slow
@pytest.mark.parametrize("arm", ["domestic", "international"])
def test_the_page_tells_what_the_engine_does(played, arm: str) -> None:
    cells = [line.split("|")[1:-1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    column = [cell.strip() for cell in cells[0]].index(arm)
    told = {row[0].strip(): [float(x) for x in re.findall(r"\d+(?:\.\d+)?", row[column])] for row in cells[1:]}
    assert told.keys() == ROWS.keys()
    for row, called in ROWS.items():
        found = np.array([value(called, run) for run in played("one_engine", arm, 30)])
        exact = [np.nanmean(found), *np.nanpercentile(found, [5, 95])]
        places = 0 if called == "median_duration" else 2
        assert told[row] == [round(float(number), places) for number in exact], (row, exact)
