"""A step is a month: the model gives what the engine gives."""

from __future__ import annotations

import copy
import math
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import mesa
import pytest

import sim
from sim import Decision, RelationshipModel, RelationshipView, Seller
from sim.model import METRICS
from tests.model.playing import after, digest

pytestmark = [pytest.mark.everywhere, pytest.mark.filterwarnings("error")]


@pytest.mark.parametrize("name", ["market", "full_life_cycle", "commitment_trap"])
def test_a_model_gives_the_same_digest_as_the_engine_in_every_arm(name: str) -> None:
    scenario = sim.load(name)
    months = 48
    for arm in scenario.arms:
        played = sim.play(
            scenario.arm_parameters(arm),
            months=months,
            seed=7,
            interventions=[one for one in scenario.interventions if one.arms is None or arm.name in one.arms],
            outputs=scenario.outputs,
            organisations=scenario.organisations,
            links=scenario.links,
        )
        model = after(RelationshipModel(name, arm=arm.name, seed=7), months)
        assert digest(model.result()) == digest(played), arm.name
        assert model.result().seed == 7
        assert model.result().months == months


def test_outputs_are_kept_as_the_scenario_asks() -> None:
    overrides = ["outputs.every=4", "outputs.events=false", "outputs.dyads=false", "outputs.paths=3"]
    scenario = sim.load("market", overrides=overrides)
    played = sim.play(scenario.parameters, months=10, seed=scenario.run.seed, outputs=scenario.outputs)
    model = after(
        RelationshipModel("market", outputs__every=4, outputs__events=False, outputs__dyads=False, outputs__paths=3),
        10,
    )
    assert model.result().steps["month"].tolist() == [4, 8]
    assert digest(model.result()) == digest(played)
    assert not math.isnan(model.mean_trust)


class Opportunist(Seller):
    def decide(self, relationship: RelationshipView) -> Decision | None:
        return Decision(effort=0.0, cheat=relationship.trust < 0.5)


def test_threads_change_nothing() -> None:
    size: dict[str, Any] = {"population__buyers": 12_000, "population__sellers": 2_000, "outputs__paths": 5}
    size["agents"] = {("seller", number): Opportunist for number in (0, 5, 1999)}
    one, two = (after(RelationshipModel("market", threads=threads, **size), 3) for threads in (1, 2))
    assert two.simulation.threads == 2
    assert digest(one.result()) == digest(two.result())


def test_the_generators_of_mesa_are_not_touched() -> None:
    model = RelationshipModel("market", seed=12)
    before = model.random.getstate(), copy.deepcopy(model.rng.bit_generator.state)
    after(model, 6)
    assert (model.random.getstate(), model.rng.bit_generator.state) == before
    assert before[0] == random.Random(12).getstate()
    model.random.random()
    undisturbed = after(RelationshipModel("market", seed=12), 12)
    assert digest(after(model, 6).result()) == digest(undisturbed.result())


def test_it_is_a_mesa_model_that_counts_its_months() -> None:
    model = RelationshipModel("market", run__months=3)
    assert isinstance(model, mesa.Model)
    assert (model.month, model.steps, model.running) == (0, 0, True)
    model.step()
    assert (model.month, model.steps, model.running) == (1, 1, True)
    model.run_model()
    assert (model.month, model.steps, model.running) == (3, 3, False)
    model.step()
    assert model.month == 4


def test_metrics_are_attributes() -> None:
    model = RelationshipModel("market", seed=1)
    assert all(math.isnan(getattr(model, name)) for name in METRICS)
    after(model, 3)
    steps = model.result().steps
    assert {name: steps[name][-1] for name in METRICS} == model.metrics
    assert model.mean_trust == steps["mean_trust"][2]
    with pytest.raises(AttributeError, match="mean_truth"):
        _ = model.mean_truth


def test_a_copy_and_a_stored_model_go_on_alike() -> None:
    model = after(RelationshipModel("commitment_trap", arm="locked", seed=3), 30)
    others = [copy.deepcopy(model), pickle.loads(pickle.dumps(model))]
    expected = digest(after(model, 12).result())
    for other in others:
        assert other.sellers[0].model is other
        assert digest(after(other, 12).result()) == expected


def test_a_stored_model_goes_on_alike_in_another_process(tmp_path: Path) -> None:
    model = after(RelationshipModel("commitment_trap", arm="locked", seed=3), 30)
    stored = tmp_path / "model"
    stored.write_bytes(pickle.dumps(model))
    code = (
        "import pickle, sys; from pathlib import Path\n"
        "model = pickle.loads(Path(sys.argv[1]).read_bytes())\n"
        "for _ in range(12):\n    model.step()\n"
        "print(repr(model.mean_trust))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, stored], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == repr(after(model, 12).mean_trust), done.stderr


class Patient(Seller):
    """Takes part in a subclass of the model."""

    def act(self) -> None:
        self.model.greeted.append(self.number)


class Watched(RelationshipModel):
    """A model with something of its own in every step, the Mesa way."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__("market", agents={("seller", 2): Patient}, **kwargs)
        self.greeted: list[int] = []
        self.trust: list[float] = []

    def step(self) -> None:
        super().step()
        self.trust.append(self.mean_trust)


def test_a_subclass_adds_to_a_step() -> None:
    model = Watched(seed=5)
    for _ in range(4):
        model.step()
    assert model.trust == model.result().steps["mean_trust"].tolist()
    assert model.greeted == [2, 2, 2, 2]


def test_an_intervention_happens_once_even_if_a_player_fails_first() -> None:
    class Clumsy(Seller):
        failed = False

        def act(self) -> None:
            if self.model.month == 35 and not Clumsy.failed:
                Clumsy.failed = True
                raise RuntimeError("a mistake in the class")

    usual = after(RelationshipModel("commitment_trap", seed=1), 36)
    model = after(RelationshipModel("commitment_trap", seed=1, agents={("seller", 0): Clumsy}), 35)
    with pytest.raises(RuntimeError, match="a mistake"):
        model.step()
    assert model.month == 35
    model.step()
    assert model.sellers.get("competence") == usual.sellers.get("competence")
