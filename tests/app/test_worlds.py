"""Two worlds on the same luck, without a page."""

from __future__ import annotations

import numpy as np
import pytest

from sim.app.settings import Setting, problem_with
from sim.app.sliders import keys_of, sliders_of
from sim.app.worlds import FULL, SERIES, STATES, UNKNOWN, Pair, World
from sim.engine import play
from sim.recording.tables import PATH_VALUES
from sim.scenario import Scenario, load
from sim.scenario.settings import infos


def test_a_world_is_the_run_of_the_engine(setting: Setting) -> None:
    world = World(setting)
    for _ in range(24):
        world.advance()
    run = play(setting.parameters(), months=24, seed=setting.seed)
    for k, name in enumerate(SERIES):
        np.testing.assert_array_equal(world.series[1:25, k], run.steps[name].astype(np.float32))


def test_what_is_kept_of_a_month_is_what_the_paths_say(setting: Setting) -> None:
    world = World(setting)
    for _ in range(30):
        world.advance()
    outputs = setting.scenario.outputs.model_copy(update={"paths": 1000})
    paths = play(setting.parameters(), months=30, seed=setting.seed, outputs=outputs).paths
    here = (paths["month"] == 30) & (paths["stage"] < 6)
    expected = {
        (int(b), int(s)): [float(paths[name][k]) for name in STATES]
        for k, (b, s) in enumerate(zip(paths["buyer"], paths["seller"], strict=True))
        if here[k]
    }
    assert set(STATES) <= set(PATH_VALUES)
    then = world.history[-1]
    seen = 0
    for row in np.flatnonzero((then.stage >= 0) & (then.states[4] != UNKNOWN)):
        who = (int(world.owners[row]), int(then.partner[row]) - 12)
        np.testing.assert_allclose(then.states[:, row] / FULL, expected[who], atol=1e-4)
        seen += 1
    assert seen == len(expected) > 10


def test_the_same_until_something_is_changed_in_the_right_world_only(setting: Setting) -> None:
    pair = Pair(setting, setting)
    untouched = World(setting)
    for _ in range(20):
        pair.advance()
    assert pair.apart is None
    assert pair.change("trust.gain", 0.3)
    for _ in range(20):
        pair.advance()
    for _ in range(40):
        untouched.advance()
    assert pair.apart is not None and pair.apart >= 20
    np.testing.assert_array_equal(pair.left.series, untouched.series)
    column = SERIES.index("mean_trust")
    np.testing.assert_array_equal(pair.right.series[:21, column], untouched.series[:21, column])
    assert pair.right.series[40, column] > untouched.series[40, column] + 0.02


def test_a_change_before_the_first_month_holds_from_the_founding(setting: Setting) -> None:
    pair = Pair(setting, setting)
    pair.change("trust.start", 0.9)
    assert pair.apart == 0
    assert pair.right.setting.founded == {"trust.start": 0.9}


def test_what_founds_a_world_cannot_be_changed_on_the_way(setting: Setting) -> None:
    pair = Pair(setting, setting)
    founding = next(key for key, info in infos().items() if info.founding and not key.startswith("population"))
    pair.advance()
    assert not pair.change(founding, infos()[founding].default)
    assert not pair.change("population.buyers", 3)


def test_two_kinds_of_luck_are_no_comparison(setting: Setting) -> None:
    with pytest.raises(ValueError, match="same luck"):
        Pair(setting, Setting(setting.scenario, setting.arm, 8))


def test_the_run_ends(setting: Setting) -> None:
    pair = Pair(setting, setting)
    for _ in range(60):
        pair.advance()
    assert pair.over and pair.month == 48 == len(pair.left.history) - 1


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("trust.gain", "0.2", ""),
        ("trust.gain", "0,2", ""),
        ("trust.gain", "7", "must be between 0 and 1"),
        ("trust.gain", "much", "must be a number"),
        ("trust.gain", "", "needs a number"),
        ("trust.gain", "nan", "must be a finite number"),
        ("contract.months", "2.5", "must be a whole number"),
        ("contract.months", "12.0", ""),
        ("price.low", "0.7", "must not be above"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(setting: Setting, key: str, text: str, problem: str) -> None:
    found = problem_with(setting, key, text)[1]
    assert found == problem or (problem and found.startswith(problem))


@pytest.mark.parametrize("name", ["market", "full_life_cycle", "commitment_trap"])
def test_sliders_are_those_that_the_scenario_is_about(name: str) -> None:
    scenario = load(name)
    sliders = {slider.key: slider for slider in sliders_of(scenario)}
    assert set(sliders) == set(keys_of(scenario)) >= {key for arm in scenario.arms for key in arm.set}
    assert 1 <= len(sliders) < 15
    for key, slider in sliders.items():
        info = infos()[key]
        assert (info.low is None or info.low <= slider.low) and (info.high is None or slider.high <= info.high)
        for arm in scenario.arms:
            value = Setting(scenario, arm, 1).value(key)
            assert slider.low <= value <= slider.high
        assert 0 < slider.step <= (slider.high - slider.low) / 5
        assert slider.meaning


def test_a_lesson_adds_sliders() -> None:
    plain = load("market")
    assert "trust.gain" in keys_of(plain)
    assert keys_of(plain.model_copy(update={"lesson": None})) == ()


def test_the_left_world_of_a_lesson(market: Scenario) -> None:
    assert load("commitment_trap").lesson.left == "free"  # type: ignore[union-attr]
    assert market.lesson is not None
