from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import sim._jit
import sim.engine
from sim.engine.replications import replicate_seed
from tests.cli.conftest import SCENARIO, Said
from tests.cli.fake import tables

Dyads = Callable[..., Said]

CLAIMS = """
[[arm]]
name = "unclaimed"
[[claim]]
system = ["T08"]
says = "trust grows faster where it is won more easily"
statistic = "mean_trust"
compare = "fast - slow"
expect = { sign = "+", at_least = 0.01 }
[[claim]]
statistic = "mean_trust_at_24"
expect = { at_most = 0.9 }
"""


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put a stand-in for the engine in place: trust is luck that both arms share, plus the gain."""
    calls: list[dict[str, Any]] = []

    def play(parameters: Any, *, months: int, seed: int, **rest: Any) -> SimpleNamespace:
        calls.append({"gain": parameters.trust.gain, "months": months, "seed": seed, **rest})
        made = tables(months, pairs=6, seed=1)
        made["steps"]["mean_trust"] = made["steps"]["month"] * 0.0 + seed % 1000 / 2000 + parameters.trust.gain
        return SimpleNamespace(status="ok", months=months, seed=seed, wall_s=0.1, **made)

    monkeypatch.setattr(sim.engine, "play", play)
    monkeypatch.setattr(sim._jit, "is_compiled", lambda: True)
    return calls


@pytest.fixture
def claims(here: Path) -> str:
    (here / "claims.toml").write_text(SCENARIO + CLAIMS)
    return "claims.toml"


def test_claims_that_hold(claims: str, played: list[dict[str, Any]], dyads: Dyads) -> None:
    said = dyads("check", claims, "--seeds", "5")
    assert said.code == 0
    assert said.out.splitlines()[:3] == [
        "two_worlds · 5 repetitions on shared luck",
        "  holds  trust grows faster where it is won more easily (T08)",
        "         mean_trust, fast − slow: 0.080 (0.080 … 0.080), expected > 0 and ≥ 0.01",
    ]
    assert said.err.splitlines()[-1] == "2 of 2 claims hold"


def test_only_claimed_arms_are_played_all_with_the_same_luck(
    claims: str, played: list[dict[str, Any]], dyads: Dyads
) -> None:
    dyads("check", claims, "--seeds", "4")
    seeds = [replicate_seed(7, k) for k in range(4)]
    assert sorted((one["gain"], one["seed"]) for one in played) == sorted((g, s) for g in (0.07, 0.15) for s in seeds)
    assert {(one["months"], one["outputs"].paths) for one in played} == {(24, 0)}


def test_one_that_does_not_hold_is_exit_code_4(claims: str, played: list[dict[str, Any]], dyads: Dyads) -> None:
    said = dyads("check", claims, "--seeds", "4", "--json", "-S", "trust.gain=0.2")
    first, second = json.loads(said.out)
    assert said.code == 4
    assert (first["holds"], first["found"]) == (False, pytest.approx(-0.05))
    assert (first["low"], first["n"], first["missing"]) == (pytest.approx(-0.05), 4, 0)
    assert (second["holds"], second["compare"], second["expected"]) == (True, "slow", "≤ 0.9")
    assert said.err.splitlines()[-1] == "1 of 2 claims holds"


def test_csv_has_a_line_for_each_claim(claims: str, played: list[dict[str, Any]], dyads: Dyads) -> None:
    rows = list(csv.DictReader(io.StringIO(dyads("check", claims, "--seeds", "3", "--csv").out)))
    assert [(row["scenario"], row["claim"], row["system"], row["holds"]) for row in rows] == [
        ("two_worlds", "1", "T08", "True"), ("two_worlds", "2", "", "True"),
    ]  # fmt: skip


def test_a_model_that_raises_is_replayed_with_its_seed(
    claims: str, played: list[dict[str, Any]], dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(parameters: Any, **rest: Any) -> SimpleNamespace:
        raise ZeroDivisionError("no")

    monkeypatch.setattr(sim.engine, "play", play)
    said = dyads("check", claims, "--seeds", "3")
    assert said.code == 3
    assert "the model raised in arm" in said.err
    assert "dyads run two_worlds --seed " in said.err
    assert "Traceback" not in said.err


def test_ctrl_c_is_no_fault(
    claims: str, played: list[dict[str, Any]], dyads: Dyads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.cli.judging.wait", interrupted)
    assert dyads("check", claims, "--seeds", "3").code == 130


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "name scenarios, or --all"),
        (["--all", "claims.toml"], "name scenarios, or --all"),
        (["market"], "market: claims nothing"),
        (["clams.toml"], "did you mean claims.toml?"),
        (["claims.toml", "--seeds", "1"], "--seeds"),
        (["claims.toml", "-S", "run.replications=1"], "a verdict takes 2 or more"),
        (["claims.toml", "-S", "trust.gian=1"], "did you mean trust.gain?"),
    ],
)
def test_mistakes(claims: str, played: list[dict[str, Any]], dyads: Dyads, words: list[str], expected: str) -> None:
    said = dyads("check", *words)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert played == []


def test_all_shipped_scenarios_that_claim_something(played: list[dict[str, Any]], dyads: Dyads) -> None:
    said = dyads("check", "--all", "--seeds", "2", "--json", "-S", "run.months=120")
    names = {row["scenario"] for row in json.loads(said.out)}
    assert {"commitment_trap", "full_life_cycle"} <= names
    assert "market" not in names
