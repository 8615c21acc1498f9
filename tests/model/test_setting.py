"""What a model is asked to play, and what is said where that makes no sense."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim import Parameters, RelationshipModel
from sim.errors import InputProblems
from sim.model.setting import settle
from sim.scenario import shipped_files

pytestmark = pytest.mark.filterwarnings("error")

TOML = """\
schema = 1
question = "Who stays?"
[run]
months = 24
seed = 0
[[arm]]
name = "usual"
[[arm]]
name = "eager"
set = { "search.rate" = 0.9, "trust.gain" = 0.2 }
[[intervention]]
at = 3
action = "quality_shift"
target = "sellers"
by = -0.1
arms = ["eager"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stay.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


def test_a_scenario_is_a_name_a_file_an_object_or_nothing(file: Path) -> None:
    assert RelationshipModel("market").dyads_scenario.name == "market"
    assert RelationshipModel(file).dyads_scenario.question == "Who stays?"
    assert RelationshipModel(sim.load(str(file))).seed == 0
    assert RelationshipModel().parameters == Parameters()
    with pytest.raises(TypeError, match="scenario = 7: must be a"):
        RelationshipModel(7)


def test_the_first_arm_is_played_unless_another_is_named(file: Path) -> None:
    assert (RelationshipModel(file).arm, RelationshipModel(file, arm="eager").arm) == ("usual", "eager")
    assert RelationshipModel(file, arm="eager").parameters.search.rate == 0.9


def test_interventions_happen_in_their_arms(file: Path) -> None:
    usual, eager = (RelationshipModel(file, arm=arm) for arm in ("usual", "eager"))
    for _ in range(3):
        usual.step()
        eager.step()
    np.testing.assert_allclose(eager.sellers.get("competence"), np.array(usual.sellers.get("competence")) - 0.1)


def test_overrides_come_with_dots_or_underscores_and_beat_the_arm(file: Path) -> None:
    model = RelationshipModel(file, arm="eager", **{"search.rate": 0.4}, trust__gain=np.float64(0.3), run__months=6)
    assert (model.parameters.search.rate, model.parameters.trust.gain) == (0.4, 0.3)
    assert model.dyads_scenario.run.months == 6
    whole = RelationshipModel(population__buyers=np.int64(7), **{"population.sellers": 5})
    assert (len(whole.buyers), len(whole.sellers)) == (7, 5)


def test_parameters_take_the_place_of_the_scenarios_own(file: Path) -> None:
    other = Parameters.model_validate({"trust": {"gain": 0.5}, "exit": {"exogenous": 0.0}})
    model = RelationshipModel(file, arm="eager", parameters=other)
    assert (model.parameters.exit.exogenous, model.parameters.trust.gain) == (0.0, 0.2)


@pytest.mark.everywhere
@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1, np.int64(4), np.uint8(4)])
def test_a_seed_is_any_whole_number(seed: int) -> None:
    assert RelationshipModel(seed=seed).seed == RelationshipModel(rng=seed).result().seed == int(seed)


def test_a_run_has_the_scenarios_seed_unless_told_otherwise(file: Path) -> None:
    assert RelationshipModel("market").seed == sim.load("market").run.seed
    assert RelationshipModel("market", run__seed=5).seed == 5
    assert RelationshipModel("market", run__seed=5, seed=6).seed == 6
    with pytest.raises(TypeError, match="two names of one thing"):
        RelationshipModel("market", seed=1, rng=1)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(InputProblems) as caught:
        RelationshipModel(
            "commitment_trap",
            arm="loked",
            seed=-1,
            trust__gian=0.1,
            trust__loss_ratio=0.5,
            **{"price.low": "cheap", "colour": 1},
        )
    assert caught.value.lines() == [
        "RelationshipModel: 6 problems, nothing was built",
        '  arm = "loked"             is no arm of commitment_trap; did you mean locked?',
        "  trust__gian = 0.1         unknown parameter; did you mean trust.gain?",
        "  trust__loss_ratio = 0.5   must be between 1 and 10",
        '  price.low = "cheap"       must be a number',
        "  colour = 1                unknown parameter",
        "  seed = -1                 must be a whole number from 0 to 9223372036854775807",
        "  dyads parameters          lists what can be set",
    ]


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        ({"population__partners": 30}, "population.partners   more partners than there are sellers: 30 of 20"),
        ({"price__low": 0.6}, "price.low             lies above price.level = 0.5"),
        ({"run__months": 0}, "run.months = 0     must be 1 or more"),
        ({"run__size": 9}, "run.size         there is no such setting"),
        ({"outputs__every": 1.5}, "outputs.every = 1.5   must be a whole number"),
        ({"seed": 1.5}, "seed = 1.5         must be a whole number from 0"),
        ({"seed": True}, "seed = true        must be a whole number from 0"),
    ],
)
def test_what_does_not_fit_is_told(overrides: dict[str, object], line: str) -> None:
    with pytest.raises(InputProblems) as caught:
        RelationshipModel("market", **overrides)
    words = line.split()
    assert caught.value.lines()[1].split()[: len(words)] == words


def test_a_world_too_large_for_the_machine_is_refused() -> None:
    with pytest.raises(InputProblems, match="one run would need about"):
        RelationshipModel(
            "market", population__buyers=10_000_000, population__sellers=10_000, population__partners=4096
        )


def test_mistakes_of_a_file_are_told_as_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(TOML.replace("trust.gain", "trust.gian"), encoding="utf-8")
    with pytest.raises(InputProblems, match=r"line 10.*trust\.gian.*did you mean trust\.gain"):
        RelationshipModel(path)


@pytest.mark.parametrize("name", sorted(shipped_files()))
def test_every_arm_of_every_shipped_scenario_can_be_a_model(name: str) -> None:
    for arm in sim.load(name).arms:
        setting = settle(name, None, 3, arm.name, {"run__months": 2, "run__burn_in": 0})
        assert setting.arm == arm.name and setting.scenario.run.months == 2
