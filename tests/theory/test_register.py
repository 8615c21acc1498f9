"""The register is whole: every system has a place in the code, a scenario and a claim, and all it names exists."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from sim.parameters import parameter_infos
from sim.scenario import load, shipped
from sim.theory import SYSTEMS, System

ROOT = Path(__file__).resolve().parents[2]
BY_NUMBER = [pytest.param(system, id=system.number) for system in SYSTEMS]


def test_the_forty_one_systems_are_there_in_order() -> None:
    assert [system.number for system in SYSTEMS] == [f"T{number:02d}" for number in range(1, 42)]
    assert len({system.name for system in SYSTEMS}) == 41


@pytest.mark.parametrize("system", BY_NUMBER)
def test_a_system_has_code_a_scenario_and_a_claim_that_rests_on_it(system: System) -> None:
    assert system.claim.endswith(".")
    assert system.here.endswith(".")
    assert system.named_only or (system.code and system.scenarios)
    assert system.named_only or system.proofs, "no claim rests on it"


@pytest.mark.parametrize("system", BY_NUMBER)
def test_what_the_register_names_exists(system: System) -> None:
    for place in system.code:
        module, name = place.split(":")
        assert hasattr(import_module(module), name), place
    known = {info.key for info in parameter_infos()}
    assert set(system.parameters) <= known, set(system.parameters) - known
    assert set(system.scenarios) <= set(shipped())
    for proof in system.proofs:
        assert proof.scenario in system.scenarios
        assert set(proof.null) <= known
        assert proof.null or proof.without
        claims = [(one.statistic, one.compare or "") for one in load(proof.scenario).claims]
        assert claims.count((proof.statistic, proof.compare)) == 1, (proof.statistic, proof.compare)
    for test in system.tests:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), test
    keys = set(re.findall(r"@\w+\{(\w+),", (ROOT / "references.bib").read_text(encoding="utf-8")))
    assert set(re.findall(r"\[(\w+)\]", system.author)) <= keys
    assert system.evidence in ("measured", "literature", "assumption")


@pytest.mark.parametrize("name", shipped())
def test_claims_name_systems_that_name_the_scenario(name: str) -> None:
    named = {number for claim in load(name).claims for number in claim.system}
    showing = {system.number for system in SYSTEMS if name in system.scenarios}
    assert named <= showing, "a claim names a system whose register entry does not name the scenario"
