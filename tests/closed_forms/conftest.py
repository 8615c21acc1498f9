"""Worlds that are simple enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.engine import play
from sim.engine.simulation import Simulation
from sim.parameters import Parameters
from sim.scenario.schema import with_values

ALONE = {
    "population.buyers": 4000, "population.sellers": 40, "population.partners": 1,
    "search.rate": 0.0, "search.hears_of": 0, "review.every": 0, "exit.intercept": -50.0, "exit.exogenous": 0.0,
    "exit.advantage": 0.0, "exit.commitment": 0.0, "honeymoon.effect": 0.0,
}  # fmt: skip
"""4,000 relationships that never end, and nobody looks for another."""


@pytest.fixture(scope="session")
def world() -> Callable[..., Simulation]:
    """Play a simple world for some months."""

    def make(months: int, *layers: dict[str, float], seed: int = 42) -> Simulation:
        values: dict[str, float] = {}
        for layer in (ALONE, *layers):
            values.update(layer)
        simulation = Simulation(with_values(Parameters(), values), seed, keep_events=False, paths=0)
        simulation.advance(months)
        return simulation

    return make


@pytest.fixture(scope="session")
def run() -> Callable[..., Any]:
    """Play a simple world and return its tables."""

    def make(months: int, *layers: dict[str, float], seed: int = 42) -> Any:
        values: dict[str, float] = {}
        for layer in (ALONE, *layers):
            values.update(layer)
        return play(with_values(Parameters(), values), months=months, seed=seed)

    return make
