"""Compiling the engine before it is needed, so that it can be announced, timed and interrupted."""

from __future__ import annotations

import time

COMPILING_S = 30
"""Seconds that it takes on an ordinary machine of two cores, to be told beforehand."""


def warm_up() -> float:
    """Play two months of a small world, which compiles whatever is not compiled yet; return the seconds."""
    from sim import engine
    from sim.parameters import Parameters

    begun = time.perf_counter()
    simulation = engine.Simulation(Parameters(), 0)
    simulation.advance(2)
    simulation.close()
    return time.perf_counter() - begun
