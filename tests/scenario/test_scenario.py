"""What a scenario is: complete, frozen, closed; and how it is put together."""

from __future__ import annotations

import copy
import json
import math
import os
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

import sim.scenario
from sim.errors import InputProblems
from sim.scenario import (
    ACTIONS,
    Arm,
    Intervention,
    Outputs,
    Scenario,
    from_resolved,
    json_schema,
    load,
    shipped,
    shipped_files,
    with_values,
)
from sim.scenario.claims import Claim
from sim.scenario.memory import bytes_needed, bytes_there, partners_wanted, readable
from sim.scenario.statistics import AMONG, RELATIONSHIP_STATISTICS

HEAD = 'schema = 1\nquestion = "why?"\n'


def scenario_file(folder: Path, text: str, name: str = "mine.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_smallest_file_is_the_default_world(tmp_path: Path) -> None:
    scenario = load(scenario_file(tmp_path, HEAD))
    assert scenario.name == "mine"
    assert scenario.arms == (Arm(name="reference"),)
    assert (scenario.run.months, scenario.run.replications, scenario.run.burn_in) == (120, 30, 0)
    assert scenario.outputs == Outputs()
    assert scenario.design is None
    assert scenario.schema_ == 1


def test_keys_may_be_written_dotted_quoted_inline_or_in_a_section(tmp_path: Path) -> None:
    ways = [
        "[trust]\ngain = 0.2\n",
        "trust.gain = 0.2\n",
        "trust = { gain = 0.2 }\n",
        '[trust]\n"gain" = 0.2\n',
    ]
    assert {load(scenario_file(tmp_path, HEAD + way)).parameters.trust.gain for way in ways} == {0.2}
    arms = [
        '[[arm]]\nname = "a"\nset = { "trust.gain" = 0.2 }\n',
        '[[arm]]\nname = "a"\nset = { trust.gain = 0.2 }\n',
        '[[arm]]\nname = "a"\n[arm.set.trust]\ngain = 0.2\n',
        'arm = [{ name = "a", set = { trust = { gain = 0.2 } } }]\n',
    ]
    expected = (Arm(name="a", set={"trust.gain": 0.2}),)
    assert {load(scenario_file(tmp_path, HEAD + way)).arms for way in arms} == {expected}


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode() + b"[run]\r\nmonths = 7\r\n")
    assert load(str(path)).run.months == 7


def test_the_name_comes_from_the_file_where_none_is_stated(tmp_path: Path) -> None:
    assert load(scenario_file(tmp_path, HEAD, "my nice market (2).toml")).name == "my_nice_market_2_"


def test_the_ending_may_be_left_out(tmp_path: Path) -> None:
    assert load(scenario_file(tmp_path, HEAD).removesuffix(".toml")).question == "why?"


def test_only_deviations_from_the_base_are_stated(tmp_path: Path) -> None:
    scenario_file(tmp_path, HEAD + "[run]\nmonths = 36\nseed = 5\n[trust]\ngain = 0.2\nstart = 0.3\n", "ground.toml")
    scenario_file(
        tmp_path, 'schema = 1\nbase = "ground.toml"\n[run]\nmonths = 48\n[trust]\ngain = 0.1\n', "middle.toml"
    )
    top = load(scenario_file(tmp_path, 'schema = 1\nbase = "middle"\n[trust]\ngain = 0.05\n'))
    assert (top.run.months, top.run.seed) == (48, 5)
    assert (top.parameters.trust.gain, top.parameters.trust.start) == (0.05, 0.3)
    assert (top.name, top.question, top.base) == ("mine", "why?", "middle")


def test_a_base_is_found_by_its_path_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    scenario_file(tmp_path, HEAD + "[run]\nmonths = 36\n", "ground.toml")
    path = scenario_file(tmp_path / "inner", HEAD + 'base = "../ground.toml"\n')
    assert load(path).run.months == 36


