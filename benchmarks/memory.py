"""What a relationship takes of memory with everything at work, by table of the world and by mechanism."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

from benchmarks.at_work import everything_around
from sim.engine import Simulation


def bytes_of_parts(relationships: int, *, single: bool) -> dict[str, float]:
    """Return bytes of a relationship, both sides, in each table of the world and in each mechanism.

    What a mechanism keeps of organisations and people counts as well; it is shared out among relationships.
    """
    simulation = Simulation(everything_around(relationships), 1, paths=0, keep_events=False, single=single)
    simulation.advance(2)
    o, r = simulation.world
    held = {"levers": r.levers.nbytes + r.lines.nbytes, "traces": r.traces.nbytes + r.marks.nbytes}
    held = {"core": sum(array.nbytes for array in r) - sum(held.values())} | held
    counted = {id(array) for table in (o, r) for array in table}
    held |= {type(one).__name__: _arrays_of(one, counted) for one in simulation.mechanisms}
    simulation.close()
    return {part: size / simulation.rows for part, size in held.items()}


def _arrays_of(thing: object, counted: set[int]) -> int:
    """Return the bytes of all arrays that an object holds, directly or in what it is made of, once each."""
    if id(thing) in counted:
        return 0
    counted.add(id(thing))
    if isinstance(thing, np.ndarray):
        return thing.nbytes
    if isinstance(thing, dict):
        return sum(_arrays_of(one, counted) for one in thing.values())
    if isinstance(thing, (tuple, list, deque)):
        return sum(_arrays_of(one, counted) for one in thing)
    if type(thing).__module__.startswith("sim.mechanisms") and hasattr(thing, "__dict__"):
        return sum(_arrays_of(one, counted) for one in vars(thing).values())
    return 0


def measure(*, quick: bool) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return rows for double and single precision, and what the goal is about."""
    rows: list[dict[str, Any]] = []
    ratios: dict[str, float] = {}
    for storage, single in (("double", False), ("single", True)):
        parts = bytes_of_parts(9_000 if quick else 30_000, single=single)
        total = sum(parts.values())
        rows += [
            {"what": f"a relationship, both sides, {storage} precision: {part}", "value": size, "unit": "bytes"}
            for part, size in {**parts, "everything": total}.items()
        ]
        ratios[f"bytes per relationship, everything on{', single precision' * single}"] = total
    return rows, ratios
