"""The figure of what a scenario claims about."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import play
from sim.plots.claimed import claimed_figure, courses, over_a_year
from sim.plots.results import ArmTables, Results
from sim.plots.run_figures import figures_of
from sim.scenario import Claim, load


@pytest.fixture(scope="module")
def results() -> Results:
    scenario = load("commitment_trap")
    arms = {}
    for name in ("usual", "free", "locked"):
        run = play(scenario.arm_parameters(scenario.arm(name)), months=24, seed=3)
        arms[name] = ArmTables(steps=run.steps, events=run.events, dyads=run.dyads, paths=run.paths)
    return Results("Why?", arms, 24, claims=scenario.claims)


def test_a_panel_for_every_monthly_metric_with_the_arms_compared(results: Results) -> None:
    drawn = courses(results, results.claims)
    assert [one.metric for one in drawn] == ["mean_trust", "captive_share", "opportunism_rate", "one_sided_share"]
    assert all(list(one.values) == ["locked", "free"] for one in drawn)
    assert drawn[0].says == "and trust less"
    ours = results.arms["free"].steps
    assert np.allclose(drawn[0].values["free"], ours["mean_trust"])
    assert np.allclose(drawn[3].values["free"], ours["n_one_sided"] / ours["n_relationships"])


def test_claims_of_the_end_only_draw_nothing(results: Results) -> None:
    claim = Claim.model_validate({"statistic": "survival_12", "compare": "locked - free", "expect": {"sign": "+"}})
    assert courses(results, [claim]) == []


def test_a_metric_that_no_run_tells_is_left_out(results: Results) -> None:
    claim = Claim.model_validate({"statistic": "cross_border_volume", "compare": "locked", "expect": {"sign": "+"}})
    assert courses(results, [claim]) == []


def test_over_a_year_is_the_mean_of_the_last_twelve_known_months() -> None:
    values = np.array([np.nan, 2.0, 4.0, *range(12)], float)
    smooth = over_a_year(values)
    assert np.isnan(smooth[0])
    assert smooth[2] == 3.0
    assert smooth[-1] == np.mean(range(12))


@pytest.mark.parametrize("columns", [1, 3])
def test_the_figure_names_claims_units_and_arms(results: Results, columns: int) -> None:
    figure = claimed_figure(results, columns)
    titles = " ".join(ax.get_title(loc="left").replace("\n", " ") for ax in figure.axes)
    assert "more of them are captive: they cannot leave and would like to" in titles
    assert all(ax.get_ylabel() for ax in figure.axes)
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["locked", "free"]


def test_it_is_drawn_unasked_where_there_are_such_claims(results: Results) -> None:
    assert figures_of(results)[0] == "claimed"
    assert "claimed" not in figures_of(Results("Why?", results.arms, 24))
