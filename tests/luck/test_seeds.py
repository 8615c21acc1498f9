"""A seed is a world: the same one twice, another one for another seed, and 0 is a seed like any other."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import erf

from sim.engine import play, simulation
from sim.engine import threads as sharing_out
from sim.engine.replications import replicate_seed
from sim.parameters import Parameters
from sim.processes.interaction.selling import MEAN_GOAL_OVERLAP
from sim.scenario import load
from sim.scenario.schema import with_values
from sim.store import TABLES, as_arrow, run_digest

pytestmark = pytest.mark.everywhere

SMALL = {"population.buyers": 24, "population.sellers": 12}
LARGER = {
    "population.buyers": 500, "population.sellers": 60, "population.complementors": 20, "population.governments": 3,
    "population.degree_tail": 1.5, "population.capacity": 40, "opportunism.shape": 2.0,
}  # fmt: skip


def digest(values: dict[str, float], *, seed: int = 3, months: int = 24, threads: int = 1) -> str:
    parameters = with_values(Parameters(), values)
    result = play(parameters, months=months, seed=seed, threads=threads)
    return run_digest({name: as_arrow(name, getattr(result, name)) for name in TABLES}, result.months)


def test_the_same_seed_is_the_same_world() -> None:
    assert digest(SMALL) == digest(SMALL)


def test_every_seed_is_another_world_and_0_is_a_seed() -> None:
    seeds = (0, 1, 2, 3, 2**31, 2**32, 2**63 - 1)
    digests = [digest(SMALL, seed=seed) for seed in seeds]
    assert len(set(digests)) == len(seeds)
    assert digest(SMALL, seed=0) == digests[0]


def test_the_same_seed_is_the_same_world_in_another_process() -> None:
    code = f"""
from sim.engine import play, simulation
from sim.parameters import Parameters
from sim.scenario.schema import with_values
from sim.store import TABLES, as_arrow, run_digest
result = play(with_values(Parameters(), {SMALL!r}), months=24, seed=3)
print(run_digest({{name: as_arrow(name, getattr(result, name)) for name in TABLES}}, result.months))
"""
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == digest(SMALL), done.stderr


@pytest.mark.parametrize("threads", [2, 3])
def test_the_number_of_threads_changes_nothing(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    alone = digest(LARGER)
    monkeypatch.setattr(sharing_out, "THREADS_FROM", 0)
    assert digest(LARGER, threads=threads) == alone


def test_playing_in_one_go_or_month_by_month_is_the_same() -> None:
    parameters = with_values(Parameters(), SMALL)
    at_once, by_months = (simulation.Simulation(parameters, 3) for _ in range(2))
    at_once.advance(30)
    for _ in range(30):
        by_months.advance()
    for name in TABLES:
        one, other = getattr(at_once, name)(), getattr(by_months, name)()
        assert all(np.array_equal(one[key], other[key], equal_nan=True) for key in one)


def test_repetition_0_is_the_scenarios_own_seed() -> None:
    for seed in (0, 1, load("market").run.seed, 2**63 - 1):
        assert replicate_seed(seed, 0) == seed


def test_repetitions_never_share_a_seed_nor_do_those_of_neighbouring_seeds() -> None:
    seeds = [replicate_seed(seed, k) for seed in (0, 1, 2, 20130615, 20130616) for k in range(5000)]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= seed < 2**63 for seed in seeds)


@pytest.mark.parametrize(("seed", "replicate"), [(-1, 0), (2**63, 0), (1, -1), (1, 2**63)])
def test_a_repetition_outside_the_range_is_refused(seed: int, replicate: int) -> None:
    with pytest.raises(ValueError, match=r"below 2\^63"):
        replicate_seed(seed, replicate)


def test_the_constant_of_goal_overlap_is_the_mean_cosine_of_two_goal_vectors() -> None:
    """E cos = 5 m², m = E x₁/|x| over U(0, 1)⁵, and 1/|x| = 2/√π ∫ exp(−s²|x|²) ds: one integral is left."""

    def integrand(s: float) -> float:
        first = (1.0 - math.exp(-s * s)) / (2.0 * s * s)
        rest = math.sqrt(math.pi) * erf(s) / (2.0 * s)
        return 2.0 / math.sqrt(math.pi) * first * rest**4

    mean = quad(integrand, 0.0, 1.0, epsabs=1e-12)[0] + quad(integrand, 1.0, math.inf, epsabs=1e-12)[0]
    assert abs(5.0 * mean**2 - MEAN_GOAL_OVERLAP) < 1e-6
