"""A large world says what it will take before it is built."""

from __future__ import annotations

import pytest

from sim.cli.run import _size
from sim.engine.build import build
from sim.engine.size import expected_memory, expected_relationships
from sim.scenario import load, with_values


@pytest.mark.parametrize(("tail", "partners"), [(0.0, 3), (1.5, 2), (2.5, 4)])
def test_the_expected_size_is_that_of_the_world(tail: float, partners: int) -> None:
    values = {"buyers": 3000, "sellers": 400, "partners": partners, "degree_tail": tail}
    market = load("market").parameters
    parameters = with_values(market, {f"population.{name}": value for name, value in values.items()})
    rows = build(parameters, 1).relationships.partner.size
    assert expected_relationships(parameters) == pytest.approx(rows, rel=0.1)


def test_memory_covers_the_arrays_of_the_world() -> None:
    scenario = load("nation", overrides=("population.buyers=9000", "population.sellers=1000"))
    world = build(scenario.parameters, 1)
    arrays = sum(array.nbytes for table in world for array in table)
    expected = expected_memory(scenario.parameters, 120, scenario.outputs)
    assert arrays < expected < arrays + 350e6 + 12e6 * 10


def test_only_large_worlds_speak_of_memory() -> None:
    assert _size(load("market")) == []
    (line, *_) = _size(load("nation"))
    assert "relationships at a time" in line
    assert "GB of memory" in line
