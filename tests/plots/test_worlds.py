from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from sim import load
from sim.plots import Results
from sim.scenario import Scenario
from sim.worlds import draw, draw_differences, draw_months, play_arms, side_by_side, values_of, with_arms

SMALL = ["run.months=14", "population.buyers=4", "population.sellers=3", "population.partners=2"]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    arms = {"usual": {}, "quick": {"trust.gain": 0.2}, "same": {}}
    return with_arms(load("market", overrides=SMALL), arms, question="What if trust grew quickly?")


@pytest.fixture(scope="module")
def worlds(scenario: Scenario) -> Results:
    return play_arms(scenario, repetitions=3)


def test_worlds_share_the_luck_of_a_repetition(worlds: Results) -> None:
    trust = values_of(worlds, "mean_trust")
    assert trust["usual"].tolist() == trust["same"].tolist()
    assert (trust["quick"] != trust["usual"]).all()
    assert len(set(trust["usual"].tolist())) == 3


def test_a_statistic_is_that_of_each_run(scenario: Scenario, worlds: Results) -> None:
    from sim.analysis.statistics import statistic
    from sim.engine import play
    from sim.engine.replications import replicate_seed

    run = play(scenario.parameters, months=14, seed=replicate_seed(scenario.run.seed, 2))
    for name in ("survival_12", "mean_trust_at_14", "share_alive_14"):
        assert values_of(worlds, name)["usual"][2] == statistic(name, run.steps, run.events, run.dyads, 14)


def test_a_repetition_in_which_nothing_ended_is_there_all_the_same(worlds: Results) -> None:
    assert all(len(found) == 3 for found in values_of(worlds, "share_alive_14", among=["start"]).values())


def test_arms_are_shown_in_the_order_asked_for(scenario: Scenario) -> None:
    assert list(play_arms(scenario, ["quick", "usual"]).arms) == ["quick", "usual"]
    with pytest.raises(KeyError):
        play_arms(scenario, ["quik"])


def test_other_arms_take_claims_lesson_and_dated_changes_of_the_old_ones_away() -> None:
    trap = load("commitment_trap")
    other = with_arms(trap, {"usual": {}, "quick": {"trust.gain": 0.14}})
    assert [arm.name for arm in other.arms] == ["usual", "quick"]
    assert other.claims == () and other.lesson is None
    assert other.interventions == trap.interventions
    assert other.question == trap.question
    assert with_arms(load("full_life_cycle"), {"one": {}}).interventions != load("full_life_cycle").interventions


@pytest.mark.parametrize("arms", [{"usual": {"trust.gian": 0.1}}, {"two words": {}}, {"usual": {"trust.gain": 7}}])
def test_wrong_arms_are_refused(arms: dict[str, dict[str, float]]) -> None:
    with pytest.raises(ValidationError):
        with_arms(load("market"), arms)


def test_worlds_from_anywhere_stand_beside_one_another(scenario: Scenario, worlds: Results) -> None:
    from sim.engine import play

    run = play(scenario.parameters, months=14, seed=3)
    found = side_by_side({"played": run, "there": worlds, "twice": [run, run]}, title="Which?")
    assert list(found.arms) == ["played", "there", "twice"]
    assert found.months == 14
    assert np.array_equal(found.arms["there"].steps["mean_trust"], worlds.arms["usual"].steps["mean_trust"])
    assert len(found.arms["twice"].dyads["dyad"]) == 2 * len(found.arms["played"].dyads["dyad"])


def test_every_world_is_drawn(worlds: Results) -> None:
    assert len(draw(worlds, "stage_occupancy").axes) == 3
    differences = draw_differences(worlds, ["mean_trust", "survival_12"])
    assert [label.get_text() for label in differences.axes[0].get_yticklabels()] == ["quick", "same"]
    months = draw_months(worlds, ["mean_trust"])
    usual, quick = (worlds.arms[name].steps for name in ("usual", "quick"))
    lines = [line.get_ydata() for line in months.axes[0].get_lines()]
    for steps, drawn in ((usual, lines[0]), (quick, lines[1])):
        by_month = [np.median(steps["mean_trust"][steps["month"] == month]) for month in range(1, 15)]
        assert np.asarray(drawn, float).tolist() == pytest.approx(by_month)
