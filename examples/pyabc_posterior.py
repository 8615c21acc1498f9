"""Calibration with pyABC: which speeds of trust fit a market in which 55 % of relationships outlive three years.

Where an optimum is one point, approximate Bayesian computation returns all points that fit, as a sample.

Run:  pip install pyabc && python examples/pyabc_posterior.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pyabc

from sim.experiments.function import model_function

SEEDS = (1, 2, 3)
SMALL = ("run.months=48", "population.buyers=20", "population.sellers=8")
OBSERVED = {"survival_36": 0.55}


def main(particles: int = 40, generations: int = 3) -> tuple[dict[str, float], float]:
    """Print and return the posterior's means, and the distance that its last generation accepted."""
    model = model_function("market", ["survival_36"], overrides=SMALL)

    def simulated(parameters: pyabc.Parameter) -> dict[str, float]:
        values = {name.replace("__", "."): float(value) for name, value in parameters.items()}
        return {"survival_36": float(np.mean([model(values, seed)["survival_36"] for seed in SEEDS]))}

    prior = pyabc.Distribution(
        switching_costs__investment=pyabc.RV("uniform", 0.0, 0.72), trust__gain=pyabc.RV("uniform", 0.02, 0.18)
    )
    search = pyabc.ABCSMC(
        simulated, prior, pyabc.PNormDistance(p=1), population_size=particles,
        sampler=pyabc.sampler.SingleCoreSampler(),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as aside:
        search.new(f"sqlite:///{Path(aside) / 'abc.db'}", OBSERVED)
        history = search.run(max_nr_populations=generations)
        sample, weight = history.get_distribution()
        accepted = float(history.get_all_populations()["epsilon"].iloc[-1])
    means = {name.replace("__", "."): float(np.average(sample[name], weights=weight)) for name in sample}
    for name, mean in means.items():
        print(f"{name:<28} {mean:.3f}")
    print(f"{'accepted up to a distance of':<28} {accepted:.3f}")
    return means, accepted


if __name__ == "__main__":
    main()
