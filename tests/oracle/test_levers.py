"""Whatever levers mechanisms pull, engine and oracle play the same month to the last bit, and leave the same traces."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.state import columns as c
from sim.state.levers import EVERY_LEVER, line_of, rest_levers, with_levers
from sim.state.world import Relationships
from tests.oracle.comparison import differences, same
from tests.oracle.model import Oracle
from tests.oracle.worlds import world

REACH = {
    "temptation": (-4.0, 4.0),
    "leaving": (-3.0, 3.0),
    "orders": (0.0, 3.0),
    "payoff": (-0.5, 0.5),
    "bond": (-0.3, 0.3),
    "trust": (-0.1, 0.1),
    "promise": (-0.3, 0.3),
    "quality": (-0.4, 0.4),
    "discount": (-0.2, 0.2),
    "resolving": (0.0, 1.0),
    "unreached": (0.0, 1.0),
}
"""How far each lever is pulled; the factors among the others from 0 to 2, the rest from -1 to 1."""


def pull(simulation: Simulation, oracle: Oracle, rng: np.random.Generator) -> None:
    """Pull half of the levers of every relationship, in the engine by row, in the oracle by who is there."""
    rest_levers(simulation.world)
    r = simulation.world.relationships
    oracle.levers = {}
    for who in oracle.organisations:
        for one in who.relationships.values():
            ours = {}
            for k, lever in enumerate(c.LEVERS):
                low, high = REACH.get(lever.name, (0.0, 2.0) if lever.empty else (-1.0, 1.0))
                values = np.where(rng.random(2) < 0.5, rng.uniform(low, high, 2), lever.empty).astype(np.float32)
                for side in (0, 1):
                    line_of(r, k, side)[one.row] = values[side]
                ours[lever.name] = [float(value) for value in values]
            oracle.levers[one.dyad] = ours


def traces_differ(simulation: Simulation, oracle: Oracle) -> list[str]:
    """Return where the traces of relationships that lived through the month are not what the oracle saw."""
    r = simulation.world.relationships
    found = []
    for who in oracle.organisations:
        for one in who.relationships.values():
            if one.age == 0:
                continue
            month = one.month
            expected = {
                "performance": month.received,
                "felt": month.felt,
                "failed": month.failed,
                "recovered": month.recovered,
                "cheated": month.cheated,
                "breach": month.breach,
                "trade": (month.volume, month.price),
            }
            held = {trace.name: r.traces[k] for k, trace in enumerate(c.TRACES)}
            held |= {mark.name: r.marks[k] for k, mark in enumerate(c.MARKS)}
            for name in expected:
                for me in (0, 1):
                    theirs, ours = float(held[name][me, one.row]), float(np.float32(expected[name][me]))
                    if not same(theirs, ours):
                        found.append(f"{name}, side {me}: engine {theirs!r}, oracle {ours!r}")
    return found


@pytest.mark.parametrize("name", ["default", "everything"])
def test_levers_do_the_same_in_both(name: str) -> None:
    parameters = world(name)
    simulation, oracle = Simulation(parameters, 11), Oracle(parameters, 11)
    simulation.world = with_levers(simulation.world, EVERY_LEVER)
    rng = np.random.default_rng(11)
    for _ in range(24):
        pull(simulation, oracle, rng)
        simulation.advance()
        oracle.step()
        found = differences(simulation, oracle) or traces_differ(simulation, oracle)
        assert not found, "\n".join(found[:6])


def test_levers_at_rest_change_nothing() -> None:
    parameters = world("everything")
    plain, levered = Simulation(parameters, 5), Simulation(parameters, 5)
    levered.world = with_levers(levered.world, EVERY_LEVER)
    plain.advance(36)
    levered.advance(36)
    for name in set(Relationships._fields) - {"levers", "lines", "traces", "marks"}:
        mine, theirs = (getattr(one.world.relationships, name) for one in (plain, levered))
        assert np.array_equal(mine, theirs, equal_nan=True), name


@pytest.mark.parametrize("lever", c.LEVERS, ids=lambda lever: lever.name)
def test_every_lever_matters(lever: c.Column) -> None:
    """A lever that no process reads would be decoration."""
    parameters = world("everything")
    simulations = []
    for value in (lever.empty, 0.5):
        simulation = Simulation(parameters, 5)
        simulation.world = with_levers(simulation.world, EVERY_LEVER)
        for _ in range(12):
            rest_levers(simulation.world)
            for side in (0, 1):
                line_of(simulation.world.relationships, c.LEVERS.index(lever), side)[:] = value
            simulation.advance()
        simulations.append(simulation)
    still, pulled = (simulation.world.relationships for simulation in simulations)
    steps, moved = (simulation.steps() for simulation in simulations)
    in_state = not np.array_equal(still.directed, pulled.directed)
    assert in_state or any(not np.array_equal(steps[name], moved[name], equal_nan=True) for name in steps)
