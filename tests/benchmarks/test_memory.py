"""What a run is told to take beforehand covers what it takes, mechanisms around the core included."""

from __future__ import annotations

from benchmarks.at_work import everything_around, everything_on
from benchmarks.memory import bytes_of_parts
from sim.engine.size import expected_memory, expected_relationships
from sim.scenario import Outputs


def test_what_mechanisms_take_was_told_beforehand() -> None:
    relationships = 3_000
    taken = bytes_of_parts(relationships, single=False)
    around = sum(size for part, size in taken.items() if part != "core")
    levered, plain = everything_around(relationships), everything_on(relationships)
    told = expected_memory(levered, 1, Outputs(events=False)) - expected_memory(plain, 1, Outputs(events=False))
    assert around < told / expected_relationships(plain) < 3 * around
