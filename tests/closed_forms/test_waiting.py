"""Waiting times and shares of events that can be worked out by hand; |z| below 4.5 at fixed seeds."""

from __future__ import annotations

import math

import numpy as np

from sim.recording.codes import Cause, Event, Side

FAR = 4.5


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def z_of_share(share: float, expected: float, n: float) -> float:
    return abs(share - expected) / math.sqrt(expected * (1.0 - expected) / n)


def assert_geometric(waits: np.ndarray, p: float) -> None:
    """Assert that waiting times 1, 2, 3 … have a constant chance p each month."""
    n = waits.size
    assert abs(waits.mean() - 1.0 / p) / (math.sqrt((1.0 - p) / n) / p) < FAR
    longest = int(math.log(20.0 / n) / math.log(1.0 - p))  # at least about 20 p are expected in each class
    counts = np.bincount(waits, minlength=longest + 1)[1 : longest + 1].astype(float)
    expected = n * p * (1.0 - p) ** np.arange(longest)
    counts, expected = np.append(counts, n - counts.sum()), np.append(expected, n - expected.sum())
    freedom = counts.size - 1
    assert abs(((counts - expected) ** 2 / expected).sum() - freedom) / math.sqrt(2 * freedom) < FAR


def test_ending_for_reasons_outside_is_geometric(run) -> None:
    dyads = run(400, {"exit.exogenous": 0.05}).dyads
    assert not dyads["censored"].any()
    assert np.all(dyads["cause"] == Cause.OUTSIDE_EVENT)
    assert np.all(dyads["initiator"] == Side.NONE)
    assert_geometric(dyads["end"] - dyads["start"], 0.05)


def test_leaving_at_constant_odds_is_geometric_and_either_side_does_it(run) -> None:
    q = logistic(-3.0)
    dyads = run(300, {"exit.intercept": -3.0}).dyads
    assert not dyads["censored"].any()
    assert_geometric(dyads["end"] - dyads["start"], 1.0 - (1.0 - q) ** 2)
    both = q / (2.0 - q)
    shares = {Side.BUYER: (1.0 - both) / 2.0, Side.SELLER: (1.0 - both) / 2.0, Side.BOTH: both}
    for side, expected in shares.items():
        assert z_of_share(float((dyads["initiator"] == side).mean()), expected, dyads["end"].size) < FAR


def test_leaving_and_outside_events_compete_independently(run) -> None:
    q = logistic(-4.0)
    stays = (1.0 - q) ** 2 * (1.0 - 0.02)
    dyads = run(300, {"exit.intercept": -4.0, "exit.exogenous": 0.02}).dyads
    assert_geometric(dyads["end"] - dyads["start"], 1.0 - stays)
    fated = 0.02 * (1.0 - q) ** 2 / (1.0 - stays)
    assert z_of_share(float((dyads["cause"] == Cause.OUTSIDE_EVENT).mean()), fated, dyads["end"].size) < FAR


def test_finding_a_partner_is_geometric_when_every_search_succeeds(run) -> None:
    search = {"search.rate": 0.2, "population.linked_at_start": 0.0, "selling.intercept": 20.0, "search.tolerance": 5.0}
    events = run(100, search).events
    formed = events["month"][events["event"] == Event.FORMED]
    assert formed.size == 4000
    assert_geometric(formed, 0.2)


def test_as_many_first_contacts_succeed_as_effort_reputation_and_distance_say(run) -> None:
    door = {"search.rate": 1.0, "population.linked_at_start": 0.0, "search.tolerance": 5.0, "selling.distance": 0.0}
    chance = logistic(1.0 + 1.0 * 0.17 + 1.0 * 0.5)
    formed = run(1, door).steps["n_formed"][0]
    assert z_of_share(formed / 4000, chance, 4000) < FAR


def test_opportunism_and_its_detection_have_the_stated_rates(run) -> None:
    temptation = {
        "opportunism.intercept": -2.0, "opportunism.propensity": 0.0, "opportunism.commitment": 0.0,
        "opportunism.monitoring": 0.0, "monitoring.detection_base": 0.3, "monitoring.detection_slope": 0.5,
        "monitoring.buyer_intensity": 0.2, "monitoring.seller_intensity": 0.2, "government.audit_rate": 0.1,
    }  # fmt: skip
    steps = run(20, temptation).steps
    n = 2 * 4000 * 20
    act, seen = logistic(-2.0), 0.4 + 0.6 * 0.1
    assert z_of_share(steps["opportunism_rate"].mean(), act, n) < FAR
    assert z_of_share(steps["breach_rate"].mean(), act * seen, n) < FAR


def test_failures_are_as_frequent_as_noise_makes_them(run) -> None:
    """In the first month performance and first expectation are two independent normal numbers."""
    first = {
        "organisations.seller_competence": 0.6, "organisations.buyer_competence": 0.6,
        "organisations.seller_competence_sd": 0.0, "organisations.buyer_competence_sd": 0.0,
        "delivering.effort_weight": 0.0, "delivering.distance": 0.0, "delivering.opportunism": 0.0,
        "expectation.seller_promise": 0.05, "expectation.reputation_weight": 0.0, "expectation.buyer_promise": 0.05,
    }  # fmt: skip
    spread = math.hypot(0.1, 0.05)
    missed = 0.5 * math.erfc((0.15 - 0.05) / spread / math.sqrt(2.0))
    assert z_of_share(run(1, first).steps["failure_rate"][0], missed, 2 * 4000) < FAR
