"""A twin of plain objects pulls the same levers, and makes the same of the month, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.mechanisms.triads import ThirdParties
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c
from sim.state.levers import rest_levers
from tests.levers import Levers
from tests.mechanisms.triads.twin import Twin
from tests.oracle.worlds import EVERYTHING, SMALL

THIRD_PARTIES = {
    "triads.watched_blame": 0.4,
    "triads.balance": 0.5,
    "triads.surplus": 0.1,
    "triads.gap": 0.2,
    "bridging.direct": 0.6,
    "bridging.intercept": -2.0,
    "bridging.joining": 0.5,
    "deliverers.known_share": 0.5,
    "deliverers.linking": 0.3,
    "deliverers.replace_after": 2,
    "deliverers.monitoring": 0.4,
}
WORLDS = {
    "third parties": SMALL
    | {"population.complementors": 6, "linking.controlled_share": 0.3, "opportunism.intercept": -3.0},
    "everything": EVERYTHING | {"delivering.noise_sd": 0.2, "linking.controlled_share": 0.4},
}


@pytest.mark.parametrize("name", WORLDS)
def test_twin_and_mechanism_do_the_same(name: str) -> None:
    parameters = with_values(Parameters(), WORLDS[name] | THIRD_PARTIES)
    simulation = Simulation(parameters, 11)
    (mechanism,) = (one for one in simulation.mechanisms if isinstance(one, ThirdParties))
    simulation.mechanisms = ()  # this test plays what stands around the month
    twin, (o, r) = Twin(simulation, parameters), simulation.world
    for month in range(1, 31):
        expected = twin.before(month)
        rest_levers(simulation.world)
        mechanism.before(month)
        assert np.array_equal(o.target, twin.target)
        assert np.array_equal(o.conduct[:, c.DEMAND], twin.demand)
        assert {who: tuple(o.supply[who]) for who in twin.acquaintances} == twin.acquaintances
        pulled = Levers(r).table()
        for k, lever in enumerate(c.LEVERS):
            ours = np.full(pulled[k].shape, lever.empty, np.float32)
            for (row, side, called), value in expected.items():
                if called == lever.name:
                    ours[side, row] = value
            assert np.array_equal(ours, pulled[k]), (month, lever.name)
        simulation.advance()
        told = twin.after(month)
        mechanism.after(month)
        assert np.array_equal(o.target, twin.target)
        assert np.array_equal(o.conduct[:, c.DEMAND], twin.demand)
        for row, customer in twin.customers.items():
            if customer.met:
                assert mechanism.ties.third_trust[row] == customer.trust, month
        assert mechanism.metrics() == pytest.approx(told, abs=0.0, rel=0.0, nan_ok=True), month
    assert twin.broken, "no triad broke, so that breaks were not compared"
    assert sum(crossed for _, crossed in twin.thoughts.values()), "nobody went direct"


def test_volume_and_partners_come_back_from_direct_ties() -> None:
    """What a customer buys in all does not depend on who serves it."""
    values = WORLDS["third parties"] | {"bridging.direct": 1.0, "bridging.intercept": 5.0, "exit.intercept": -1.0}
    simulation = Simulation(with_values(Parameters(), values), 3)
    o = simulation.world.organisations
    buyers = o.kind == c.BUYER
    demand, target = o.conduct[buyers, c.DEMAND].copy(), o.target[buyers].copy()
    (mechanism,) = simulation.mechanisms
    served = 0
    for _ in range(40):
        simulation.advance()
        ties = mechanism.ties.direct
        there = ties.owner[ties.third >= 0]
        direct = np.bincount(there, minlength=12)
        volume = np.bincount(there, ties.volume[ties.third >= 0], minlength=12)
        assert np.array_equal(o.target[buyers] + direct, target)
        assert o.conduct[buyers, c.DEMAND] + volume == pytest.approx(demand)
        served += int(direct.sum())
    assert served > 0
