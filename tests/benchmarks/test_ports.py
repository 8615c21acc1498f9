"""What the engine's speed is shown beside must be the same theory: a port that did less would make the ratio a lie."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.months import market
from benchmarks.ports.numpy_month import NumpyMarket
from sim.engine import Simulation

STATES = ("trust", "satisfaction", "commitment", "conflict", "investment", "memory")


def test_the_numpy_month_agrees_with_the_engine_in_distribution() -> None:
    parameters = market(3000)
    port, engine = NumpyMarket(parameters, 1), Simulation(parameters, 1, paths=0)
    for _ in range(36):
        port.step()
    engine.advance(36)
    theirs = port.metrics()
    ours = {name: float(column[-1]) for name, column in engine.steps().items()}
    for name in STATES:
        assert theirs[f"mean_{name}"] == pytest.approx(ours[f"mean_{name}"], abs=0.03), name
    for name in ("mean_cooperation", "mean_competition"):
        assert theirs[name] == pytest.approx(ours[name], abs=0.02), name
    assert theirs["n_relationships"] == pytest.approx(ours["n_relationships"], rel=0.06)
    stages = ("n_pre_relationship", "n_early", "n_development", "n_long_term", "n_final", "n_decline")
    shares = np.array([[theirs[f"n_{k}"], ours[name]] for k, name in enumerate(stages)]) / ours["n_relationships"]
    assert np.abs(shares[:, 0] - shares[:, 1]).max() < 0.06
