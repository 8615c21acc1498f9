"""Two worlds on the same luck, without a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.app.settings import Setting, problem_with
from sim.app.sizes import is_size, limits, size_problem, sized
from sim.app.sliders import keys_of, sliders_between, sliders_of
from sim.app.take_home import scenario_file
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


@pytest.fixture
def slip(tmp_path: Path) -> Setting:
    """A small market in which quality falls in month 12."""
    text = 'schema = 1\nquestion = "?"\n[run]\nmonths = 30\n[population]\nbuyers = 12\nsellers = 5\n'
    shock = '[[intervention]]\nat = 12\naction = "quality_shift"\ntarget = "sellers"\nby = -0.15\n'
    (tmp_path / "slip.toml").write_text(text + shock, encoding="utf-8")
    scenario = load(str(tmp_path / "slip.toml"))
    return Setting(scenario, scenario.arms[0], 7)


def test_what_happens_on_a_date_can_be_made_larger_in_the_right_world_only(slip: Setting) -> None:
    (slider,) = [one for one in sliders_between(slip.scenario, slip.arm.name, slip.arm.name) if "@" in one.key]
    assert (slider.key, slider.low, slider.high, slider.unit) == ("quality_shift@12", -0.5, 0.5, "competence")
    assert "month 12" in slider.meaning and "sellers" in slider.meaning
    pair = Pair(slip, slip)
    for _ in range(6):
        pair.advance()
    assert pair.change("quality_shift@12", -0.4)
    for _ in range(5):
        pair.advance()
    assert pair.apart is None, "nothing has happened yet"
    for _ in range(8):
        pair.advance()
    assert pair.apart == 12
    assert (pair.left.setting.value("quality_shift@12"), pair.right.setting.value("quality_shift@12")) == (-0.15, -0.4)
    left = play(slip.parameters(), months=19, seed=7, interventions=slip.scenario.interventions)
    right = play(slip.parameters(), months=19, seed=7, interventions=pair.right.setting.interventions())
    trust = SERIES.index("mean_trust")
    for world, run in ((pair.left, left), (pair.right, right)):
        np.testing.assert_array_equal(world.series[1:20, trust], run.steps["mean_trust"].astype(np.float32))
    assert not pair.change("quality_shift@12", 0.1), "what has happened means another past"


def test_at_size_0_it_does_not_happen_and_a_wrong_size_is_told(slip: Setting) -> None:
    calm = slip.with_change("quality_shift@12", 0.0, 1)
    assert calm.interventions() == ()
    assert slip.with_change("quality_shift@12", -0.15, 1).interventions() == slip.interventions()
    assert problem_with(slip, "quality_shift@12", "-0,3") == (-0.3, "")
    assert problem_with(slip, "quality_shift@12", "2")[1] == "must be between -1 and 1; at 0 it does not happen"
    assert problem_with(slip, "quality_shift@12", "")[1] == "needs a number"


def test_a_changed_size_is_taken_home(slip: Setting, tmp_path: Path) -> None:
    changed = slip.with_change("quality_shift@12", -0.4, 1)
    (tmp_path / "home.toml").write_text(scenario_file(slip, changed), encoding="utf-8")
    home = load(str(tmp_path / "home.toml"))
    sizes = {arm.name: [item.by for item in home.interventions_in(arm)] for arm in home.arms}
    assert sizes == {"as_it_is": [-0.15], "changed": [-0.4]}


def test_what_happens_in_one_arm_only_can_be_let_happen_in_the_other() -> None:
    scenario = load("full_life_cycle")
    keys = {one.key for one in sliders_between(scenario, "halfway", "relational")}
    assert {"quality_shift@72", "quality_shift@90"} <= keys
    relational = Setting(scenario, scenario.arm("relational"), 1)
    assert relational.value("quality_shift@90") == 0.0
    back = relational.with_change("quality_shift@90", 0.125, 1)
    assert [item.at for item in back.interventions()] == [*(item.at for item in relational.interventions()), 90]


@pytest.mark.parametrize("name", ["full_life_cycle", "failure_and_recovery", "contact_leaves", "complementor_fails"])
def test_every_intervention_with_a_size_has_a_key_of_its_own(name: str) -> None:
    scenario = load(name)
    found = sized(scenario)
    assert len({id(item) for item in found.values()}) == len(found)
    for key, item in found.items():
        low, high = limits(item)
        assert low <= 0.0 <= high and is_size(key)
        assert size_problem(item, item.share if item.by is None else item.by) == ""
