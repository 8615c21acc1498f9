"""Means, spreads and paths of states that can be worked out by hand; |z| below 4.5 at fixed seeds."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.polynomial.hermite_e import hermegauss

from sim.engine.simulation import Simulation
from sim.state import columns as c

FAR = 4.5
PURE = {
    "organisations.seller_competence": 0.5, "organisations.seller_competence_sd": 0.0,
    "organisations.buyer_competence": 0.5, "organisations.buyer_competence_sd": 0.0,
    "delivering.effort_weight": 0.0, "delivering.memory": 0.0, "delivering.investment": 0.0, "delivering.distance": 0.0,
    "delivering.opportunism": 0.0, "opportunism.gain": 0.0,
}  # fmt: skip
"""Performance is 0.5 and noise of 0.1, whatever else happens."""


def assert_mean(values: np.ndarray, mean: float) -> None:
    assert abs(values.mean() - mean) / (values.std(ddof=1) / math.sqrt(values.size)) < FAR


def assert_spread(values: np.ndarray, sd: float) -> None:
    """Assert the standard deviation of normal values."""
    assert abs(values.var(ddof=1) / sd**2 - 1.0) / math.sqrt(2.0 / values.size) < FAR


def normal_mean(of: Callable[[np.ndarray], np.ndarray], mean: float, sd: float) -> float:
    """Return the mean of a function of a normal number."""
    x, weight = hermegauss(60)
    return float((weight * of(mean + sd * x)).sum() / weight.sum())


@pytest.fixture(scope="module")
def noisy(world) -> Simulation:
    """A world in which performance is pure noise, after 120 months."""
    return world(120, PURE, {"satisfaction.disconfirmation": 0.0})


def test_expectation_settles_at_mean_performance_with_the_spread_of_smoothing(noisy: Simulation) -> None:
    for side in range(2):
        expectation = noisy.world.relationships.directed[c.EXPECTATION, side]
        assert_mean(expectation, 0.5)
        assert_spread(expectation, 0.1 * math.sqrt(0.12 / (2.0 - 0.12)))


def test_outcome_settles_at_performance_less_price_with_the_spread_of_smoothing(noisy: Simulation) -> None:
    for side in range(2):
        outcome = noisy.world.relationships.directed[c.OUTCOME, side]
        assert_mean(outcome, 0.0)
        assert_spread(outcome, 0.1 * math.sqrt(0.15 / (2.0 - 0.15)))


def test_price_moves_outcome_from_one_side_to_the_other(world) -> None:
    outcome = world(120, PURE, {"price.level": 0.6}).world.relationships.directed[c.OUTCOME]
    assert_mean(outcome[0], -0.1)
    assert_mean(outcome[1], 0.1)


def test_satisfaction_settles_at_the_mean_episode(noisy: Simulation) -> None:
    expected = normal_mean(lambda p: 1.0 / (1.0 + np.exp(-3.0 * (p - 0.5))), 0.5, 0.1)
    for side in range(2):
        assert_mean(noisy.world.relationships.directed[c.SATISFACTION, side], expected)


def test_an_uneven_episode_is_felt_as_loss_aversion_says(world) -> None:
    """Without memory of expectation (rate 1) the surprise is the difference of two performances."""
    values = {"satisfaction.quality": 0.0, "expectation.rate": 1.0}
    satisfaction = world(120, PURE, values).world.relationships.directed[c.SATISFACTION]

    def felt(surprise: np.ndarray) -> np.ndarray:
        return 1.0 / (1.0 + np.exp(-3.5 * np.where(surprise >= 0.0, surprise, 1.95 * surprise)))

    fine = np.linspace(-1.0, 1.0, 20_001)
    weight = np.exp(-0.5 * (fine / (0.1 * math.sqrt(2.0))) ** 2)
    expected = float((weight * felt(fine)).sum() / weight.sum())
    assert expected < 0.49
    for side in range(2):
        assert_mean(satisfaction[side], expected)


def test_the_running_variance_of_performance_is_that_of_the_noise(noisy: Simulation) -> None:
    for side in range(2):
        assert_mean(noisy.world.relationships.read_out[c.PERFORMANCE_MEAN, side].astype(float), 0.5)
        # A weighted mean that has already moved towards the newest value: (1 - a) * s2 * 2 / (2 - a).
        a = 2.0 / 13.0
        expected = 0.01 * 2.0 * (1.0 - a) / (2.0 - a)
        assert_mean(noisy.world.relationships.read_out[c.PERFORMANCE_VARIANCE, side].astype(float), expected)


def test_reputation_settles_at_mean_performance(noisy: Simulation) -> None:
    o = noisy.world.organisations
    assert_mean(o.standing[:4000, c.REPUTATION], 0.5)
    assert_mean(o.standing[4000:4040, c.REPUTATION], 0.5)


def test_distances_shrink_by_their_rates_and_the_map_does_not(world) -> None:
    before, after = (world(months).world.relationships.dyadic for months in (0, 24))
    rates = {
        c.SOCIAL_DISTANCE: 0.05, c.CULTURAL_DISTANCE: 0.008, c.TECHNOLOGICAL_DISTANCE: 0.03, c.TIME_DISTANCE: 0.04,
        c.GEOGRAPHIC_DISTANCE: 0.0,
    }  # fmt: skip
    for column, rate in rates.items():
        np.testing.assert_allclose(after[column], before[column] * (1.0 - rate) ** 24, rtol=1e-12)


def test_the_honeymoon_halves_every_six_months(world) -> None:
    honeymoon = world(18).world.relationships.dyadic[c.HONEYMOON]
    np.testing.assert_allclose(honeymoon, 0.125, rtol=1e-12)


def test_commitment_approaches_a_constant_target_exponentially(world) -> None:
    only_values = {
        f"commitment.{name}": 0.0 for name in ("trust", "satisfaction", "attractiveness", "pledge", "conflict")
    }
    r = world(30, only_values, {"commitment.values": 1.0, "commitment.goal_floor": 1.0}).world.relationships
    target = r.dyadic[c.VALUE_OVERLAP]
    for side in range(2):
        expected = target + (0.15 - target) * 0.9**30
        np.testing.assert_allclose(r.directed[c.COMMITMENT, side], expected, rtol=1e-12)


def test_investment_settles_where_adding_equals_wearing_off(world) -> None:
    """With constant commitment C and nothing needed from the other: K = kC / (kC + d)."""
    only_values = {
        f"commitment.{name}": 0.0 for name in ("trust", "satisfaction", "attractiveness", "pledge", "conflict")
    }
    fixed = {"commitment.values": 1.0, "commitment.goal_floor": 1.0, "investment.unmatched": 1.0}
    r = world(900, only_values, fixed).world.relationships
    added = 0.05 * r.dyadic[c.VALUE_OVERLAP]
    for side in range(2):
        np.testing.assert_allclose(r.directed[c.INVESTMENT, side], added / (added + 0.02), rtol=1e-9)


def test_conflict_settles_where_bargaining_feeds_as_much_as_is_resolved(world) -> None:
    """F = b / (b + r) with inflow b = 0.1 · b₁ · b₂ into what is free."""
    only_bargaining = {"conflict.dissatisfaction": 0.0, "conflict.breach": 0.0, "conflict.trust_resolution": 0.0}
    simulation = world(400, only_bargaining)
    o, r = simulation.world
    inflow = 0.1 * o.conduct[:4000, c.BARGAINING] * o.conduct[r.partner, c.BARGAINING]
    for side in range(2):
        np.testing.assert_allclose(r.directed[c.CONFLICT, side], inflow / (inflow + 0.12), rtol=1e-9)


def test_institutional_trust_grows_by_a_share_of_what_is_missing(world) -> None:
    o = world(50, {"government.institutional_trust": 0.2, "government.institutional_growth": 0.02}).world.organisations
    np.testing.assert_allclose(o.institutions, 1.0 - 0.8 * 0.98**50, rtol=1e-12)


def test_contracts_run_down_month_by_month_and_start_anew_where_they_are_renewed(world) -> None:
    left = [
        world(months, {"contract.months": 12, "contract.renew": renew}).world.relationships.counts[c.CONTRACT_LEFT]
        for months, renew in ((5, 0), (12, 0), (30, 0), (12, 1), (17, 1))
    ]
    assert [set(column.tolist()) for column in left] == [{7}, {0}, {0}, {12}, {7}]


def test_organisations_are_drawn_from_the_stated_distributions(world) -> None:
    o = world(0, {"population.buyers": 20_000}).world.organisations
    buyers = o.conduct[:20_000]
    assert_mean(buyers[:, c.COMPETENCE], 0.65)
    assert_spread(buyers[:, c.COMPETENCE], 0.08)
    assert_mean(buyers[:, c.OPPORTUNISM_PROPENSITY], 1.0 / 7.0)
    assert_mean(buyers[:, c.OPPORTUNISM_PROPENSITY] ** 2, 2.0 / (7.0 * 8.0))
    assert_mean(buyers[:, c.BARGAINING], 0.4)
    assert_mean((buyers[:, c.BARGAINING] - 0.4) ** 2, 0.4**2 / 12.0)
    assert_mean(buyers[:, c.LENIENCY], 0.0)
    assert_spread(buyers[:, c.LENIENCY], 0.1)
    assert_mean(np.log(buyers[:, c.DEMAND]), 0.0)
    assert_spread(np.log(buyers[:, c.DEMAND]), 0.8)
    for column in (*o.place[:20_000, :7].T, *o.goals[:20_000].T):
        assert_mean(column.astype(float), 0.5)
        assert_mean(column.astype(float) ** 2, 1.0 / 3.0)


def test_what_common_goals_make_of_commitment_is_1_on_average(world) -> None:
    goals = world(0, {"population.buyers": 20_000, "population.sellers": 20_000}).world.relationships.dyadic[
        c.GOAL_FACTOR
    ]
    assert_mean(goals, 1.0)
    assert goals.std() > 0.02
