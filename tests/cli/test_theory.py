"""``dyads theory`` and ``dyads ablate``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.ablating import mechanisms_away, world_of
from sim.scenario import load
from tests.cli.conftest import Said

Dyads = Callable[..., Said]

WORLDS = """\
schema = 1
name = "small_worlds"
question = "Does repair matter?"
[run]
months = 18
seed = 7
[population]
buyers = 6
sellers = 3
[[arm]]
name = "plain"
[[arm]]
name = "repair"
set = { "recovery.seller_quality" = 0.9 }
[[claim]]
statistic = "mean_trust_buyer"
compare = "repair - plain"
expect = { sign = "+" }
"""


@pytest.fixture
def worlds(tmp_path: Path) -> Path:
    file = tmp_path / "small_worlds.toml"
    file.write_text(WORLDS)
    return file


def test_the_register_is_listed_a_line_each(dyads: Dyads) -> None:
    said = dyads("theory")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()[1:]] == [f"T{number:02d}" for number in range(1, 42)]


def test_one_system_is_told_whole_with_the_restored_words(dyads: Dyads) -> None:
    said = dyads("theory", "t20")
    assert "T20  Three types of relationship" in said.out
    assert "“calculated alliance” in the paraphrased text; probably strategic alliance" in said.out
    assert "sim.typologies.hines.three_type" in said.out
    assert json.loads(dyads("theory", "T26", "--json").out)[0]["number"] == "T26"


def test_an_unknown_system_is_a_mistake(dyads: Dyads) -> None:
    said = dyads("theory", "T42")
    assert said.code == 2
    assert "there are T01 to T41" in said.err


def test_switching_a_mechanism_off_shows_what_it_does(dyads: Dyads, worlds: Path) -> None:
    said = dyads("ablate", str(worlds), "--arm", "repair", "-r", "6", "--csv")
    assert said.code == 0, said.err
    (row,) = csv.DictReader(io.StringIO(said.out))
    assert (row["mechanism"], row["outcome"], row["null"]) == ("recovery.seller_quality", "mean_trust_buyer", "0.0")
    assert float(row["low"]) > 0.0
    assert float(row["effect"]) > float(row["low"])


def test_only_the_mechanism_asked_for(dyads: Dyads, worlds: Path) -> None:
    said = dyads("ablate", str(worlds), "--only", "satisfaction.loss_aversion", "-r", "3")
    assert said.code == 0, said.err
    assert "satisfaction.loss_aversion" in said.out
    assert "recovery.seller_quality" not in said.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--arm", "nobody"), "no arm 'nobody' in small_worlds; there are plain, repair"),
        (("--only", "recovery.seller_quality", "--arm", "plain"), "no mechanism at work"),
        (("--only", "trust.gian"), "no mechanism at work"),
    ],
)
def test_mistakes_are_said_before_anything_runs(
    dyads: Dyads, worlds: Path, words: tuple[str, ...], message: str
) -> None:
    said = dyads("ablate", str(worlds), *words)
    assert said.code == 2
    assert message in " ".join(said.err.split())


def test_a_scenario_without_claims_has_no_outcomes(dyads: Dyads) -> None:
    said = dyads("ablate", "market")
    assert said.code == 2
    assert "claims nothing" in said.err


def test_a_mechanism_that_a_dated_change_brings_is_switched_off_too() -> None:
    scenario = load("failure_and_recovery")
    recovery, failure = scenario.arm("recovery"), scenario.arm("failure")
    assert "recovery.seller_quality" not in mechanisms_away(scenario, failure)
    mechanism = mechanisms_away(scenario, recovery)["recovery.seller_quality"]
    assert (mechanism.value, mechanism.null) == (0.85, 0.0)
    changed = [one.set["recovery.seller_quality"] for one in world_of(scenario, recovery).interventions if one.set]
    without = world_of(scenario, recovery, mechanism)
    assert changed == [0.85]
    assert [one.set["recovery.seller_quality"] for one in without.interventions if one.set] == [0.0]
    assert len(without.interventions) == len(scenario.interventions_in(recovery))
