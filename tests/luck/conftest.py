"""Small worlds, and their luck and state by pair of organisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.simulation import Simulation
from sim.parameters import Parameters
from sim.processes import block
from sim.scenario.schema import with_values
from sim.state import columns as c

Pair = tuple[int, int]
DRAWS = (
    *(block.FATE, block.LIE, block.NOISE, block.NOISE + 1, block.TEMPTATION, block.TEMPTATION + 1),
    *(block.BLUR, block.BLUR + 1, block.SPEECH, block.SPEECH + 1, block.NOTICE, block.NOTICE + 1),
    *(block.DEPARTURE, block.DEPARTURE + 1),
)
"""Every draw of a relationship's month."""

SMALL = {"population.buyers": 48, "population.sellers": 12}


def pairs_of(simulation: Simulation) -> dict[int, Pair]:
    """Return the two identities of each row that holds a relationship."""
    o, r = simulation.world
    rows = np.flatnonzero(r.stages[c.STAGE] >= 0)
    owners = np.searchsorted(o.first, rows, side="right") - 1
    return {int(row): (int(o.uid[owner]), int(o.uid[r.partner[row]])) for row, owner in zip(rows, owners, strict=True)}


@pytest.fixture(scope="session")
def begin() -> Callable[..., Simulation]:
    """Begin a small world."""

    def make(values: dict[str, float] | None = None, *, seed: int = 5, **more: Any) -> Simulation:
        return Simulation(with_values(Parameters(), {**SMALL, **(values or {})}), seed, **more)

    return make


@pytest.fixture(scope="session")
def play_month() -> Callable[[Simulation], dict[Pair, tuple[float, ...]]]:
    """Play a month and return the luck that every relationship alive in it had."""

    def play(simulation: Simulation) -> dict[Pair, tuple[float, ...]]:
        assert simulation.rows <= block.ROWS, "one block, so that its working space holds the whole month"
        pairs = pairs_of(simulation)
        simulation.advance()
        desk = simulation._desks[0].real
        return {pair: tuple(desk[line, row] for line in DRAWS) for row, pair in pairs.items()}

    return play


@pytest.fixture(scope="session")
def state_of() -> Callable[[Simulation], tuple[dict[Pair, bytes], dict[int, bytes]]]:
    """Return the whole state of each relationship and of each organisation, byte by byte."""

    def read(simulation: Simulation) -> tuple[dict[Pair, bytes], dict[int, bytes]]:
        o, r = simulation.world
        relationships = {
            pair: b"".join(
                np.ascontiguousarray(table[..., row]).tobytes()
                for table in (r.directed, r.dyadic, r.read_out, r.counts, r.stages)
            )
            for row, pair in pairs_of(simulation).items()
        }
        organisations = {
            int(o.uid[who]): b"".join(
                np.ascontiguousarray(table[who]).tobytes() for table in (o.conduct, o.standing, o.place, o.goals)
            )
            for who in range(o.uid.size)
        }
        return relationships, organisations

    return read
