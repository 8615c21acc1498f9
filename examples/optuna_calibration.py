"""Calibration with Optuna: parameters of a market in which 55 % of relationships outlive three years.

Every trial is played with the same seeds, so that trials differ by their parameters and not by their luck.

Run:  pip install optuna && python examples/optuna_calibration.py
"""

from __future__ import annotations

import optuna

from sim.experiments.function import model_function

TARGET = 0.55
SEEDS = (1, 2, 3)
SMALL = ("run.months=48", "population.buyers=20", "population.sellers=8")


def main(trials: int = 40) -> tuple[dict[str, float], float]:
    """Print and return the best parameters and how far they are from the target."""
    model = model_function("market", ["survival_36"], overrides=SMALL)

    def distance(trial: optuna.Trial) -> float:
        parameters = {
            "switching_costs.investment": trial.suggest_float("switching_costs.investment", 0.0, 0.72),
            "trust.gain": trial.suggest_float("trust.gain", 0.02, 0.20),
        }
        survival = sum(model(parameters, seed)["survival_36"] for seed in SEEDS) / len(SEEDS)
        return abs(survival - TARGET)

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(distance, n_trials=trials)
    for name, value in study.best_params.items():
        print(f"{name:<28} {value:.3f}")
    print(f"{'distance from the target':<28} {study.best_value:.3f}")
    return study.best_params, float(study.best_value)


if __name__ == "__main__":
    main()
