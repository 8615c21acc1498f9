"""The baseline is a whole and lawful reading of the theory: it plays, stays in range, and repeats itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pydantic import ValidationError

from benchmarks.baseline import BaselineModel
from benchmarks.baseline.metrics import METRICS
from benchmarks.baseline.organisations import N_VALUES
from benchmarks.baseline.relationship import MEAN_GOAL_OVERLAP
from sim.parameters import Parameters

EVERYBODY = {
    "population.buyers": 24,
    "population.sellers": 9,
    "population.complementors": 4,
    "population.governments": 2,
    "linking.controlled_share": 0.5,
    "government.institutional_trust": 0.3,
    "government.audit_rate": 0.3,
    "government.fine": 0.2,
    "government.subsidy": 0.3,
    "opportunism.intercept": -2.0,
    "recovery.seller_quality": 0.8,
    "contract.months": 12,
}
SHARES_OF_A_SIDE = (
    *("expectation", "satisfaction", "trust", "breach_memory", "affective", "calculative", "attractiveness"),
    *("dependence", "investment", "memory", "conflict", "flexibility", "opportunism_frequency", "blame", "sharing"),
    "received",
)


def played(months: int, rng: int = 1, **overrides: float) -> BaselineModel:
    model = BaselineModel(rng=rng, **overrides)
    for _ in range(months):
        model.step()
    return model


def everything_in_range(model: BaselineModel) -> None:
    for market in model.markets:
        for r in market.relationships:
            for side in r.sides:
                for name in SHARES_OF_A_SIDE:
                    assert 0.0 <= getattr(side, name) <= 1.0, name
                assert -1.0 <= side.outcome <= 1.0
                assert side.peak >= side.affective
            for name in ("social", "cultural", "technological", "time", "geographic", "mean"):
                assert 0.0 <= getattr(r.distances, name) <= 1.0, name
            for index in (r.cooperation, r.competition, r.honeymoon, r.trust_in_complementor):
                assert 0.0 <= index <= 1.0
            assert r.stage in range(6)
            assert (r.stage == 0) == (r.deliveries == 0)
            assert r.deliveries == r.age == model.steps - r.start
        for desk in market.buying:
            assert len(desk.relationships) <= desk.wanted
            if desk.relationships:
                assert math.isclose(sum(r.share for r in desk.relationships.values()), 1.0)
        both = sum(len(desk.relationships) for desk in market.buying + market.selling)
        assert both == 2 * len(market.relationships)


def test_states_stay_in_range_with_all_four_kinds_of_agents() -> None:
    model = BaselineModel(rng=3, **EVERYBODY)
    everything_in_range(model)
    for _ in range(36):
        model.step()
        everything_in_range(model)
    table = model.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == list(METRICS)
    assert len(table) == 36
    assert not table.isna().any().any()
    assert table["breach_rate"].sum() > 0.0
    assert table["opportunism_rate"].max() <= 1.0


def test_the_same_rng_gives_the_same_run_and_another_does_not() -> None:
    one, same, other = (played(15, rng, **EVERYBODY) for rng in (5, 5, 6))
    tables = [model.datacollector.get_model_vars_dataframe() for model in (one, same, other)]
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])
    ended = [model.datacollector.get_table_dataframe("ended") for model in (one, same)]
    assert len(ended[0]) > 0
    assert ended[0].equals(ended[1])


def test_it_reads_the_same_parameters_as_the_simulator() -> None:
    parameters = Parameters.model_validate({"population": {"buyers": 7, "sellers": 4, "partners": 2}})
    model = BaselineModel(parameters, rng=1, **{"population.sellers": 5})
    assert (len(model.buyers), len(model.sellers)) == (7, 5)
    assert len(model.market.relationships) == 14
    with pytest.raises(ValidationError, match="gian"):
        BaselineModel(rng=1, **{"trust.gian": 0.1})


def test_a_relationship_is_early_from_its_first_delivery_on() -> None:
    model = played(1, **{"exit.exogenous": 0.0, "exit.intercept": -50.0})
    assert {r.stage for r in model.market.relationships} == {1}
    assert model.metrics["n_ended"] == 0


def test_shared_delivery_brings_the_complementor_into_what_the_buyer_gets() -> None:
    poor = {**EVERYBODY, "organisations.complementor_competence": 0.2, "organisations.complementor_competence_sd": 0.0}
    alone, linked = played(6, **{**poor, "population.complementors": 0}), played(6, **poor)
    assert linked.metrics["mean_satisfaction_buyer"] < alone.metrics["mean_satisfaction_buyer"] - 0.03
    blamed = [r for r in linked.market.relationships if r.complementor is not None]
    assert blamed
    assert all(0.5 <= r.buyer.blame < 1.0 for r in blamed if r.deliveries)
    assert all(r.trust_in_complementor != 0.4 for r in blamed if r.deliveries)


def test_governments_catch_fine_and_subsidise() -> None:
    def with_government(**government: float) -> BaselineModel:
        return played(24, **{**EVERYBODY, **{f"government.{key}": value for key, value in government.items()}})

    quiet = with_government(audit_rate=0.0, fine=0.0, subsidy=0.0)
    strict = with_government(audit_rate=1.0, fine=0.5, subsidy=0.0)
    generous = with_government(audit_rate=0.0, fine=0.0, subsidy=0.5)
    assert strict.metrics["breach_rate"] == strict.metrics["opportunism_rate"] > 0.0
    assert quiet.metrics["breach_rate"] < quiet.metrics["opportunism_rate"]
    assert strict.metrics["mean_outcome"] < quiet.metrics["mean_outcome"]
    assert generous.metrics["mean_investment"] > quiet.metrics["mean_investment"]


def test_sellers_with_limited_capacity_never_serve_more() -> None:
    model = BaselineModel(rng=2, **{"population.capacity": 4, "population.linked_at_start": 0.7})
    for _ in range(18):
        model.step()
        assert max(len(seller.selling.relationships) for seller in model.sellers) <= 4
    assert sum(model.datacollector.get_model_vars_dataframe()["n_formed"]) > 0


def test_a_pair_that_meets_again_keeps_knowledge_distances_and_grudges() -> None:
    model = played(20, **EVERYBODY)
    market = model.market
    r = market.relationships[0]
    r.buyer.breach_memory = 0.4
    r.over = True
    market.close(r)
    market.relationships.remove(r)
    market.found(r.buyer.desk, [r.seller.desk])
    again = market.relationships[-1]
    assert again is not r
    assert (again.distances, again.buyer.breach_memory) == (r.distances, 0.4)
    assert again.seller.memory == r.seller.memory > 0.0
    assert again.buyer.investment == 0.0


def test_a_contact_person_takes_knowledge_and_trust_along() -> None:
    side = played(24, **EVERYBODY).market.relationships[0].buyer
    trust, organisational, memory = side.trust, side.organisational_memory, side.memory
    side.lose_contact_person()
    assert 0.0 < side.memory == organisational < memory
    assert side.trust < trust


def test_honeymoons_put_off_early_endings() -> None:
    def ended_within_half_a_year(honeymoon: float) -> int:
        model = played(6, **{"population.buyers": 120, "population.sellers": 30, "honeymoon.start": honeymoon})
        return int(model.datacollector.get_model_vars_dataframe()["n_ended"].sum())

    assert ended_within_half_a_year(0.0) > 2 * ended_within_half_a_year(1.0)


def test_goal_factors_are_about_one_on_average() -> None:
    nodes, weights = np.polynomial.legendre.leggauss(16)
    squares = np.meshgrid(*[((nodes + 1.0) / 2.0) ** 2] * N_VALUES)
    density = np.prod(np.meshgrid(*[weights / 2.0] * N_VALUES), axis=0)
    # Two independent goals, so the mean cosine is the squared length of the mean direction.
    along_one_axis = (density * np.sqrt(squares[0] / sum(squares))).sum()
    assert pytest.approx(N_VALUES * along_one_axis**2, abs=1e-5) == MEAN_GOAL_OVERLAP
