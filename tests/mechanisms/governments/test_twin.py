"""Diplomacy in arrays and diplomacy in objects change the same world to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.state.world import World
from tests.mechanisms.governments.twin import Twin
from tests.mechanisms.governments.worlds import countries


def copied(world: World) -> World:
    return World(*(type(table)(*(np.array(column) for column in table)) for table in world))


def differences(world: World, expected: World) -> list[str]:
    """Return the columns in which two worlds differ."""
    found = []
    for table, other in zip(world, expected, strict=True):
        for name, mine, theirs in zip(table._fields, table, other, strict=True):
            if not np.array_equal(mine, theirs, equal_nan=True):
                where = np.argwhere(mine != theirs)[0]
                found.append(f"{name}{where.tolist()}: engine {mine[tuple(where)]!r}, twin {theirs[tuple(where)]!r}")
    return found


WORLDS = {
    "everything": countries(3),
    "two": countries(2, leaders__median_spell=4.0, relationship_memory__pass_on=0.2),
    "unpaid": countries(2, programme__budget=0.0, diplomacy__celebrate=0, diplomacy__ties=1, visits__every=0),
    "nothing agreed": countries(3, diplomacy__counterparts=0),
    "left in any month": countries(2, programme__budget=0.0, diplomacy__yearly=0),
}


@pytest.mark.parametrize("name", WORLDS)
def test_both_play_the_same_to_the_last_bit(name: str) -> None:
    parameters, seed = WORLDS[name], 11
    simulation = Simulation(parameters, seed)
    (mechanism,) = simulation.mechanisms
    twin = Twin(simulation.world, parameters, seed)
    played, found = mechanism.before, []

    def both(month: int) -> None:
        expected = copied(simulation.world)
        twin.before(expected, month)
        played(month)
        expected.organisations.target[:] = simulation.world.organisations.target
        found.extend(differences(simulation.world, expected))
        told = mechanism.accords
        for n, pair in enumerate(twin.pairs):
            found.extend(
                f"{field} of pair {n}: {getattr(told, field)[n]!r}, {getattr(pair, field)!r}"
                for field in ("row", "apart", "attention", "treaty", "expectation", "satisfaction", "volume", "cost")
                if not np.array_equal(getattr(told, field)[n], getattr(pair, field))
            )
            happened = set(np.flatnonzero(told.happened[:, n]).tolist())
            found.extend([f"pair {n}: {happened} happened, not {pair.happened}"] * (happened != pair.happened))

    mechanism.before = both  # type: ignore[method-assign]
    agreed = 0
    for month in range(1, 49):
        simulation.advance()
        assert not found, f"month {month}\n" + "\n".join(found[:6])
        assert np.array_equal(
            mechanism.metrics()["cross_border_distance"], twin.firms_apart(simulation.world), equal_nan=True
        )
        agreed = max(agreed, sum(pair.row >= 0 for pair in twin.pairs))
    assert (agreed > 0) == (parameters.diplomacy.counterparts > 0)


def test_the_twin_would_notice() -> None:
    simulation = Simulation(WORLDS["two"], 3)
    changed = copied(simulation.world)
    assert not differences(simulation.world, changed)
    changed.relationships.levers[3, -1] += 1.0
    assert differences(simulation.world, changed)
