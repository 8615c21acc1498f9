"""What governments do to firms in arrays and in objects is the same to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.life_cycle.stages import FINAL
from sim.mechanisms.governments import Facilitator, Institutions, PublicBuyer, Regulator, Ritual, Subsidiser
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import rest_levers
from sim.state.world import World
from tests.mechanisms.governments.policies_twin import PolicyTwin
from tests.mechanisms.governments.test_twin import copied, differences

OFFICES = (Institutions, Facilitator, Regulator, Subsidiser, PublicBuyer, Ritual)
COUNTRIES = {
    "population.buyers": 14,
    "population.sellers": 7,
    "population.partners": 2,
    "population.governments": 2,
    "borders.apart": 0.5,
    "borders.culture": 0.4,
    "government.institutional_trust": 0.4,
    "exit.exogenous": 0.01,
    "contract.months": 24,
    # The final stage comes early, so that a few years have relationships in it.
    "life_cycle.development_commitment": 0.1,
    "life_cycle.development_leave": 0.05,
    "life_cycle.long_term_commitment": 0.15,
    "life_cycle.long_term_leave": 0.1,
    "life_cycle.long_term_investment": 0.0,
    "life_cycle.mutual_share": 0.0,
    "life_cycle.final_routine": 0.1,
    "life_cycle.plateau_velocity": 1.0,
    "life_cycle.plateau_months": 1,
}
POLICIES = {
    "institutions.scandal_rate": 0.1,
    "institutions.recovery": 0.002,
    "facilitator.budget": 9.0,
    "regulator.price_cap": 0.48,
    "regulator.contract_limit": 6,
    "regulator.review_every": 5,
    "subsidiser.share": 0.3,
    "procurement.public": 0.4,
    "procurement.cycle": 9,
    "ritual.fragility": 2.0,
    "ritual.renewed": 0.8,
}
WORLDS: dict[str, dict[str, float]] = {
    "every office": POLICIES,
    "paid abroad, buyers may keep whom they have": POLICIES | {"subsidiser.abroad": 1, "procurement.rotation": 0},
}


def forget(world: World, rows: slice) -> None:
    """Take from the seller's side what only its person knew."""
    r = world.relationships
    r.directed[c.MEMORY, 1, rows] = r.directed[c.SHARED_MEMORY, 1, rows]


@pytest.mark.parametrize("name", WORLDS)
def test_both_do_the_same_to_firms_to_the_last_bit(name: str) -> None:
    parameters, seed = with_values(Parameters(), COUNTRIES | WORLDS[name]), 7
    simulation = Simulation(parameters, seed)
    offices, simulation.mechanisms = simulation.mechanisms, ()  # this test plays what stands around the month
    assert tuple(type(office) for office in offices) == OFFICES
    twin, world = PolicyTwin(simulation.world, parameters, seed), simulation.world
    seen = dict.fromkeys(("n_scandals", "n_travelling", "n_tenders", "subsidy_spent", "final"), 0.0)
    for month in range(1, 37):
        if month in {12, 24}:
            forget(world, slice(0, 9))  # between two months, as an intervention does
        rest_levers(world)
        expected = copied(world)
        twin.before(expected, month)
        for office in offices:
            office.before(month)
        assert not (found := differences(world, expected)), f"month {month}\n" + "\n".join(found[:6])
        seen["final"] += np.count_nonzero(world.relationships.stages[c.STAGE] == FINAL)
        if month in {18, 30}:
            forget(world, slice(9, 18))  # within a month, as account managers do
        simulation.advance()
        expected = copied(world)
        twin.after(expected)
        for office in offices:
            office.after(month)
        assert not (found := differences(world, expected)), f"after month {month}\n" + "\n".join(found[:6])
        told = {name: value for office in offices for name, value in office.metrics().items()}
        assert {name: told[name] for name in twin.told} == twin.told, month
        for name in seen.keys() & twin.told.keys():
            seen[name] += twin.told[name]
    assert all(seen.values()), f"never happened: {seen}"
    assert twin.strangers, "nobody ever left"
