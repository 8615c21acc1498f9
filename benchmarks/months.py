"""A month of the engine beside a month of the plain Mesa model of the same theory."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
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


class Clock:
    """What seconds are: elapsed, or of the processor where others work on the machine too."""

    now: Callable[[], float] = staticmethod(time.perf_counter)


def timed(step: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    begun = Clock.now()
    step()
    return Clock.now() - begun


def several_threads() -> tuple[int, ...]:
    """Return the numbers of threads worth timing: processor time says nothing about two."""
    return (1, 2) if Clock.now is time.perf_counter else (1,)


def side_by_side(parameters: Parameters, rounds: int, months_a_round: int) -> dict[str, float]:
    """Return the best seconds of a month of each contestant; they take turns, month for month of the same age."""
    engines = {
        f"engine, {threads} threads": Simulation(parameters, 1, paths=0, threads=threads)
        for threads in several_threads()
    }
    mesa_model = BaselineModel(parameters, rng=1)
    contestants: dict[str, Callable[[], object]] = {"mesa baseline": mesa_model.step}
    contestants |= {name: partial(one.advance, 1) for name, one in engines.items()}
    best = dict.fromkeys(contestants, float("inf"))
    for month in range(1, rounds * months_a_round + 2):
        for name, step in contestants.items():
            seconds = timed(step)
            if month > 1 and month != FIRST_REVIEW:
                best[name] = min(best[name], seconds)
    for one in engines.values():
        one.close()
    return best


def measure(*, quick: bool) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows (what, value, unit) and ratios: the market as it is by default, and with every mechanism on."""
    from benchmarks.at_work import everything_on

    rows: list[dict[str, Any]] = []
    ratios: dict[str, float] = {}
    worlds = [(10_000, "defaults", market(10_000))]
    large = 10_000 if quick else 100_000
    worlds.append((large, "all mechanisms on", everything_on(large)))
    for size, which, parameters in worlds:
        best = side_by_side(parameters, rounds=3, months_a_round=2 if size <= 10_000 else 1)
        for who, seconds in best.items():
            rows.append({"what": f"month of {size:,}, {which}: {who}", "value": 1e3 * seconds, "unit": "ms"})
        for threads in several_threads():
            name = f"mesa baseline / engine, month at {size:,}, {which}, {threads} thread{'s' * (threads > 1)}"
            ratios[name] = best["mesa baseline"] / best[f"engine, {threads} threads"]
    return rows, ratios