def test_lists_of_the_base_are_replaced_whole_and_its_claims_go_with_its_arms(tmp_path: Path) -> None:
    arms = '[[arm]]\nname = "quick"\n[[arm]]\nname = "slow"\n'
    stated = load(scenario_file(tmp_path, f'schema = 1\nbase = "commitment_trap"\n{arms}'))
    assert [arm.name for arm in stated.arms] == ["quick", "slow"]
    assert stated.claims == ()
    assert stated.interventions == load("commitment_trap").interventions
    left = load(scenario_file(tmp_path, 'schema = 1\nbase = "commitment_trap"\nintervention = []\n'))
    assert left.claims == load("commitment_trap").claims
    assert left.interventions == ()


def test_a_design_is_replaced_whole(tmp_path: Path) -> None:
    scenario_file(
        tmp_path,
        HEAD + '[design]\nkind = "sobol"\nn = 8\n[design.factors]\n"trust.gain" = { min = 0.1, max = 0.2 }\n',
        "ground.toml",
    )
    text = 'schema = 1\nbase = "ground"\n[design]\nkind = "grid"\nfactors = { trust.start = { values = [0.1, 0.2] } }\n'
    design = load(scenario_file(tmp_path, text)).design
    assert design is not None
    assert (design.kind, design.n, list(design.factors)) == ("grid", None, ["trust.start"])


def test_options_beat_the_file_and_the_file_beats_its_base(tmp_path: Path) -> None:
    path = scenario_file(tmp_path, 'schema = 1\nbase = "market"\n[run]\nmonths = 48\n[trust]\ngain = 0.1\n')
    scenario = load(path, overrides=["trust.gain=0.3", "run.seed = 0", "name=other", 'outputs.metrics=["volume"]'])
    assert (scenario.parameters.trust.gain, scenario.run.seed, scenario.run.months) == (0.3, 0, 48)
    assert (scenario.name, scenario.outputs.metrics) == ("other", ("volume",))


def test_the_last_of_several_options_holds() -> None:
    assert load("market", overrides=["trust.gain=0.3", "trust.gain=0.2"]).parameters.trust.gain == 0.2


def test_an_option_can_make_a_design(tmp_path: Path) -> None:
    overrides = ["design.kind=grid", "design.factors.trust.gain={values=[0.1,0.2]}"]
    design = load("market", overrides=overrides).design
    assert design is not None and design.factors["trust.gain"].values == (0.1, 0.2)
    changed = load("market", overrides=[*overrides, "design.factors.trust.gain={min=0.1,max=0.2,steps=3}"]).design
    assert changed is not None and changed.factors["trust.gain"].ends() == (0.1, 0.2)


def test_a_run_that_an_option_shortens_passes_over_later_dates() -> None:
    scenario = load("full_life_cycle", overrides=["run.months=12"])
    assert scenario.run.months == 12
    assert from_resolved(scenario.resolved()) == scenario


def test_an_arm_lies_on_top_of_the_scenario() -> None:
    trap = load("commitment_trap", overrides=["contract.months=24", "trust.gain=0.1"])
    usual, locked = trap.arm_parameters(trap.arm("usual")), trap.arm_parameters(trap.arm("contract_36"))
    assert (usual.contract.months, locked.contract.months) == (24, 36)
    assert isinstance(locked.contract.months, int)
    assert usual.trust.gain == locked.trust.gain == 0.1
    with pytest.raises(KeyError):
        trap.arm("nobody")


def test_other_values_are_checked_too() -> None:
    parameters = load("market").parameters
    assert with_values(parameters, {}) is parameters
    assert with_values(parameters, {"contract.months": 12.0}).contract.months == 12
    with pytest.raises(ValidationError):
        with_values(parameters, {"trust.gain": 3.0})


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_resolved_scenario_states_everything_and_reads_back(name: str) -> None:
    scenario = load(name)
    resolved = json.loads(json.dumps(scenario.resolved()))
    assert resolved["schema"] == 1
    assert resolved["parameters"]["trust"]["gain"] == 0.07
    assert from_resolved(resolved) == scenario


def test_nothing_in_a_scenario_changes() -> None:
    trap = load("commitment_trap", overrides=["design.kind=grid", "design.factors={trust.gain={values=[0.1]}}"])
    assert trap.design is not None
    with pytest.raises(ValidationError, match="frozen"):
        trap.name = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        trap.parameters.trust.gain = 0.5  # type: ignore[misc]
    for settings in (trap.arms[1].set, trap.design.factors, trap.interventions[0].set):
        with pytest.raises(TypeError, match="frozen"):
            settings["trust.gain"] = 1.0
        with pytest.raises(TypeError, match="frozen"):
            settings.update({"trust.gain": 1.0})


