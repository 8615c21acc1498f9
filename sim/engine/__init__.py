"""A run without Mesa: build the world, play its months, apply interventions, hand over tables."""

from sim.engine.run import RunResult, play
from sim.engine.simulation import Simulation

__all__ = ["RunResult", "Simulation", "play"]
