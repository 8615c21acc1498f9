"""What the engine's speed is shown beside must be the same theory: a port that did less would make the ratio a lie."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.months import market
from benchmarks.ports.numpy_month import NumpyMarket
from sim.engine import Simulation

STATES = ("trust", "satisfaction", "commitment", "conflict", "investment", "memory")


STAGES = ("n_pre_relationship", "n_early", "n_development", "n_long_term", "n_final", "n_decline")
SIZE, MONTHS = 3000, 36


def numpys() -> dict[str, float]:
    port = NumpyMarket(market(SIZE), 1)
    for _ in range(MONTHS):
        port.step()
    return port.metrics()


def ambrs() -> dict[str, float]:
    pytest.importorskip("ambr")
    from benchmarks.ports.ambr_month import ambr_market

    port = ambr_market(market(SIZE), 1)
    for _ in range(MONTHS):
        port.run_step()
    assert port.agents_df.height == port.market.alive.size
    assert port.agents_df["alive"].sum() == port.market.metrics()["n_relationships"]
    return port.market.metrics()


def agentpys() -> dict[str, float]:
    pytest.importorskip("agentpy")
    from benchmarks.ports.agentpy_month import agentpy_market

    port = agentpy_market(market(SIZE), 1)
    for _ in range(MONTHS):
        port.sim_step()
    told = port.world.metrics
    assert port.log["mean_trust"][-1] == told["mean_trust"]
    assert len(port.log["mean_trust"]) == MONTHS
    return told | {f"n_{k}": told[name] for k, name in enumerate(STAGES)}


@pytest.mark.parametrize("port", [numpys, ambrs, agentpys])
def test_a_port_agrees_with_the_engine_in_distribution(port: Callable[[], dict[str, float]]) -> None:
    theirs = port()
    engine = Simulation(market(SIZE), 1, paths=0)
    engine.advance(MONTHS)
    ours = {name: float(column[-1]) for name, column in engine.steps().items()}
    for name in STATES:
        assert theirs[f"mean_{name}"] == pytest.approx(ours[f"mean_{name}"], abs=0.03), name
    for name in ("mean_cooperation", "mean_competition"):
        assert theirs[name] == pytest.approx(ours[name], abs=0.02), name
    assert theirs["n_relationships"] == pytest.approx(ours["n_relationships"], rel=0.06)
    shares = np.array([[theirs[f"n_{k}"], ours[name]] for k, name in enumerate(STAGES)]) / ours["n_relationships"]
    assert np.abs(shares[:, 0] - shares[:, 1]).max() < 0.06
