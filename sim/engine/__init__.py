"""A run without Mesa: build the world, play its months, apply interventions, hand over tables.

The names below are imported when they are first used: those who only need seeds do not wait for the compiler.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engine.interventions import begin_month
    from sim.engine.run import RunResult, play, result_of
    from sim.engine.simulation import Simulation

_HOME = {
    "RunResult": "sim.engine.run",
    "Simulation": "sim.engine.simulation",
    "begin_month": "sim.engine.interventions",
    "play": "sim.engine.run",
    "result_of": "sim.engine.run",
}

__all__ = ["RunResult", "Simulation", "begin_month", "play", "result_of"]


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
