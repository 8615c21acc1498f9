"""Prints the digest of a tiny run, so that compiled code and plain Python can be compared in two processes."""

from __future__ import annotations

import hashlib
import sys

import numpy as np

from sim._jit import INTERPRETED
from sim.engine import Simulation, play
from sim.engine.interventions import apply
from sim.parameters import Parameters
from sim.scenario import with_values
from tests.oracle.worlds import INTERVENTIONS, WORLDS

TINY = {"population.buyers": 4, "population.sellers": 3, "population.partners": 2}
MONTHS = 6


def tiny(name: str) -> Parameters:
    values = WORLDS[name] | TINY
    return with_values(
        Parameters(), values | {"population.complementors": min(values.get("population.complementors", 0), 2)}
    )


def digest(name: str, seed: int = 0) -> str:
    """Return a digest of every array of the world and of every table."""
    parameters = tiny(name)
    shocks = [item for item in INTERVENTIONS if item.action in ("end_relationships", "contact_departure")]
    simulation = Simulation(parameters, 11)
    simulation.advance(MONTHS)
    for item in shocks:
        apply(simulation, item.model_copy(update={"share": 0.5, "which": None}))
    simulation.advance(1)
    run = play(parameters, months=MONTHS, seed=seed)
    made = hashlib.sha256()
    for table in (
        *simulation.world,
        simulation.steps(),
        simulation.events(),
        run.steps,
        run.events,
        run.dyads,
        run.paths,
    ):
        columns = table if isinstance(table, dict) else table._asdict()
        for key, column in columns.items():
            made.update(key.encode())
            made.update(np.ascontiguousarray(column).tobytes())
    return made.hexdigest()


if __name__ == "__main__":
    print("interpreted" if INTERPRETED else "compiled", *(digest(name) for name in sys.argv[1:]))
