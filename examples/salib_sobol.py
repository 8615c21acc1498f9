"""Sobol' indices with SALib: which parameters decide how long relationships last.

Run:  python examples/salib_sobol.py
"""

from __future__ import annotations

import numpy as np
from SALib import ProblemSpec

from sim.experiments.function import model_function

BOUNDS = {
    "trust.gain": (0.02, 0.20),
    "trust.loss_ratio": (1.0, 5.0),
    "switching_costs.investment": (0.0, 0.72),
}
SEEDS = (1, 2, 3)
SMALL = ("run.months=48", "population.buyers=20", "population.sellers=8")


def main(n: int = 32) -> dict[str, float]:
    """Print and return the total index of each parameter; n base samples, a power of 2."""
    model = model_function("market", ["survival_36"], overrides=SMALL)

    def survival(points: np.ndarray) -> np.ndarray:
        return np.array(
            [
                np.mean(
                    [model(dict(zip(BOUNDS, map(float, point), strict=True)), seed)["survival_36"] for seed in SEEDS]
                )
                for point in points
            ]
        )

    problem = ProblemSpec(
        {"names": list(BOUNDS), "bounds": [list(ends) for ends in BOUNDS.values()], "outputs": ["survival_36"]}
    )
    problem.sample_sobol(n, calc_second_order=False, seed=1).evaluate(survival)
    problem.analyze_sobol(calc_second_order=False, seed=1)
    totals = {name: float(index) for name, index in zip(BOUNDS, problem.analysis["ST"], strict=True)}
    for name, index in sorted(totals.items(), key=lambda item: -item[1]):
        print(f"{name:<28} {index:.2f}")
    return totals


if __name__ == "__main__":
    main()
