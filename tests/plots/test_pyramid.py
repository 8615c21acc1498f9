"""The customer pyramid: tiers as firms rank them, or by volume, or neither and the figure says what it needs."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.analysis.tiers import customer_pyramid
from sim.engine import play
from sim.parameters import Parameters
from sim.plots.pyramid import customers_by_tier
from sim.scenario import Outputs, with_values

PEOPLE = {
    "population.buyers": 60, "population.sellers": 3, "people.per_seller": 2, "pyramid.rule": 2,
    "organisations.demand_log_sd": 1.2,
}  # fmt: skip


def test_tiers_are_those_of_the_firms_where_they_rank_their_customers() -> None:
    run = play(with_values(Parameters(), PEOPLE), months=18, seed=2)
    data = customer_pyramid(run.steps, {})
    assert data is not None and data.ranked
    assert (data.since, data.month, data.n_runs) == (7, 18, 1)
    for what, found in (("sales", data.sales), ("hours", data.hours)):
        year = np.array([run.steps[f"{what}_{tier}"][6:].sum() for tier in "abc"])
        assert found == pytest.approx(year / year.sum())
    assert data.customers.tolist() == [run.steps[f"customers_{tier}"][-1] for tier in "abc"]
    assert data.sales[0] > data.customers[0] / data.customers.sum(), "A customers buy more than their number"


def test_without_people_customers_are_ranked_by_the_volume_of_the_last_snapshot() -> None:
    values = {key: value for key, value in PEOPLE.items() if key.startswith(("population", "organisations"))}
    run = play(with_values(Parameters(), values), months=12, seed=2, outputs=Outputs(network_every=6))
    data = customer_pyramid(run.steps, run.networks)
    assert data is not None and not data.ranked and data.month == 12
    last = run.networks["volume"][(run.networks["month"] == 12) & (run.networks["relation"] == 0)]
    assert data.customers.sum() == last.size
    assert data.customers[0] == np.floor(0.05 * last.size + 0.5)
    assert data.sales.sum() == pytest.approx(1.0)
    assert data.sales[0] == pytest.approx(np.sort(last)[::-1][: int(data.customers[0])].sum() / last.sum(), rel=1e-5)
    assert np.isnan(data.hours).all()


def test_where_nothing_was_recorded_the_figure_says_what_it_needs() -> None:
    run = play(with_values(Parameters(), {"population.buyers": 6, "population.sellers": 3}), months=3, seed=2)
    assert customer_pyramid(run.steps, run.networks) is None
    assert customer_pyramid({}, {}) is None
    ax = customers_by_tier(None, Figure().add_subplot())
    assert "outputs.network_every" in ax.get_xlabel()


def test_hours_are_drawn_only_where_they_are_known() -> None:
    run = play(with_values(Parameters(), PEOPLE), months=12, seed=2)
    data = customer_pyramid(run.steps, {})
    ax = customers_by_tier(data, Figure(figsize=(4, 2)).add_subplot())
    assert [label.get_text() for label in ax.get_xticklabels()] == ["customers", "sales", "contact hours"]
    assert "of the time" in ax.get_title()
