"""Values and agreements in arrays and as objects do the same, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from tests.mechanisms.seen import accompany, firms_of
from tests.mechanisms.values.twin import ValuesTwin

SMALL = {"population.buyers": 7, "population.sellers": 6, "population.partners": 2}
WORLDS = {
    "gap": {"values.gap": 0.4},
    "opportunists with mentors": {"values.gap": 0.1, "values.opportunist_gap": 1.0, "values.mentoring": 0.05},
    "agreement": {"agreement.rate": 0.05, "opportunism.shape": 1.0},
    "all of it": {"agreement.rate": 0.1, "values.gap": 0.6, "opportunism.shape": 1.0},
}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("seed", [3, 8])
def test_values_and_agreements_do_the_same_in_both(name: str, seed: int) -> None:
    parameters = with_values(Parameters(), {**SMALL, **WORLDS[name]})
    own = Simulation(with_values(Parameters(), {**SMALL, "opportunism.shape": parameters.opportunism.shape}), seed)
    simulation = Simulation(parameters, seed)
    (mechanism,) = simulation.mechanisms
    accompany(mechanism, ValuesTwin(parameters, firms_of(own.world)))
    simulation.advance(20)


def test_words_please_and_deeds_come_out() -> None:
    """At first partners see more overlap than there is; with experience they see what there is."""
    plain = Simulation(with_values(Parameters(), SMALL), 5)
    gap = Simulation(with_values(Parameters(), {**SMALL, "values.gap": 0.5, "exit.intercept": -50.0}), 5)
    true, seen = (one.world.relationships.dyadic[c.VALUE_OVERLAP].copy() for one in (plain, gap))
    assert (seen >= true).all()
    assert (seen > true + 0.01).any()
    gap.advance(60)
    late = gap.world.relationships.dyadic[c.VALUE_OVERLAP]
    old = gap.world.relationships.counts[c.AGE] == 60
    assert old.any()
    assert np.abs(late[old] - true[old]).mean() < 0.2 * np.abs(seen[old] - true[old]).mean()


def test_where_words_are_deeds_nothing_changes() -> None:
    plain = Simulation(with_values(Parameters(), SMALL), 4)
    sincere = Simulation(with_values(Parameters(), {**SMALL, "values.gap": 1e-300}), 4)
    for simulation in (plain, sincere):
        simulation.advance(12)
    assert len(sincere.mechanisms) == 1
    for name, values in plain.steps().items():
        assert np.array_equal(values, sincere.steps()[name], equal_nan=True), name
