"""How many replications are enough: adding them until an interval is as narrow as asked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.analysis.comparison import mean_interval, paired_difference
from sim.analysis.statistics import statistic
from sim.analysis.tables import split
from sim.errors import InputProblems, Problem
from sim.experiments.study import Study
from sim.scenario import parse_statistic
from sim.store import read_columns

MOST = 10_000
"""Replications that are added at most."""
LEAST = 10
"""Replications before the first look."""
GROWTH = 4
"""A look at few replications may mislead: their number grows at most so many times at once."""


@dataclass
class Until:
    """Adds replications until every paired interval of a statistic is narrow enough.

    Attributes
    ----------
    name : str
        A statistic (``sim.scenario.statistics``).
    half : float
        Half the width of the 95 % interval that is asked for.
    folder : Path
    say : callable
        Told where things stand after each look.
    """

    name: str
    half: float
    folder: Path
    say: Callable[[str], None] = lambda *_: None
    _found: dict[int, float] = field(default_factory=dict)

    def __call__(self, study: Study) -> int:
        """Return how many replications the study is to have; those it has, when they are enough."""
        self._read(study)
        n, widest = study.replications, self._widest(study)
        enough = not math.isnan(widest) and widest <= self.half
        kind = "difference between arms" if len(study.worlds) > 1 else "mean"
        reached = "" if enough else ", not yet enough" if n < MOST else f", and {MOST:,} is the most that is added"
        self.say(f"{self.name}: {kind} known to ±{widest:.3g} after {n:,} replications{reached}")
        if enough or n >= MOST:
            return n
        wanted = n * GROWTH if math.isnan(widest) else math.ceil(1.05 * n * (widest / self.half) ** 2)
        return min(max(wanted, n + 1), n * GROWTH, MOST)

    def _read(self, study: Study) -> None:
        meaning = parse_statistic(self.name)
        assert meaning is not None  # until_of has looked
        new = tuple(run for run in range(study.n_runs) if run not in self._found)
        names = ("steps",) if meaning.table == "steps" else ("events", "dyads")
        parts = {name: split(read_columns(self.folder, name, runs=new), "run") for name in names}
        for run in new:
            tables = {name: parts.get(name, {}).get(run, {}) for name in ("steps", "events", "dyads")}
            settings = study.world(run % study.n_points).scenario.run
            there = any(tables.values())
            self._found[run] = (
                statistic(self.name, **tables, months=settings.months, burn_in=settings.burn_in) if there else math.nan
            )

    def _widest(self, study: Study) -> float:
        """Return half the width of the widest interval; nan where one cannot be told."""
        shape = (study.replications, study.n_points // len(study.worlds), len(study.worlds))
        values = np.array([self._found[run] for run in range(study.n_runs)]).reshape(shape)
        widths = []
        for point in range(shape[1]):
            arms = values[:, point, :]
            if shape[2] == 1:
                found = [mean_interval(arms[:, 0])]
            else:
                found = [paired_difference(arms[:, arm], arms[:, 0]) for arm in range(1, shape[2])]
            widths += [(one.high - one.low) / 2 for one in found]
        return float(np.max(widths))


def until_of(text: str, folder: Path, say: Callable[[str], None]) -> Until:
    """Return what ``--until mean_trust=±0.01`` means.

    Raises
    ------
    InputProblems
        It is not of this form, or nothing is called so.
    """
    from sim.scenario.statistics import nearest_statistic

    name, _, width = (part.strip() for part in text.partition("="))
    match = re.fullmatch(r"(?:±|\+-|\+/-)?\s*(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)", width)
    if match is None or not name or float(match[1]) <= 0:
        problem = Problem(None, f"--until {text}", "must be statistic=±width, such as mean_trust=±0.01")
    elif parse_statistic(name) is None:
        problem = Problem(None, f"--until {text}", nearest_statistic(name))
    else:
        return Until(name, float(match[1]), folder, say)
    raise InputProblems("--until: 1 problem, nothing was run", [problem])
