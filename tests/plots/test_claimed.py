"""The figure of what a scenario claims about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sim.engine import play
from sim.plots.claimed import Course, claimed_figure, course, courses, evenly, named_at, over_a_year
from sim.plots.line_names import darker, spread
from sim.plots.results import ArmTables, Results
from sim.plots.run_figures import figures_of
from sim.plots.style import arm_style
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
    assert drawn[0].says == "locked-in partners trust less"
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
    if columns == 1:
        (legend,) = figure.legends
        assert [text.get_text() for text in legend.get_texts()] == ["locked", "free"]
    else:
        assert not figure.legends
        for ax in figure.axes:
            assert {text.get_text() for text in ax.texts} >= {"locked", "free"}


def judged(*at: int, **values: Sequence[float]) -> Course:
    arms = {arm: np.array(each, float) for arm, each in values.items()}
    return Course("trust", "trust", "", np.arange(1, 13), arms, 1, judged=at)


def test_names_stand_where_the_arms_differ() -> None:
    """A shock of one month is seen in that month; otherwise the end of the line says whose it is."""
    spike = [0.5] * 4 + [0.1] + [0.5] * 7
    assert named_at(judged(5, calm=[0.5] * 12, hit=spike)) == 5
    assert named_at(judged(12, calm=[0.5] * 12, hit=spike)) is None
    assert named_at(judged(calm=[0.5] * 12, hit=spike)) is None
    assert named_at(judged(5, calm=[0.5] * 12, grown=np.linspace(0.5, 1.0, 12).tolist())) is None


@pytest.mark.parametrize("wanted", [[0.5], [0.1, 0.9], [0.5, 0.5, 0.5, 0.5], [0.0, 0.0, 0.99, 1.0], [0.3, 0.34, 0.4]])
def test_names_do_not_overlap_and_stay_beside_the_panel(wanted: list[float]) -> None:
    places = spread(np.array(wanted), 0.07)
    assert (np.diff(places) >= 0.07 - 1e-9).all()
    assert places[0] >= -1e-9 and places[-1] <= 1.0 + 1e-9
    if len(wanted) < 3:
        assert places == pytest.approx(wanted)


def test_letters_are_dark_enough_on_white() -> None:
    for at in range(9):
        rgb = darker(arm_style(at)["color"])
        assert 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] <= 0.42 + 1e-9


def test_headings_break_evenly() -> None:
    text = "a year after the failure trust is no higher than without it"
    assert evenly(text, 58) == ["a year after the failure trust", "is no higher than without it"]
    assert evenly("short", 58) == ["short"]


def test_first_months_that_would_flatten_all_others_are_left_out() -> None:
    from matplotlib.figure import Figure

    months = np.arange(1, 49)
    values = {"one": np.where(months < 6, 20.0, 1.0) + 0.01 * months}
    ax = Figure().add_subplot()
    course(Course("x", "so far", "", months, values, 1), ax, styles={"one": arm_style(0)})
    assert ax.get_ylim()[1] < 2.0
    assert any("beyond" in text.get_text() for text in ax.texts)


def test_it_is_drawn_unasked_where_there_are_such_claims(results: Results) -> None:
    assert figures_of(results)[0] == "claimed"
    assert "claimed" not in figures_of(Results("Why?", results.arms, 24))


def test_results_without_any_run_are_drawn_empty() -> None:
    (ax,) = claimed_figure(Results("Why?", {}, 0)).axes
    assert "nothing is claimed" in ax.get_title(loc="left")
