"""Single precision is another run with the same statistics; batches give what single runs give."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values
from tests.oracle.tiny import digest

MARKET = {"population.buyers": 2_000, "population.sellers": 400}
MONTHS = 36
SEEDS = range(4)


def market() -> Parameters:
    return with_values(Parameters(), MARKET)


def test_single_precision_gives_other_bits_and_the_same_statistics() -> None:
    double, single = Simulation(market(), 5), Simulation(market(), 5, single=True)
    for one in (double, single):
        one.advance(MONTHS)
    assert single.world.relationships.directed.dtype == np.float32
    assert not np.array_equal(double.world.relationships.directed, single.world.relationships.directed)
    ours, theirs = double.steps(), single.steps()
    for name in ("trust", "satisfaction", "commitment", "conflict", "investment", "memory"):
        assert theirs[f"mean_{name}"] == pytest.approx(ours[f"mean_{name}"], abs=2e-3), name
    for name in (name for name in ours if name.startswith("n_")):
        assert theirs[name] == pytest.approx(ours[name], abs=0.01 * ours["n_relationships"].max()), name


def everything(seed: int) -> str:
    return digest("everything", seed)


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


@pytest.mark.parametrize("workers", [threads, processes])
def test_a_batch_gives_what_single_runs_give(workers: Callable[[], Executor]) -> None:
    alone = [everything(seed) for seed in SEEDS]
    assert len(set(alone)) == len(SEEDS)
    with workers() as pool:
        assert list(pool.map(everything, SEEDS)) == alone
