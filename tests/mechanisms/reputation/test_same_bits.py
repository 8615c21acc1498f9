"""Word of mouth in arrays and as objects does the same, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values
from tests.mechanisms.reputation.twin import GossipTwin
from tests.mechanisms.seen import accompany

SMALL = {"population.buyers": 9, "population.sellers": 6, "population.partners": 3, "opportunism.shape": 0.7}
WORLDS = {
    "gossip": {"gossip.rate": 0.5},
    "everybody talks to many": {"gossip.rate": 1.0, "gossip.contacts": 12, "gossip.opportunist_from": 0.5},
    "silence": {"gossip.opportunist_from": 0.5},
}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("seed", [3, 8])
def test_word_of_mouth_does_the_same_in_both(name: str, seed: int) -> None:
    parameters = with_values(Parameters(), {**SMALL, **WORLDS[name]})
    simulation = Simulation(parameters, seed)
    (mechanism,) = simulation.mechanisms
    accompany(mechanism, GossipTwin(parameters, seed))
    simulation.advance(20)
    told = simulation.steps()["breaches_told"].sum()
    assert (told > 0) == (parameters.gossip.rate > 0.0)


def test_counting_opportunists_changes_nothing() -> None:
    plain = Simulation(with_values(Parameters(), SMALL), 4)
    counted = Simulation(with_values(Parameters(), {**SMALL, "gossip.opportunist_from": 0.5}), 4)
    for simulation in (plain, counted):
        simulation.advance(12)
    assert len(counted.mechanisms) == 1
    for name, values in plain.steps().items():
        assert np.array_equal(values, counted.steps()[name], equal_nan=True), name
