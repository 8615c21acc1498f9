"""What the mechanisms tell every month is what the tables say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Simulation
from sim.mechanisms.chain.plane import quadrants
from sim.mechanisms.exact import correlation
from sim.parameters import Parameters
from sim.scenario import with_values
from sim.state import columns as c

FIRMS = {"population.buyers": 20, "population.sellers": 1, "chain.peers": 1, "rivalry.win": 0.5, "rivalry.future": 0.7}


@pytest.fixture(scope="module")
def rivals() -> Simulation:
    simulation = Simulation(with_values(Parameters(), FIRMS), 3)
    simulation.advance(36)
    return simulation


def test_the_price_paid_is_revenue_over_volume(rivals) -> None:
    steps = rivals.steps()
    np.testing.assert_allclose(steps["price_paid"], steps["revenue"] / steps["volume"], rtol=1e-5)


def test_relationships_stand_on_the_plane_where_the_month_says(rivals) -> None:
    (mechanism,) = rivals.mechanisms
    steps = rivals.steps()
    assert mechanism.plane().shape == (2, steps["n_relationships"][-1] - steps["n_formed"][-1])
    np.testing.assert_allclose(mechanism.plane()[0].mean(), rivals.steps()["mean_cooperation"][-1], atol=0.01)
    np.testing.assert_allclose(mechanism.plane()[1].mean(), rivals.steps()["mean_competition"][-1], atol=0.01)


def test_quadrants_add_up_and_are_cut_at_the_medians(rivals) -> None:
    steps = rivals.steps()
    shares = [steps[f"quadrant_{name}"] for name in ("both", "cooperative", "competitive", "neither")]
    np.testing.assert_allclose(sum(shares), 1.0)
    told = quadrants(np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.4, 0.3, 0.2, 0.1]))
    assert told["quadrant_cooperative"] == told["quadrant_competitive"] == 0.5
    assert told["plane_correlation"] == pytest.approx(-1.0)
    assert quadrants(np.zeros(0), np.zeros(0)) == {}


def test_fighting_lowers_what_is_paid(rivals) -> None:
    steps = rivals.steps()
    level, cut = rivals.parameters.price.level, rivals.parameters.rivalry.cut
    assert (steps["price_paid"] <= level + 1e-6).all() and (steps["price_paid"] >= level - cut - 1e-6).all()
    fought = steps["fighting_share"]
    assert steps["price_paid"][fought.argmax()] < steps["price_paid"][fought.argmin()]


def test_correlation_needs_three_that_differ() -> None:
    assert np.isnan(correlation(np.array([1.0, 2.0]), np.array([1.0, 2.0])))
    assert np.isnan(correlation(np.ones(5), np.arange(5.0)))
    assert correlation(np.arange(5.0), 2.0 * np.arange(5.0)) == pytest.approx(1.0)


def test_suppliers_are_told_of_by_themselves_and_not_in_the_market() -> None:
    parameters = with_values(Parameters(), {"population.sellers": 12, "chain.suppliers": 4, "chain.input": 0.4})
    simulation = Simulation(parameters, 3)
    simulation.advance(24)
    o, r = simulation.world
    supply = slice(int(o.first[60]), int(o.first[68]))
    delivered = r.traces[c.TRACE_PERFORMANCE, 0, supply]
    told = simulation.steps()
    assert told["supplier_performance"][-1] == pytest.approx(delivered[delivered >= 0.0].mean(), rel=1e-5)
    market = (r.stages[c.STAGE, : int(o.first[60])] >= 0).sum()
    assert told["n_relationships"][-1] == market
    dyads = simulation.dyads()
    assert set(dyads["relation"]) == {c.MARKET, c.SUPPLY}
