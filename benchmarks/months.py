"""A month of the engine beside a month of the plain Mesa model of the same theory."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from benchmarks.baseline import BaselineModel
from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values

PARTNERS = 3
BUYERS_A_SELLER = 4
FIRST_REVIEW = 12
"""All first relationships are reviewed together in this month, which is dearer than others for both contestants."""


def market(relationships: int) -> Parameters:
    """Return the default market with about so many relationships."""
    buyers = max(4, round(relationships / PARTNERS))
    return with_values(
        Parameters(),
        {
            "population.buyers": buyers,
            "population.sellers": max(5, buyers // BUYERS_A_SELLER),
            "population.partners": PARTNERS,
        },
    )


def timed(step: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def side_by_side(relationships: int, rounds: int, months_a_round: int) -> dict[str, float]:
    """Return the best seconds of a month of each contestant; they take turns, month for month of the same age."""
    parameters = market(relationships)
    engine = Simulation(parameters, 1, paths=0, threads=1)
    mesa_model = BaselineModel(parameters, rng=1)
    engine.advance(1)
    mesa_model.step()
    best = {"engine": float("inf"), "mesa baseline": float("inf")}
    for _ in range(rounds):
        for _ in range(months_a_round):
            if engine.month + 1 == FIRST_REVIEW:
                engine.advance(1)
                mesa_model.step()
            best["engine"] = min(best["engine"], timed(lambda: engine.advance(1)))
            best["mesa baseline"] = min(best["mesa baseline"], timed(mesa_model.step))
    engine.close()
    return best


def measure(*, quick: bool) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows (what, value, unit) and ratios."""
    rows: list[dict[str, Any]] = []
    ratios: dict[str, float] = {}
    sizes = (10_000,) if quick else (1_000, 10_000)
    for size in sizes:
        best = side_by_side(size, rounds=3, months_a_round=2 if quick else 4)
        for who, seconds in best.items():
            rows.append(
                {"what": f"month of {size:,} relationships, {who}, 1 thread", "value": 1e3 * seconds, "unit": "ms"}
            )
        ratios[f"mesa baseline / engine, month at {size:,} relationships"] = best["mesa baseline"] / best["engine"]
    return rows, ratios
