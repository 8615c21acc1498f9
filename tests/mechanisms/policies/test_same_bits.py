"""Policies in arrays and policies as objects pull the same levers, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.parameters import Parameters
from sim.scenario import with_values
from tests.mechanisms.policies.twin import PoliciesTwin
from tests.mechanisms.seen import accompany

SMALL = {"population.buyers": 7, "population.sellers": 6, "population.partners": 2, "shocks.sd": 0.1}
WORLDS = {
    "pilot and straight": {
        "seller_policies.pilot": 0.6, "seller_policies.price_to_limit": 0.4, "intimacy.feedback": 0.01,
        "pilot.every": 3, "pilot.end_below": 0.9,
    },
    "traditional": {
        "seller_policies.price_to_limit": 0.5, "seller_policies.strict_equity": 0.5, "buyer_policies.beat_down": 0.5,
        "buyer_policies.strict_equity": 0.3, "contract.months": 6,
    },
    "mixed": {
        "seller_policies.transactional": 0.3, "seller_policies.adaptive": 0.4, "seller_policies.relational": 0.3,
        "buyer_policies.pilot": 0.5, "buyer_policies.adaptive": 0.5, "ways.bonding": 0.05, "ways.relational_cost": 0.02,
    },
    "no pilot months": {"seller_policies.pilot": 1.0, "pilot.duration": 0, "intimacy.feedback": 0.01},
}  # fmt: skip


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("seed", [3, 8])
def test_policies_do_the_same_in_both(name: str, seed: int) -> None:
    parameters = with_values(Parameters(), {**SMALL, **WORLDS[name]})
    simulation = Simulation(parameters, seed)
    (mechanism,) = simulation.mechanisms
    accompany(mechanism, PoliciesTwin(parameters, seed))
    simulation.advance(20)
    assert simulation.mechanisms[0].codes.any()


def test_without_policies_nothing_is_built() -> None:
    assert Simulation(with_values(Parameters(), {"population.buyers": 3, "population.sellers": 3}), 1).mechanisms == ()


def test_a_policy_that_nobody_has_changes_nothing() -> None:
    """Shares at 0 with shocks of size 0 pull no lever: the world is the core's."""
    small = {"population.buyers": 6, "population.sellers": 5, "population.partners": 2}
    plain = Simulation(with_values(Parameters(), small), 4)
    watched = Simulation(with_values(Parameters(), {**small, "shocks.sd": 1e-300}), 4)
    for simulation in (plain, watched):
        simulation.advance(12)
    assert len(watched.mechanisms) == 1
    for name, values in plain.steps().items():
        assert np.array_equal(values, watched.steps()[name], equal_nan=True), name
