"""A run without Mesa: build the world, play its months, apply interventions, hand over tables."""

from sim.engine.interventions import begin_month
from sim.engine.run import RunResult, play, result_of
from sim.engine.simulation import Simulation

__all__ = ["RunResult", "Simulation", "begin_month", "play", "result_of"]