def test_a_scenario_is_closed_in_python_too() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Scenario(schema=1, name="x", question="?", colour="blue")  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="more partners than there are sellers"):
        Scenario(
            schema=1,
            name="x",
            question="?",
            parameters=with_values(load("market").parameters, {"population.sellers": 2}),
        )


def test_a_scenario_travels_between_processes() -> None:
    scenario = load("commitment_trap")
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario) == scenario
    with pytest.raises(TypeError, match="frozen"):
        pickle.loads(pickle.dumps(scenario)).arms[1].set["x"] = 1


def test_the_file_format_is_light_to_import() -> None:
    code = (
        "import sys, sim.scenario; sim.scenario.load('market'); "
        "heavy = {'numba', 'mesa', 'matplotlib', 'numpy', 'pandas', 'scipy', 'pyarrow'} & set(sys.modules); "
        "print(sorted(heavy)); sys.exit(bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=_environment(), check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _environment() -> dict[str, str]:
    root = str(Path(sim.scenario.__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": root}


def test_shipped_scenarios_are_found_in_an_installed_package(tmp_path: Path) -> None:
    package = Path(sim.scenario.__file__).resolve().parents[1]
    for part in ("scenario", "parameters"):
        shutil.copytree(package / part, tmp_path / "sim" / part)
    for file in ("__init__.py", "errors.py"):
        shutil.copy(package / file, tmp_path / "sim" / file)
    shutil.copytree(next(iter(shipped_files().values())).parent, tmp_path / "sim" / "_scenarios")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = (
        "import sim.scenario as s; print(s.__file__); print(sorted(s.shipped())); print(s.load('full_life_cycle').name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    where, names, name = done.stdout.splitlines()
    assert where.startswith(str(tmp_path))
    assert (names, name) == (str(sorted(shipped())), "full_life_cycle")


@pytest.mark.parametrize("name", sorted(shipped_files()))
def test_shipped_files_fit_the_json_schema_and_say_what_they_ask(name: str) -> None:
    data = tomllib.loads(shipped_files()[name].read_text(encoding="utf-8"))
    jsonschema.validate(data, json_schema())
    assert data["name"] == name
    assert data["question"] == shipped()[name] and data["question"].endswith("?")
    assert all(claim.says for claim in load(name).claims)


def test_the_json_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    json.dumps(json_schema())


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2\n",
        "schema = 1\n[trust]\ngian = 0.1\n",
        "schema = 1\n[trust]\ngain = 2\n",
        'schema = 1\n[run]\nmonths = "12"\n',
        'schema = 1\n[[arm]]\nname = "a"\nset = { "trust.gian" = 1 }\n',
        'schema = 1\n[[arm]]\nname = "a"\nset = { "trust.gain" = 7 }\n',
        'schema = 1\n[[intervention]]\nat = 1\naction = "nothing"\n',
        "schema = 1\n[design.factors]\ntrust.gian = { min = 1, max = 2 }\n",
        "colour = 1\nschema = 1\n",
    ],
)
def test_an_editor_notices_the_mistake(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), json_schema())


def test_an_editor_accepts_every_way_of_writing() -> None:
    text = (
        "schema = 1\ntrust.gain = 0.1\n"
        'design = { kind = "lhs", n = 3, factors = { trust.gain = { min = 0.1, max = 0.2 } } }\n'
        '[[arm]]\nname = "a"\nset = { trust.gain = 0.1, "trust.start" = 0.1 }\n'
    )
    jsonschema.validate(tomllib.loads(text), json_schema())


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (None, (None, None)),
        ("locked", ("locked", None)),
        ("locked - free", ("locked", "free")),
        ("locked-free", ("locked", "free")),
        (" contract_36 \u2212 usual ", ("contract_36", "usual")),
    ],
)
def test_a_comparison_names_one_arm_or_two(text: str | None, sides: tuple[str | None, str | None]) -> None:
    claim = Claim.model_validate({"statistic": "mean_trust", "compare": text, "expect": {"sign": "+"}})
    assert claim.sides == sides


