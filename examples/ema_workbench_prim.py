"""Scenario discovery with ema_workbench: where relationships become captive.

Run:  python examples/ema_workbench_prim.py
"""

from __future__ import annotations

import logging

from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator
from ema_workbench.analysis import prim

from sim.experiments.function import model_function

BOUNDS = {
    "trust.loss_ratio": (1.0, 5.0),
    "switching_costs.investment": (0.0, 0.72),
    "switching_costs.base": (0.0, 0.1),
}
SEEDS = (1, 2)
SMALL = ("run.months=48", "population.buyers=20", "population.sellers=8")


def captive_shares(**parameters: float) -> dict[str, float]:
    """Return the outcome that the workbench records, averaged over the same seeds at every point."""
    model = model_function("market", ["captive_share_at_48"], overrides=SMALL)
    return {"captive": sum(model(parameters, seed)["captive_share_at_48"] for seed in SEEDS) / len(SEEDS)}


def main(n: int = 150) -> dict[str, tuple[float, float]]:
    """Print and return the limits of the densest box: n points of a Latin hypercube."""
    logging.getLogger("EMA").setLevel(logging.ERROR)
    model = Model("dyads", function=captive_shares)
    model.uncertainties = [
        RealParameter(name.replace(".", "_"), *ends, variable_name=name) for name, ends in BOUNDS.items()
    ]
    model.outcomes = [ScalarOutcome("captive")]
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=n)
    names = [name.replace(".", "_") for name in BOUNDS]
    captive = outcomes["captive"] > sorted(outcomes["captive"])[int(0.75 * n)]
    box = prim.Prim(experiments[names], captive, threshold=0.5).find_box()
    limits = box.box_lims[-1]
    found = {name: (float(limits[name].iloc[0]), float(limits[name].iloc[1])) for name in names}
    for name, (low, high) in found.items():
        print(f"{name:<28} {low:.2f} to {high:.2f}")
    return found


if __name__ == "__main__":
    main()
