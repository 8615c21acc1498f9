"""Mechanisms say which levers they pull; those have a line in the world, and no others have."""

from __future__ import annotations

import ast
from pathlib import Path

import numba
import numpy as np
import pytest

from sim.engine import Simulation
from sim.mechanisms import MECHANISMS
from sim.mechanisms.pulling import pulled, push
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import line_of, owners, with_levers

HERE = Path(__file__).parents[2]
SMALL = {"population.buyers": 12, "population.sellers": 5}
TRUST = {"values.gap": 0.3}
PAYOFF = {"shocks.sd": 0.2}


def names_pulled(package: str) -> set[str]:
    """Return the levers that a package's code hands to one of the functions that pull."""
    found = set()
    for file in (HERE / "sim" / "mechanisms" / package).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = getattr(getattr(node, "func", None), "id", "")
            if called in {"push", "scale", "line_of"}:
                found.add(node.args[1].attr)  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("package", sorted({kind.__module__.split(".")[2] for kind in MECHANISMS}))
def test_what_is_pulled_is_declared_and_the_other_way_round(package: str) -> None:
    kinds = [kind for kind in MECHANISMS if kind.__module__.split(".")[2] == package]
    declared = {lever for kind in kinds for lever, _ in kind.pulls}
    assert {getattr(c, name) for name in names_pulled(package)} == declared


def test_only_what_mechanisms_at_work_pull_has_a_line() -> None:
    assert Simulation(with_values(Parameters(), SMALL), 1).world.relationships.levers.nbytes == 0
    r = Simulation(with_values(Parameters(), SMALL | TRUST), 1).world.relationships
    assert np.argwhere(r.lines >= 0).tolist() == [[c.LEVER_TRUST, 0], [c.LEVER_TRUST, 1]]
    assert r.levers.shape == (2, r.partner.size)


@numba.njit
def push_it(r: object, lever: int, side: int) -> None:
    push(r, lever, side, 0, 0.5)


@numba.njit
def read_it(r: object, lever: int, side: int) -> float:
    return pulled(r, lever, side, 0)


def test_what_nobody_declared_is_at_rest_and_cannot_be_pulled() -> None:
    world = with_levers(Simulation(with_values(Parameters(), SMALL), 1).world, owners(c.LEVER_EFFORT))
    r = world.relationships
    push_it(r, c.LEVER_EFFORT, 0)
    assert read_it(r, c.LEVER_EFFORT, 0) == line_of(r, c.LEVER_EFFORT, 0)[0] == 0.5
    assert read_it(r, c.LEVER_EFFORT, 1) == 0.0
    assert read_it(r, c.LEVER_WARMTH, 0) == 1.0
    with pytest.raises(LookupError, match="no mechanism"):
        push_it(r, c.LEVER_EFFORT, 1)
    with pytest.raises(LookupError, match="'warmth' of side 0"):
        line_of(r, c.LEVER_WARMTH, 0)


def test_a_mechanism_that_comes_later_leaves_the_others_their_levers() -> None:
    simulation = Simulation(with_values(Parameters(), SMALL | TRUST), 1)
    simulation.advance(2)
    simulation.parameters = with_values(Parameters(), SMALL | TRUST | PAYOFF)
    simulation.advance()
    r = simulation.world.relationships
    assert line_of(r, c.LEVER_TRUST, 0).any()
    assert line_of(r, c.LEVER_PAYOFF, 1).any()
    both = Simulation(with_values(Parameters(), SMALL | TRUST | {"shocks.sd": 1e-300}), 1)
    both.advance(2)
    both.parameters = with_values(Parameters(), SMALL | TRUST | PAYOFF)
    both.advance()
    assert np.array_equal(both.world.relationships.directed, r.directed, equal_nan=True)