def test_a_claim_knows_the_months_it_speaks_of() -> None:
    claim = Claim.model_validate(
        {"statistic": "share_declining_72_84", "among": ["start", "alive_70"], "expect": {"at_least": 0.5}}
    )
    assert claim.months_named() == (72, 84, 70)
    assert Claim.model_validate({"statistic": "survival_6", "among": "start", "expect": {"sign": "+"}}).among == (
        "start",
    )


def test_an_action_that_fits_only_one_needs_no_target() -> None:
    assert Intervention(at=1, action="price_change", by=0.1).target == "sellers"
    assert Intervention(at=1, action="end_relationships", share=0.5).target == "relationships"
    assert Intervention(at=1, action="change", set={"trust.gain": 0.1}).target == "parameters"
    with pytest.raises(ValidationError, match="quality_shift needs a target"):
        Intervention(at=1, action="quality_shift", by=0.1)


def test_memory_grows_with_relationships_and_organisations() -> None:
    small = load("market").parameters
    assert partners_wanted(small) == 3
    assert bytes_needed(small) == 700 * 60 * 3 + 300 * 81
    tailed = with_values(small, {"population.degree_tail": 2.0})
    assert partners_wanted(tailed) == pytest.approx(2 * 3 - 20 * (3 / 20) ** 2)  # mean of a Pareto cut at 20
    one = with_values(small, {"population.degree_tail": 1.0})
    assert partners_wanted(one) == pytest.approx(3 * (1 + math.log(20 / 3)))
    assert readable(1_300_000_000_000) == "1.3 TB"
    there = bytes_there()
    assert there is not None and there > 100_000_000


def test_the_life_cycle_is_the_story_of_one_pair() -> None:
    scenario = load("full_life_cycle")
    assert scenario.parameters.population.buyers == scenario.parameters.population.partners == 1
    assert scenario.parameters.exit.exogenous == 0
    assert [(link.buyer, link.seller) for link in scenario.links] == [(0, 0)]
    stated = [(o.kind, o.which, o.competence) for o in scenario.organisations]
    assert stated == [("buyer", (0,), 0.65), ("seller", (0,), 0.75)]
    slip = scenario.interventions[0]
    assert (slip.at, slip.by, slip.which, slip.arms) == (72, -0.25, (0,), None)
    transactional = scenario.arm_parameters(scenario.arm("transactional"))
    assert transactional.forming.buyer_contact == transactional.relationship_memory.seller_effort == 0
    assert transactional.investment.seller_willingness == 0.5


def test_the_trap_varies_what_leaving_costs() -> None:
    scenario = load("commitment_trap")
    costs = {arm.name: scenario.arm_parameters(arm).switching_costs.investment for arm in scenario.arms}
    assert (costs["free"], costs["usual"], costs["locked"]) == (0.0, 0.18, 0.72)
    months = {arm.name: scenario.arm_parameters(arm).contract.months for arm in scenario.arms}
    assert (months["usual"], months["contract_12"], months["contract_36"]) == (0, 12, 36)
    usual, halved = (scenario.arm_parameters(scenario.arm(name)).switching_costs for name in ("usual", "halved"))
    assert all(getattr(halved, name) == getattr(usual, name) / 2 for name in type(usual).model_fields)


def test_the_gallery_knows_every_scenario_action_and_statistic(tmp_path: Path) -> None:
    text = (next(iter(shipped_files().values())).parent / "README.md").read_text(encoding="utf-8")
    for name, question in shipped().items():
        assert f"[`{name}`]({name}.toml) | {question} |" in text
    for word in (*ACTIONS, *(w for w in AMONG), *RELATIONSHIP_STATISTICS):
        short = re.sub(r"^share_ended_by(?=_)", "…", word) if word != "share_ended_by_better_alternative" else word
        short = re.sub(r"_at_end_(buyer|seller)$", "_at_end", short)
        assert f"`{short}`" in text, word
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    example = load(scenario_file(tmp_path, block))
    assert [arm.name for arm in example.arms] == ["usual", "watchful"]


def test_a_refusal_travels_between_processes(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as caught:
        load("market", overrides=["trust.gian=1"])
    assert pickle.loads(pickle.dumps(caught.value)).lines() == caught.value.lines()
    assert caught.value.exit_code == 2
